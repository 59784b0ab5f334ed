"""R13, R32: nothing of a case gets into a letter to kelurahan, RW and RT, however it is written."""

from dataclasses import fields, replace
from datetime import date
from typing import Any, get_type_hints

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, form_id_of, sign_in
from tuntas.access.roles import Role
from tuntas.accounts.models import Posting
from tuntas.audit.models import Event
from tuntas.letters import papers, wording
from tuntas.letters.actions import _text, batches, letterheads, patterns
from tuntas.letters.actions import papers as single
from tuntas.letters.actions._text import Refused
from tuntas.letters.actions.letterheads import HeadData
from tuntas.letters.models import Batch, Letter
from tuntas.letters.states import LetterKind, Nature
from tuntas.letters.tests.make_batches import NOTIFICATION, make_draft
from tuntas.obligations.models import Obligation
from tuntas.people import kinds as people_kinds
from tuntas.people.actions import mentions
from tuntas.people.tests.make import make_person

pytestmark = pytest.mark.django_db
NIK = "6171015203110001"
REPORT = "26-0123-4567"
WIDE = NIK.translate({ord("0") + n: 0xFF10 + n for n in range(10)})
ZERO = "\u200b".join(NIK)
SMUGGLED = [
    NIK, f"NIK:{NIK}.", " ".join(NIK), ".".join(NIK), "6171 0152 0311 0001", "6171/0152/0311/0001", "6171_0152_0311_0001",
    "61-71-01-520311-0001", "6171,0152,0311,0001", "6171\n0152\n0311\n0001", "617101\u00ad520311\u00ad0001", WIDE, ZERO,
    "٦١٧١٠١٥٢٠٣١١٠٠٠١", "𝟔𝟏𝟕𝟏𝟎𝟏𝟓𝟐𝟎𝟑𝟏𝟏𝟎𝟎𝟎𝟏", REPORT, "2601234567", "26 0123 4567", "26–0123–4567", "K26-0123-4567", "K 26/0123/4567",
    "2 6 0 1 2 3 4 5 6 7", "２６-０１２３-４５６７", "26-\u200b0123-\u200b4567",
    "617lO152O311OOOl", "6171 O152 O311 0001", "617|015203|10001", "K26-O123-4567",
]  # fmt: skip
HARMLESS = [
    "Telepon 0561-765432, WhatsApp 0812-3456-7890", "Senin, 23-11-2026 pukul 08.00 sampai 16.00", "SK Walikota 100.3.3/27/2023",
    "23-11-2026 sampai 24-11-2026", "Tahun 2024, 2025 dan 2026", "RT 001/RW 003, 78124", "NIP 190001011990012001",
]  # fmt: skip


@pytest.mark.parametrize("kind", sorted(papers.TYPES))
def test_no_type_has_a_field_for_a_case_a_report_or_a_person_concerned(kind: LetterKind) -> None:
    hints = get_type_hints(papers.TYPES[kind])
    assert {hints[each.name] for each in fields(papers.TYPES[kind])} <= {str, date, tuple[str, ...]}
    words = ("case", "report", "victim", "suspect", "party", "person", "nik", "dossier", "child")
    assert not [each.name for each in fields(papers.TYPES[kind]) if any(word in each.name for word in words)]
    with pytest.raises(TypeError):
        papers.from_json(kind, papers.to_json(sample(kind)) | {"case": "K26"})


def sample(kind: LetterKind) -> papers.Paper:
    given = {}
    hints = get_type_hints(papers.TYPES[kind])
    for each in fields(papers.TYPES[kind]):
        hint = hints[each.name]
        given[each.name] = NOW.date() if hint is date else ("satu", "dua") if hint == tuple[str, ...] else "Isian"
    return papers.TYPES[kind](**given)  # type: ignore[arg-type]  # by its own hints


@pytest.mark.parametrize("kind", sorted(papers.TYPES))
def test_what_is_stored_is_read_back_and_every_field_is_looked_through(cast: Cast, kind: LetterKind) -> None:
    paper = sample(kind)
    assert papers.from_json(kind, papers.to_json(paper)) == paper
    hints = get_type_hints(papers.TYPES[kind])
    for each in fields(paper):
        if hints[each.name] is not date:
            change: Any = {each.name: (NIK,) if hints[each.name] == tuple[str, ...] else NIK}
            with pytest.raises(Refused) as refused:
                single.issue(replace(paper, **change), agency=cast.unit, recipient="Camat", by=cast.head, at=NOW)
            assert refused.value.finds[0].field == each.name
    assert not Letter.objects.filter(agency=cast.unit, kind=kind).exists()


