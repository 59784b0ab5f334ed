"""The process that signs and looks at signatures: one order as JSON from standard input, an answer for each PDF.

Imports nothing of ours.
"""

import base64
import io
import json
import logging
import sys
from typing import Any

from asn1crypto import pem, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

FIELD = "Tandatangan"
LONGEST = 150


def main() -> None:
    """Sign, or look."""
    logging.disable(logging.CRITICAL)
    order = json.load(sys.stdin)
    pdfs = [base64.b64decode(pdf) for pdf in order["pdfs"]]
    answers = _sign(order, pdfs) if order["do"] == "sign" else _look(order, pdfs)
    json.dump(answers, sys.stdout)


def _sign(order: dict[str, Any], pdfs: list[bytes]) -> list[dict[str, Any]]:
    signer = signers.SimpleSigner.load_pkcs12_data(
        base64.b64decode(order["certificate"]), other_certs=[], passphrase=order["passphrase"].encode()
    )
    if signer is None:
        sys.exit(3)
    meta = signers.PdfSignatureMetadata(field_name=FIELD, subfilter=SigSeedSubFilter.PADES)
    signed = (signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), meta, signer=signer) for pdf in pdfs)
    return [{"pdf": base64.b64encode(out.getvalue()).decode()} for out in signed]


def _look(order: dict[str, Any], pdfs: list[bytes]) -> list[dict[str, Any]]:
    roots = [
        x509.Certificate.load(der) for _, _, der in pem.unarmor(order["roots"].encode(), multiple=True)
    ] if order["roots"] else []  # fmt: skip
    return [_looked(pdf, ValidationContext(trust_roots=roots, allow_fetching=False)) for pdf in pdfs]


def _looked(pdf: bytes, context: ValidationContext) -> dict[str, Any]:
    found = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
    if not found:
        return {"found": False}
    status = validate_pdf_signature(found[-1], context)
    name = str(found[-1].signer_cert.subject.native.get("common_name", ""))
    whole = status.intact and status.valid and status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return {"found": True, "whole": bool(whole), "trusted": bool(status.trusted), "signer": name[:LONGEST]}


if __name__ == "__main__":
    main()
