"""R32: case matters stand in texts by register code only; whose name it is decides who is told what."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.cast import NOW, Cast, sign_in
from tuntas.access.roles import Role
from tuntas.accounts.models import User
from tuntas.areas.models import Area
from tuntas.audit.models import Event
from tuntas.core.errors import Denied
from tuntas.obligations.models import Obligation
from tuntas.people import kinds, wording
from tuntas.people.actions import mentions
from tuntas.people.actions.mentions import Mentioned, Place
from tuntas.people.models import Mention, Person
from tuntas.people.tests.make import make_person

NIK = "6171015203110001"


def place(cast: Cast, subject: Person) -> Place:
    """Any record of the secretariat; who owns it does not matter here."""
    agency = cast.agencies["secretariat"]
    return Place(subject, "Rapat koordinasi 23-11-2026", agency, agency.area_path)


def look(cast: Cast, text: str, *, by: User | None = None, **given: Any) -> list[tuple[int, str]]:
    """What is refused in a text: the number of the word, and the words."""
    about = given.pop("about", None) or make_person(cast, name="Lain Sekali Orangnya")
    try:
        mentions.check({"text": text}, place=place(cast, about), by=by or cast.manager, at=NOW, **given)
    except Mentioned as found:
        return [(find.spot.position, find.spot.words) for find in found.finds]
    return []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"Korban dengan NIK {NIK}.", [NIK]),
        ("NIK:6171 0152 0311 0001 dicatat", ["6171 0152 0311 0001"]),
        ("NIK 61.71.01.520311.0001", ["61.71.01.520311.0001"]),
        ("no 3 6171-0152-0311-0001", ["6171-0152-0311-0001"]),
        (f"{NIK[:8]}\u200e{NIK[8:]}", [f"{NIK[:8]}\u200e{NIK[8:]}"]),
        ("\u00ad".join(NIK), ["\u00ad".join(NIK)]),
        ("６１７１０１５２０３１１０００１", ["６１７１０１５２０３１１０００１"]),
        ("⁶¹⁷¹⁰¹⁵²⁰³¹¹⁰⁰⁰¹", ["⁶¹⁷¹⁰¹⁵²⁰³¹¹⁰⁰⁰¹"]),
        (f"23-11-2026 {NIK[:8]} {NIK[8:]}", [f"{NIK[:8]} {NIK[8:]}"]),
        ("tanggal 23-11-2026 24-11-2026", []),
        ("pelatihan 28-11-2026 - 05-12-2026 12-12-2026", []),
        ("Senin 12-11-2026 09.00 – 11.00 di aula", []),
        ("telepon 0812-3456-7890, surat 463/0012/2026, kasus K-26-00012", []),
        ("rekening 12345678901234567", []),
    ],
)
def test_it_sees_a_nik_however_it_is_written(text: str, words: list[str]) -> None:
    assert [spot.words for spot in wording.niks(text)] == words


def test_it_counts_words_as_people_do() -> None:
    (spot,) = wording.niks(f"Nomornya ({NIK}) salah")
    assert spot.position == 2


def test_a_name_within_reach_is_refused_wherever_and_however_it_stands(cast: Cast) -> None:
    make_person(cast, name="Hj. Siti Zulaeha Kenanga binti Abdul Rahman", aliases="Bunga Rampai")
    assert look(cast, "Rapat membahas Zulaeha Kenanga dan tindak lanjutnya") == [(3, "Zulaeha Kenanga")]
    assert look(cast, "dibahas juga sitti zulaikha kenanga,") == [(3, "sitti zulaikha kenanga")]
    assert look(cast, "Ia dipanggil BUNGA RAMPAI di rumah") == [(3, "BUNGA RAMPAI")]
    assert look(cast, "dibahas Zulae\u0301ha Ke\u00adnan\u200bga") == [(2, "Zulae\u0301ha Ke\u00adnan\u200bga")]
    for text in ("Siti hadir", "Zulaeha dan Kenanga hadir", "Kenanga Zulaeha", "Jalan Zulaeha Kenanga 3", ""):
        assert look(cast, text) == []


def test_a_name_of_one_word_counts_when_rare_and_written_as_a_name(cast: Cast) -> None:
    make_person(cast, name="Sumarnoto")
    make_person(cast, name="Korban")
    assert look(cast, "Bapak Sumarnoto hadir sebagai korban. Korban aman.") == [(2, "Sumarnoto")]
    assert look(cast, "di Gang Sumarnoto, kata sumarnoto") == []


def test_names_of_places_around_are_no_names_of_people(cast: Cast) -> None:
    village = Area.objects.get(path=cast.south_village.path, valid_to=None)
    make_person(cast, name=village.name)
    assert len(village.name.split()) > 1
    assert look(cast, f"Sosialisasi di {village.name} dihadiri warga") == []


def test_the_refusal_is_recorded_without_the_name_and_keeps_nothing_else(cast: Cast) -> None:
    make_person(cast, name="Melati Kusuma")
    assert look(cast, f"Melati Kusuma, {NIK}") == [(1, "Melati Kusuma"), (3, NIK)]
    event = Event.objects.filter(kind="text.refused").latest("seq")
    assert (event.data["count"], event.data["niks"], event.data["fields"]) == (2, 1, ["text"])
    assert "Melati" not in str(event.data)
    with pytest.raises(Denied) as refused:
        mentions.check(
            {"text": "Melati Kusuma"}, place=place(cast, Person.objects.latest("pk")), by=cast.manager, at=NOW
        )
    assert "Melati" not in refused.value.sentence


def test_an_official_of_the_same_name_passes_once_confirmed(cast: Cast) -> None:
    make_person(cast, name="Melati Kusuma")
    text = "Hadir Melati Kusuma dari Dinsos"
    known: dict[str, Any] = {"officials": ["dr. Melati Kusuma, S.H."]}
    assert look(cast, text, confirmed=True) != [], "only for those known by office"
    assert look(cast, text, **known) != [], "only when said"
    assert look(cast, text, confirmed=True, **known) == []
    assert Event.objects.filter(kind="text.names_confirmed").count() == 1
    assert look(cast, f"{text} {NIK}", confirmed=True, **known) != [], "a NIK never passes"


def test_beyond_reach_it_says_nothing_and_the_holder_is_told_once_a_day(cast: Cast, client: Client) -> None:
    sheet = make_person(cast, name="Melati Kusuma")
    for text in ("Melati Kusuma", "Ibu Melati Kusuma hadir"):
        assert look(cast, text, by=cast.secretariat, about=sheet) == []
    assert look(cast, "Melati Kusuma", by=cast.secretariat, about=sheet, officials=["Melati Kusuma"]) == []
    assert not Obligation.objects.filter(kind=kinds.CHECK_MENTION.code).exists(), "not while the writer waits"
    assert mentions.tell(by=cast.sysadmin, at=NOW) == 1
    assert mentions.tell(by=cast.sysadmin, at=NOW) == 0
    mention = Mention.objects.get()
    duty = Obligation.objects.get(kind=kinds.CHECK_MENTION.code)
    assert (duty.agency_id, duty.sender_id, duty.subject_id) == (cast.unit.pk, None, mention.pk)
    assert not Obligation.objects.visible_to(cast.secretariat).filter(pk=duty.pk).exists()
    url = reverse("people:mention", args=[mention.pk])
    for who, code in ((cast.manager, 200), (cast.secretariat, 404), (cast.elsewhere[Role.CASE_MANAGER], 404)):
        sign_in(client, who)
        assert client.get(url).status_code == code
    sign_in(client, cast.manager)
    page = client.get(url).content.decode()
    assert "Rapat koordinasi 23-11-2026" in page
    assert "Sekretariat Pontianak Selatan" in page
    assert "Melati" not in page
    assert client.post(reverse("people:mention_seen", args=[mention.pk])).status_code == 302
    duty.refresh_from_db()
    assert duty.settled_at is not None


def test_a_text_of_minutes_is_looked_through_in_few_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    sheet = make_person(cast, name="Melati Kusuma")
    text = "Kepala dinas menyampaikan evaluasi triwulan kepada semua lurah dan ketua RW setempat. " * 150
    with django_assert_max_num_queries(16):
        mentions.check({"text": text}, place=place(cast, sheet), by=cast.manager, at=NOW)
