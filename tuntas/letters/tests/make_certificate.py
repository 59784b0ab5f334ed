"""A signer of its own making, for the time of a test; none is kept anywhere."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

PASSPHRASE = "kata-sandi-uji"


def install(tmp_path: Path, settings: Any) -> Path:
    """A certificate that this installation signs with and trusts."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Kepala Uji Contoh")])
    today = datetime.now(UTC)
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False, key_agreement=False,
        key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(7)
        .not_valid_before(today - timedelta(days=1)).not_valid_after(today + timedelta(days=2))
        .add_extension(usage, critical=True).sign(key, hashes.SHA256())
    )  # fmt: skip
    locked = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    (tmp_path / "uji.p12").write_bytes(pkcs12.serialize_key_and_certificates(b"uji", key, made, None, locked))
    (tmp_path / "sandi").write_text(PASSPHRASE)
    (tmp_path / "akar.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    settings.TUNTAS_SIGNING_CERTIFICATE = str(tmp_path / "uji.p12")
    settings.TUNTAS_SIGNING_PASSPHRASE = str(tmp_path / "sandi")
    settings.TUNTAS_SIGNING_ROOTS = str(tmp_path / "akar.pem")
    return tmp_path
