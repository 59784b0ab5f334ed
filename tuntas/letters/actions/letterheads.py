"""The head of an agency's letters, for letters issued from now on."""

from dataclasses import dataclass
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.audit import log
from tuntas.core import vault
from tuntas.files.actions import files
from tuntas.files.states import Purpose
from tuntas.letters.actions import _text
from tuntas.letters.models import Letterhead
from tuntas.letters.policies import letters as policies


@dataclass(frozen=True)
class HeadData:
    """What stands on it."""

    name: str
    above: str = ""
    address: str = ""
    signatory_name: str = ""
    signatory_rank: str = ""
    signatory_nip: str = ""


def change(agency: Agency, data: HeadData, *, logo: UploadedFile | None = None, by: User, at: datetime) -> Letterhead:
    """Letters that exist keep the head they were issued with, the logo too. Raises _text.Refused."""
    policies.check_letterhead(by, agency)
    texts = [(name, value) for name, value in vars(data).items() if name != "signatory_nip"]
    _text.look(texts, agency=agency, label="Kop surat", officials=[data.signatory_name], by=by, at=at)
    return _change(agency, data, logo, by=by, at=at)


@transaction.atomic
def _change(agency: Agency, data: HeadData, logo: UploadedFile | None, *, by: User, at: datetime) -> Letterhead:
    row, _ = Letterhead.objects.select_for_update(of=("self",)).get_or_create(
        agency=agency, defaults={"name": data.name}
    )
    for name, value in vars(data).items():
        setattr(row, name, value)
    if logo is not None:
        if row.dossier_id is None:
            vault.create(row.pk, "letterhead", at=at)
            row.dossier_id = row.pk
        row.logo = files.store(upload=logo, dossier_id=row.pk, purpose=Purpose.LETTER_LOGO, agency=agency, by=by, at=at)
    row.save()
    log.record(
        "letterhead.set", row, by=by, at=at, agency_id=agency.pk, area_path=agency.area_path, logo=logo is not None
    )
    return row