def found(text: str) -> list[str]:
    seen = wording.plain(text)
    return [each.words for each in [*wording.niks(seen), *wording.register_numbers(seen)]]


@pytest.mark.parametrize("text", SMUGGLED)
def test_numbers_are_seen_however_they_are_written(text: str) -> None:
    assert found(f"Mohon perhatian {text} terima kasih")


@pytest.mark.parametrize("text", HARMLESS)
def test_what_every_letter_says_is_no_number_of_anybody(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "M e l a t i  K u s u m a",
        "M.e.l.a.t.i K.u.s.u.m.a",
        "MelatiKusuma",
        "Mel4ti Kusum4",
        "M3lat1_Ku5uma",
        "M\u0435l\u0430ti Kusum\u0430",
        "Melati Kusuma",
        "Me\u200blati Ku\u00adsuma",
        "Ｍｅｌａｔｉ Ｋｕｓｕｍａ",
        "MELATI\nKUSUMA",
    ],
)
def test_a_party_within_reach_is_refused_with_the_place(cast: Cast, text: str) -> None:
    make_person(cast, name="Melati Kusuma")
    given = [("note", f"Sampaikan kepada {text}")]
    with pytest.raises(Refused) as refused:
        _text.look(given, agency=cast.unit, label="Surat", by=cast.manager, at=NOW)
    assert [find.field for find in refused.value.finds] == ["note"]
    assert "Kata ke-" in refused.value.finds[0].sentence
    assert "Melati" not in refused.value.sentence
    assert "Melati" not in str(Event.objects.filter(kind="text.refused").latest("seq").data)


