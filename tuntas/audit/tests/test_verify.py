"""A good log is told from a broken one. The breaking is done as the owner of the tables, who may do anything."""

from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command

from tuntas.audit import chain, sealing, verification
from tuntas.audit.models import Seal
from tuntas.audit.tests.events import NOW, another_connection, sealed, write
from tuntas.core.ids import uuid7

Owner = psycopg.Connection[Any]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("empty_log")]


def verified(*, against: Path | None = None) -> tuple[int, str]:
    """Exit code and all that was said."""
    out, err = StringIO(), StringIO()
    try:
        call_command("audit", "verify", *(["--against", str(against)] if against else []), stdout=out, stderr=err)
    except CommandError as error:
        return error.returncode, f"{out.getvalue()}{err.getvalue()}{error}"
    return 0, out.getvalue() + err.getvalue()


def found() -> list[tuple[str, int, tuple[int, ...]]]:
    return [(finding.kind, finding.seal, finding.seqs) for finding in verification.verify().findings]


def test_a_good_log_is_good() -> None:
    sealed(3, 4)
    write(2)
    code, said = verified()
    assert code == 0
    assert "7 peristiwa dalam 2 segel" in said
    assert "2 peristiwa belum disegel" in said


def test_an_empty_log_is_good() -> None:
    assert verified()[0] == 0


@pytest.mark.parametrize(
    "change",
    [
        "kind = 'test.other'",
        "actor_name = 'orang lain'",
        "at = at + interval '1 microsecond'",
        "data = '{\"number\": 99}'",
        "subject_id = 'x'",
        "dossier_id = gen_random_uuid()",
        "agency_id = gen_random_uuid()",
        "actor_id = gen_random_uuid()",
        "id = gen_random_uuid()",
        "area_path = '61.'",
        "subject_type = 'other'",
    ],
)
def test_a_changed_row_is_named(owner_connection: Owner, change: str) -> None:
    sealed(3, 3, 3)
    owner_connection.execute(f"UPDATE audit_event SET {change} WHERE seq = 5")
    assert found() == [("changed", 2, (5,))]
    code, said = verified()
    assert code == 1
    assert "1 baris diubah (urutan 5)" in said
    assert "Segel pertama yang bermasalah: 2" in said


def test_a_missing_row_is_named(owner_connection: Owner) -> None:
    sealed(3, 3)
    owner_connection.execute("DELETE FROM audit_event WHERE seq IN (2, 3)")
    assert found() == [("missing", 1, (2, 3))]
    assert verified()[0] == 1


@pytest.mark.parametrize("seq", [-4, 0, 4, 5])
def test_an_inserted_row_is_named(owner_connection: Owner, seq: int) -> None:
    sealed(3)
    with another_connection() as other:  # leaves the numbers 4 and 5 free, as rollbacks do
        other.execute("SELECT nextval('audit_event_seq'), nextval('audit_event_seq')")
    sealed(3)
    owner_connection.execute(
        "INSERT INTO audit_event (id, seq, at, kind, actor_name, subject_type, subject_id, area_path, data)"
        " VALUES (%s, %s, %s, 'test.forged', 'uji', '', '', '', '{}')",
        [uuid7(), seq, NOW],
    )
    assert found() == [("inserted", 1 if seq < 1 else 2, (seq,))]


def test_two_rows_in_each_others_place_are_named(owner_connection: Owner) -> None:
    sealed(4)
    for old, new in ((2, 100), (3, 2), (100, 3)):
        owner_connection.execute("UPDATE audit_event SET seq = %s WHERE seq = %s", [new, old])
    assert found() == [("changed", 1, (2, 3))]


def test_a_tail_cut_without_its_seals_is_found(owner_connection: Owner) -> None:
    sealed(3, 3)
    owner_connection.execute("DELETE FROM audit_event WHERE seq > 4")
    assert found() == [("missing", 2, (5, 6))]


