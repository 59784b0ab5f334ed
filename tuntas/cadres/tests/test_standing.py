"""How a cadre stands is derived (R33): day by day, on any day, the same in the list, on the page and in the figures."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import NOW, Cast, sign_in
from tuntas.access.roles import Role
from tuntas.cadres.actions import activities, registry
from tuntas.cadres.models import Cadre
from tuntas.cadres.states import ActivityKind, LeaveReason, LeftReason, Source, Standing
from tuntas.cadres.tests.make import TODAY, day, did, make_cadre
from tuntas.core.errors import Denied


def standing(cadre: Cadre, on: date = TODAY) -> Standing:
    return Standing(Cadre.objects.with_standing(on).get(pk=cadre.pk).standing)


@pytest.mark.parametrize(
    ("ago", "expected"),
    [
        (0, Standing.ACTIVE),
        (90, Standing.ACTIVE),
        (91, Standing.DORMANT),
        (180, Standing.DORMANT),
        (181, Standing.INACTIVE),
    ],
)
def test_it_follows_from_the_days_since_the_last_activity(cast: Cast, ago: int, expected: Standing) -> None:
    cadre = make_cadre(cast)
    did(cadre, ago + 40)
    did(cadre, ago)
    assert standing(cadre) == expected
    assert Cadre.objects.counted_by_standing(TODAY) == {expected.value: 1}


def test_paper_telephone_and_voice_count_the_same_dated_when_done(cast: Cast) -> None:
    for number, source in enumerate((Source.PAPER, Source.PHONE, Source.VOICE)):
        cadre = make_cadre(cast, f"Kader {number} Contoh {source}")
        did(cadre, 100, source=source)
        assert standing(cadre) == Standing.DORMANT
        assert standing(cadre, day(50)) == Standing.ACTIVE


def test_who_never_logged_is_new_then_dormant_then_inactive_and_never_active(cast: Cast) -> None:
    cadre = make_cadre(cast, from_date=day(10))
    seen = {on: standing(cadre, cadre.from_date + timedelta(days=on)) for on in (0, 90, 91, 180, 181)}
    assert list(seen.values()) == ["new", "new", "dormant", "dormant", "inactive"]


def test_leave_and_leaving_are_facts_that_stand_above_activity(cast: Cast) -> None:
    cadre = make_cadre(cast)
    did(cadre, 5)
    registry.go_on_leave(cadre, reason=LeaveReason.HEALTH, from_date=day(3), by=cast.head, at=NOW)
    assert (standing(cadre), standing(cadre, day(4))) == (Standing.ON_LEAVE, Standing.ACTIVE)
    with pytest.raises(Denied, match="sudah ada cuti"):
        registry.go_on_leave(cadre, reason=LeaveReason.WORK, from_date=day(1), by=cast.head, at=NOW)
    registry.come_back(cadre, on=TODAY, by=cast.head, at=NOW)
    assert (standing(cadre), standing(cadre, day(1))) == (Standing.ACTIVE, Standing.ON_LEAVE)
    registry.leave(cadre, on=TODAY, reason=LeftReason.MOVED, by=cast.head, at=NOW)
    assert (standing(cadre), standing(cadre, day(1))) == (Standing.LEFT, Standing.ON_LEAVE)
    with pytest.raises(Denied, match="bukan kader lagi"):
        did(cadre)


def test_what_was_taken_back_counts_no_more(cast: Cast) -> None:
    cadre = make_cadre(cast)
    did(cadre, 200)
    wrong = did(cadre, 1)
    activities.retract(wrong, by=cast.head, at=NOW)
    assert standing(cadre) == Standing.INACTIVE
    with pytest.raises(Denied, match="sudah dibatalkan"):
        activities.retract(wrong, by=cast.head, at=NOW)


def test_the_year_before_and_after_a_training(cast: Cast) -> None:
    cadre = make_cadre(cast, from_date=date(2017, 1, 1))
    for ago in (500, 400, 390, 300, 2):
        did(cadre, ago)
    trained = day(380)
    assert cadre.activities.around(trained) == (3, 1)


def test_the_list_shows_names_to_the_keeper_alone_with_as_many_queries_for_one_as_for_many(
    cast: Cast, client: Client
) -> None:
    make_cadre(cast, "Aminah Contoh")
    counts, text = [], ""
    sign_in(client, cast.head)
    client.get(reverse("cadres:list"))
    for end in (1, 28):
        with CaptureQueriesContext(connection) as seen:
            text = client.get(reverse("cadres:list")).content.decode()
        counts.append(len(seen))
        for number in range(end, 28 if end == 1 else 0):
            make_cadre(cast, f"Nomor{chr(97 + number % 26)} {chr(97 + number // 26)}lam Contoh")
    assert counts[0] == counts[1]
    assert text.count("<tr>") - 1 == 25  # a page opens no more names than it shows
    assert "Aminah" in text
    assert "after=" in text
    sign_in(client, cast.leadership)
    text = client.get(reverse("cadres:list")).content.decode()
    assert "Aminah" not in text
    assert "Kader " in text


def test_the_filter_of_the_list_uses_the_same_expression(cast: Cast, client: Client) -> None:
    active, silent = make_cadre(cast, "Aminah Contoh"), make_cadre(cast, "Rohani Contoh")
    did(active, 3, ActivityKind.MONTHLY_REPORT)
    did(silent, 300)
    sign_in(client, cast.head)
    here = reverse("cadres:list")
    # Of today, whenever this test runs: the page looks at the clock.
    did(active, 0, at=NOW)
    text = client.get(here + "?standing=inactive").content.decode()
    assert "Rohani" in text
    assert "Aminah" not in text
    assert client.get(here + f"?area-hasil={cast.other_city.path}").content.decode().count("Rohani") == 0


def test_a_stranger_to_the_area_sees_nobody(cast: Cast) -> None:
    make_cadre(cast)
    assert not Cadre.objects.visible_to(cast.elsewhere[Role.UNIT_HEAD]).exists()
    assert not Cadre.objects.visible_to(cast.by_role[Role.KPAD]).exists()  # numbers only
    assert Cadre.objects.visible_to(cast.leadership).count() == 1