def test_split_over_two_fields_it_is_seen_in_the_whole(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        make_draft(cast, paper=replace(NOTIFICATION, secretariat=NIK[:8], address=NIK[8:]))
    assert [find.field for find in refused.value.finds] == [_text.WHOLE]
    assert not Batch.objects.exists()


def test_a_party_beyond_reach_shows_nothing_and_the_holder_is_told(cast: Cast) -> None:
    make_person(cast, name="Melati Kusuma")
    batch = make_draft(cast, paper=replace(NOTIFICATION, note="Hubungi Melati Kusuma"))
    assert batch.content["note"] == "Hubungi Melati Kusuma"
    batches.check(batch, by=cast.secretariat, at=NOW)
    mentions.tell(by=cast.sysadmin, at=NOW)
    duty = Obligation.objects.get(kind=people_kinds.CHECK_MENTION.code)
    assert duty.agency == cast.unit
    assert not Obligation.objects.visible_to(cast.secretariat).filter(pk=duty.pk).exists()


def test_neither_letterhead_nor_the_codes_of_the_number_smuggle(cast: Cast) -> None:
    agency = cast.agencies["secretariat"]
    with pytest.raises(Refused):
        letterheads.change(agency, HeadData(name=agency.name, address=f"Jalan {NIK}"), by=cast.secretariat, at=NOW)
    letterheads.change(agency, HeadData(name=agency.name, address="Jalan Contoh 1"), by=cast.secretariat, at=NOW)
    batch = make_draft(cast)
    patterns.change(
        agency,
        pattern="{kode_klasifikasi}/{nomor_urut}/{kode_unit}",
        classification="400.2",
        unit_code=NIK,
        by=cast.sysadmin,
        at=NOW,
    )
    with pytest.raises(Refused) as refused:
        batches.check(batch, by=cast.secretariat, at=NOW)
    assert refused.value.finds[0].field == "letterhead"


def test_what_stands_around_a_single_letter_does_not_smuggle_either(cast: Cast) -> None:
    patterns.change(
        cast.unit, pattern="{nomor_urut}", classification="400.2", unit_code="U", signatory_title=f"Kepala {NIK}",
        by=cast.sysadmin, at=NOW,
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        single.issue(NOTIFICATION, agency=cast.unit, recipient="Camat", confirmed=True, by=cast.head, at=NOW)
    assert refused.value.finds[0].field == "letterhead"
    assert not Letter.objects.filter(agency=cast.unit).exists()


def test_the_page_says_at_which_field_and_keeps_what_was_typed(client: Client, cast: Cast) -> None:
    sign_in(client, cast.secretariat)
    url = reverse("letters:batch_new", args=["notification"])
    page = client.get(url)
    data: dict[str, Any] = papers.to_json(NOTIFICATION) | {
        "contacts": "0561-000002", "levels": ["4"], "scope": str(cast.district.pk), "nature": "ordinary", "note": f"Laporan {REPORT}",
        "form_id": form_id_of(page),
    }  # fmt: skip
    response = client.post(url, data)
    assert response.status_code == 422
    assert "terbaca sebagai nomor laporan atau kasus" in response.content.decode()
    assert "Jalan Contoh 1" in response.content.decode()
    assert client.post(url, data | {"note": "Poster terlampir"}).status_code == 302
    assert client.post(url, data | {"note": "Poster terlampir"}).status_code == 302, "a double tap"
    assert Batch.objects.count() == 1


def test_only_an_ordinary_letter_has_a_code_and_its_subject(cast: Cast) -> None:
    doing: dict[str, Any] = {"agency": cast.unit, "recipient": "Camat", "by": cast.head, "at": NOW}
    paper = replace(NOTIFICATION, subject="Hal yang tidak boleh terbaca")
    limited = single.issue(paper, nature=Nature.LIMITED, **doing)
    assert (limited.token, limited.subject_line) == (None, "Surat pemberitahuan")
    assert "code" not in (limited.open_fields or {})
    ordinary = single.issue(paper, **doing)
    assert (len(ordinary.token or ""), ordinary.subject_line) == (26, "Hal yang tidak boleh terbaca")


def test_who_is_named_by_office_and_like_a_party_is_asked_about_and_passes_once_confirmed(
    client: Client, cast: Cast
) -> None:
    make_person(cast, name="Melati Kusuma")
    paper = papers.Certificate("Sertifikat pelatihan", "Melati Kusuma", "Pelatihan kader", NOW.date(), NOW.date())
    doing: dict[str, Any] = {"agency": cast.unit, "recipient": "Peserta pelatihan", "by": cast.manager, "at": NOW}
    with pytest.raises(Refused) as refused:
        single.issue(paper, **doing)
    assert refused.value.may_confirm
    assert "Pastikan yang dimaksud petugas" in refused.value.finds[0].sentence
    with pytest.raises(Refused) as refused:  # what else is found is not confirmed away
        single.issue(replace(paper, result=NIK), confirmed=True, **doing)
    assert not refused.value.may_confirm
    with pytest.raises(Refused):  # nor a name that stands nowhere by office
        single.issue(replace(paper, holder="Budi Contoh", result="Melati Kusuma"), confirmed=True, **doing)
    letter = single.issue(paper, confirmed=True, **doing)
    assert letter.sequence == 1
    assert "Melati" not in f"{letter.recipient} {letter.subject_line}", "the register is read by many"
    doing_both = Posting(user=cast.manager, role=Role.UNIT_HEAD, agency=cast.unit, area=cast.city, starts_at=NOW)
    doing_both.save()  # reads names by one office, sends letters by the other
    sign_in(client, cast.manager)
    url = reverse("letters:new", args=["assignment"])
    page = client.get(url)
    assert "bukan orang dalam kasus" not in page.content.decode(), "nobody confirms what was not asked"
    data = {
        "subject": "Surat tugas", "basis": "SK", "officers": "Melati Kusuma, Pengadministrasi", "task": "Sosialisasi",
        "from_day": "2026-11-23",
        "to_day": "2026-11-24", "nature": "ordinary", "recipient": "Yang bersangkutan", "form_id": form_id_of(page),
    }  # fmt: skip
    asked = client.post(url, data)
    assert asked.status_code == 422
    assert "bukan orang dalam kasus" in asked.content.decode()
    assert client.post(url, data | {"confirmed": "on"}).status_code == 302
    assert Letter.objects.filter(kind=LetterKind.ASSIGNMENT).count() == 1
