from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.cast import NOW, Cast
from tuntas.access.roles import Role
from tuntas.audit.models import Event
from tuntas.core.errors import Denied, InvalidTransition
from tuntas.letters import contents, numbers
from tuntas.letters.actions import letters, patterns
from tuntas.letters.models import Letter, NumberPattern, Register
from tuntas.letters.states import LetterKind, LetterStatus, Nature, VoidReason
from tuntas.letters.tests.make import CONTENT, make_letter

pytestmark = pytest.mark.django_db


def test_numbers_of_a_unit_follow_each_other(cast: Cast) -> None:
    assert [make_letter(cast).number for _ in range(3)] == [f"400.2/{n}/UPTD.PPA" for n in (1, 2, 3)]
    # In the words of the office, not of the code, and another for each: six secretariats do not write the same number.
    assert make_letter(cast, agency=cast.agencies["social"]).number == "400.2/1/DINAS.SOSIAL"
    assert numbers.unit_code_for("district_secretariat", "Sekr. Pontianak Kota") == "SEKR.PONTIANAK.KOTA"


def test_each_year_of_the_unit_counts_from_one_by_its_own_clock(cast: Cast) -> None:
    make_letter(cast)
    # 17.30 UTC on New Year's Eve is already the new year in Pontianak.
    assert make_letter(cast, at=datetime(2026, 12, 31, 16, 59, tzinfo=UTC)).sequence == 2
    letter = make_letter(cast, at=datetime(2026, 12, 31, 17, 30, tzinfo=UTC))
    assert (letter.sequence, letter.register.year, letter.dated.isoformat()) == (1, 2027, "2027-01-01")


def test_the_pattern_of_the_unit_is_used_from_then_on(cast: Cast) -> None:
    make_letter(cast)
    patterns.change(
        cast.unit, pattern="{kode_klasifikasi}/{nomor_urut}/{kode_unit}/{bulan_romawi}/{tahun}", classification="400.2.4",
        unit_code="PPA", by=cast.sysadmin, at=NOW,
    )  # fmt: skip
    assert make_letter(cast).number == "400.2.4/2/PPA/XI/2026"
    assert Letter.objects.get(sequence=1).number == "400.2/1/UPTD.PPA"


@pytest.mark.parametrize(
    "pattern",
    [
        "{kode_unit}/{tahun}",
        "{nomor_urut}/{nomor_urut}",
        "{nomor_urut}/{nama_korban}",
        "{nomor_urut}/<b>",
        "{nomor_urut}/{tahun",
    ],
)
def test_a_pattern_that_could_not_number_is_refused(cast: Cast, pattern: str) -> None:
    with pytest.raises(Denied):
        patterns.change(cast.unit, pattern=pattern, classification="1", unit_code="A", by=cast.sysadmin, at=NOW)
    assert not NumberPattern.objects.exists()


def test_only_the_system_administrator_of_the_area_sets_patterns(cast: Cast) -> None:
    for who in (cast.manager, cast.head, cast.elsewhere[Role.SYSTEM_ADMIN]):
        with pytest.raises(Denied):
            patterns.change(cast.unit, pattern=numbers.DEFAULT, classification="1", unit_code="A", by=who, at=NOW)


def test_a_rolled_back_letter_leaves_no_gap(cast: Cast) -> None:
    make_letter(cast)
    with transaction.atomic():
        assert make_letter(cast).sequence == 2
        transaction.set_rollback(True)
    assert make_letter(cast).sequence == 2
    assert Register.objects.get(agency=cast.unit).last == 2


def test_a_voided_number_stays_and_is_never_given_again(cast: Cast) -> None:
    letter = make_letter(cast)
    letters.void(letter, reason=VoidReason.WRONG_CONTENT, by=cast.supervisor, at=NOW)
    assert make_letter(cast).sequence == 2
    letter.refresh_from_db()
    assert (letter.number, letter.status, letter.voided_by) == (
        "400.2/1/UPTD.PPA",
        LetterStatus.VOIDED,
        cast.supervisor,
    )
    with pytest.raises(InvalidTransition):
        letters.void(letter, reason=VoidReason.REPLACED, by=cast.supervisor, at=NOW)
    assert Event.objects.get(kind="letter.voided").data == {"reason": "wrong_content"}


@pytest.mark.parametrize("who", ["manager", "leadership", "sysadmin", "stranger"])
def test_only_those_who_answer_for_the_unit_void(cast: Cast, who: str) -> None:
    with pytest.raises(Denied):
        letters.void(make_letter(cast), reason=VoidReason.NOT_SENT, by=getattr(cast, who), at=NOW)


@pytest.mark.parametrize(
    "change", [{"subject_line": "Visum korban"}, {"nature": Nature.ORDINARY}, {"dossier_id": None}]
)
def test_a_letter_about_a_person_is_neutral_secret_and_sealed(cast: Cast, change: dict[str, object]) -> None:
    about = make_letter(cast).dossier_id
    given = {
        "nature": Nature.SECRET, "subject_line": contents.NEUTRAL_SUBJECTS[LetterKind.TRANSFER], "dossier_id": about,
    } | change  # fmt: skip
    with pytest.raises(ValueError, match="dossier"):
        letters.issue(
            agency=cast.unit, kind=LetterKind.TRANSFER, recipient="X", fields=CONTENT.as_fields(), by=cast.manager, at=NOW,
            **given,  # type: ignore[arg-type]
        )  # fmt: skip


def test_the_database_keeps_content_in_a_dossier_only(cast: Cast) -> None:
    letter = make_letter(cast)
    assert b"Melati" not in bytes(letter.fields_json)
    with pytest.raises(IntegrityError, match="letters_letter_personal_in_dossier"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(dossier_id=None)


def test_every_number_of_twelve_months_is_written_in_roman() -> None:
    made = [
        numbers.fill("{nomor_urut}/{bulan_romawi}", classification="", sequence=1, unit_code="", on=NOW.date().replace(day=1, month=m))
        for m in range(1, 13)
    ]  # fmt: skip
    assert made == [f"1/{roman}" for roman in numbers.ROMAN]


def test_an_invitation_is_about_nobody_and_keeps_its_words_in_the_open(cast: Cast) -> None:
    given: dict[str, Any] = {
        "agency": cast.unit, "kind": LetterKind.INVITATION, "nature": Nature.ORDINARY, "subject_line": "Undangan rapat",
        "recipient": "Daftar undangan terlampir", "fields": CONTENT.as_fields(), "by": cast.manager, "at": NOW,
    }  # fmt: skip
    letter = letters.issue(**given, dossier_id=None)
    assert letter.fields_json is None
    assert letter.open_fields is not None
    assert letter.open_fields["head"]["name"] == cast.unit.name
    other = make_letter(cast).dossier_id
    with pytest.raises(IntegrityError, match="letters_letter_open_about_nobody"), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(kind=LetterKind.TRANSFER, token=None)
    with pytest.raises(ValueError, match="about nobody"):
        letters.issue(**given, dossier_id=other)
