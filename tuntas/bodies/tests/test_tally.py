"""Counting an election: whoever has most votes, or a sentence that says why not; for every count there can be."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuntas.bodies import tally
from tuntas.bodies.states import ElectionMethod, Office
from tuntas.bodies.tally import Count
from tuntas.core.errors import Denied

COUNTED = [ElectionMethod.SHOW_OF_HANDS, ElectionMethod.PAPER_BALLOT]


def count(*votes: int, blank: int = 0) -> Count:
    keys = [uuid4() for _ in votes]
    names = {key: f"Calon {number}" for number, key in enumerate(keys)}
    return Count(Office.CHAIR, names, dict(zip(keys, votes, strict=True)), blank)


@given(
    method=st.sampled_from(COUNTED),
    votes=st.lists(st.integers(0, 40), min_size=1, max_size=6),
    blank=st.integers(0, 20),
    present=st.integers(0, 150),
)
def test_the_one_with_most_is_elected_or_nobody_is(
    method: ElectionMethod, votes: list[int], blank: int, present: int
) -> None:
    counted = count(*votes, blank=blank)
    clear = sum(votes) + blank <= present and max(votes) > 0 and votes.count(max(votes)) == 1
    if not clear:
        with pytest.raises(Denied, match=r"^Ketua: "):
            tally.winner(method, present, counted)
    else:
        won = tally.winner(method, present, counted)
        assert all(counted.votes[won] > other for key, other in counted.votes.items() if key != won)
        # Whatever order they are written down in, and with a second office counted beside it.
        backwards = Count(counted.office, dict(reversed(list(counted.names.items()))), counted.votes, counted.blank)
        assert tally.winner(method, present, backwards) == won


@given(candidates=st.integers(0, 5), votes=st.booleans(), blank=st.integers(0, 2))
def test_acclamation_is_of_one_and_counts_nothing(candidates: int, votes: bool, blank: int) -> None:
    standing = count(*[1] * candidates)
    given_votes = standing.votes if votes else {}
    one = Count(standing.office, standing.names, given_votes, blank)
    if candidates == 1 and not given_votes and not blank:
        assert tally.winner(ElectionMethod.ACCLAMATION, 10, one) in one.names
    else:
        with pytest.raises(Denied):
            tally.winner(ElectionMethod.ACCLAMATION, 10, one)


@pytest.mark.parametrize(
    ("counted", "said"),
    [
        (count(5, 5, 2), "Calon 0 dan Calon 1 sama-sama mendapat 5 suara. Adakan putaran kedua"),
        (count(9, 3, blank=1), "13 suara, padahal yang hadir 12"),
        (count(0, 0), "belum ada suara"),
        (count(-1, 3), "tidak dapat kurang dari nol"),
        (Count(Office.CHAIR, {uuid4(): "Calon A"}), "suara untuk Calon A belum diisi"),
    ],
)
def test_what_cannot_be_so_is_refused_in_a_sentence(counted: Count, said: str) -> None:
    with pytest.raises(Denied, match=said):
        tally.winner(ElectionMethod.PAPER_BALLOT, 12, counted)


@pytest.mark.parametrize("witnesses", [(), ("Saksi Satu",), ("Saksi Satu", " saksi  satu "), ("Saksi", "CALON a")])
def test_two_witnesses_who_did_not_stand(witnesses: tuple[str, ...]) -> None:
    tally.check_witnesses(("Saksi Satu", "Saksi Dua"), ["Calon A"])
    with pytest.raises(Denied):
        tally.check_witnesses(witnesses, ["Calon A"])