def test_a_tail_cut_with_its_seals_is_found_by_a_kept_seal(owner_connection: Owner, tmp_path: Path) -> None:
    sealed(3, 3)
    kept = tmp_path / "segel.txt"
    kept.write_text(verification.latest_seal_text())
    assert verified(against=kept)[0] == 0
    owner_connection.execute("DELETE FROM audit_event WHERE seq > 3")
    owner_connection.execute("DELETE FROM audit_seal WHERE id > 1")
    assert verified()[0] == 0  # nothing inside the database can know
    code, said = verified(against=kept)
    assert code == 1
    assert "ekor log dipotong" in said


def test_a_tail_cut_and_sealed_anew_is_found_by_a_kept_seal(owner_connection: Owner, tmp_path: Path) -> None:
    sealed(3, 3)
    kept = tmp_path / "segel.txt"
    kept.write_text("".join(f"> {line}\n" for line in verification.latest_seal_text().splitlines()))  # out of a mail
    owner_connection.execute("DELETE FROM audit_event WHERE seq > 3")
    owner_connection.execute("DELETE FROM audit_seal WHERE id > 1")
    sealed(3)
    assert found() == []
    assert verified(against=kept)[0] == 1


def test_a_missing_seal_is_named(owner_connection: Owner) -> None:
    sealed(2, 2, 2)
    owner_connection.execute("DELETE FROM audit_seal WHERE id = 2")
    assert found() == [("seal", 2, ())]
    owner_connection.execute("DELETE FROM audit_seal WHERE id = 1")
    assert found()[0] == ("seal", 1, ())


@pytest.mark.parametrize(
    "change",
    ["at = at + interval '1 day'", "previous = repeat('a', 64)", "hash = repeat('b', 64)", "signature = repeat('0', 128)",
     "index = ''", "index = index || 'x'", "count = count + 1", "last_seq = last_seq + 1", "first_seq = first_seq - 1"],
)  # fmt: skip
def test_a_changed_seal_is_found(owner_connection: Owner, change: str) -> None:
    sealed(2, 2, 2)
    owner_connection.execute(f"UPDATE audit_seal SET {change} WHERE id = 3")
    code, said = verified()
    assert code == 1
    assert "Segel pertama yang bermasalah: 3" in said


def test_a_log_rewritten_with_seals_of_another_key_is_found(owner_connection: Owner) -> None:
    sealed(2)
    owner_connection.execute("UPDATE audit_event SET kind = 'test.other' WHERE seq = 2")
    seal = Seal.objects.get()
    link = chain.Link(chain.START)
    for row in chain.rows(after=None, upto=seal.last_seq):
        link.add(row)
    forged = link.hash(seal_id=1, at=seal.at, first_seq=1, last_seq=2, count=2, index=link.index)
    owner_connection.execute(
        "UPDATE audit_seal SET hash = %s, index = %s, signature = %s", [forged, link.index, "11" * 64]
    )
    assert [finding.sentence for finding in verification.verify().findings] == [
        "Segel 1 tidak ditandatangani oleh pemasangan ini."
    ]


def test_a_row_altered_before_it_was_sealed_is_beyond_what_a_seal_can_tell(owner_connection: Owner) -> None:
    """Written down so that nobody believes more: hence sealing every minute."""
    write(1)
    owner_connection.execute("UPDATE audit_event SET kind = 'test.other'")
    sealing.seal(at=NOW)
    assert found() == []


def test_a_kept_seal_of_another_installation_is_not_judged(tmp_path: Path) -> None:
    sealed(1)
    kept = tmp_path / "segel.txt"
    text = verification.latest_seal_text()
    kept.write_text(text.replace(Seal.objects.get().hash[:8], "0" * 8))
    assert verified(against=kept)[0] == 2
    kept.write_text("halo")
    assert verified(against=kept)[0] == 2
    assert verified(against=tmp_path / "tidak-ada")[0] == 2
