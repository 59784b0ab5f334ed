"""What is sealed opens only where it was sealed."""

import os
import time
from typing import Any

import pytest
from django.apps import apps
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast
from tuntas.core import vault
from tuntas.core.fields import SealedField
from tuntas.core.ids import uuid7
from tuntas.core.keyring import keyring
from tuntas.core.models import DossierKey
from tuntas.core.tests.dossiers import NOW, message, report
from tuntas.core.vault import Erased, KeyMissing, Tampered

pytestmark = pytest.mark.django_db


def unsaved(dossier: Any) -> Any:
    return apps.get_model("intake", "Report")(id=dossier)


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def store(row: Any, **values: Any) -> None:
    """As somebody with access to the tables would."""
    type(row).objects.filter(pk=row.pk).update(**values)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(min_size=1))
def test_any_text_comes_back_as_it_was(db: None, text: str) -> None:
    row = unsaved(uuid7())
    box = vault.create(row.pk, "report", at=NOW)
    box.seal(row, narrative=text)
    assert row.narrative[:1] == vault.VERSION
    assert len(row.narrative) == len(text.encode()) + 29
    assert vault.box(row.pk).unseal(row, "narrative") == text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(at=st.integers(min_value=0, max_value=35), flip=st.integers(min_value=1, max_value=255))
def test_any_changed_byte_is_noticed(db: None, at: int, flip: int) -> None:
    row = unsaved(uuid7())
    box = vault.create(row.pk, "report", at=NOW)
    box.seal(row, narrative="cerita!")
    broken = bytearray(row.narrative)
    broken[at] ^= flip
    row.narrative = bytes(broken)
    with pytest.raises(Tampered):
        box.unseal(row, "narrative")


@pytest.mark.parametrize("length", [0, 1, 12, 13, 28])
def test_cut_bytes_are_noticed(length: int) -> None:
    row = unsaved(uuid7())
    box = vault.create(row.pk, "report", at=NOW)
    box.seal(row, narrative="cerita")
    row.narrative = row.narrative[:length]
    with pytest.raises(Tampered):
        box.unseal(row, "narrative")


def test_nothing_is_nothing() -> None:
    row = unsaved(uuid7())
    box = vault.create(row.pk, "report", at=NOW)
    box.seal(row, narrative="cerita", place="")
    assert row.place is None
    box.seal(row, narrative=None)
    assert row.narrative is None
    assert box.unseal(row, "narrative") == ""


def test_the_same_text_never_looks_the_same() -> None:
    row = unsaved(uuid7())
    box = vault.create(row.pk, "report", at=NOW)
    seen = set()
    for _ in range(50):
        box.seal(row, narrative="cerita")
        seen.add(row.narrative)
    assert len(seen) == 50


def test_the_table_holds_nothing_readable(cast: Cast) -> None:
    row = report(cast, "Melati di Hotel Anggrek", reporter_name="Kenanga")
    stored = type(row).objects.filter(pk=row.pk).values().get()
    written = b"".join(
        bytes(value) if isinstance(value, memoryview | bytes) else str(value).encode() for value in stored.values()
    )
    assert b"Melati" not in written
    assert b"Kenanga" not in written


def test_bytes_moved_to_another_field_do_not_open(cast: Cast) -> None:
    row = report(cast, place="rumah")
    store(row, narrative=row.place, place=row.narrative)
    for name in ("narrative", "place"):
        with pytest.raises(Tampered):
            vault.box(row.pk).unseal(fresh(row), name)


def test_bytes_moved_to_another_row_of_the_dossier_do_not_open(cast: Cast) -> None:
    row = report(cast)
    one, two = message(row, "satu"), message(row, "dua")
    store(one, text=two.text)
    with pytest.raises(Tampered):
        vault.box(row.pk).unseal(fresh(one), "text")
    assert vault.box(row.pk).unseal(fresh(two), "text") == "dua"


def test_bytes_moved_to_another_dossier_do_not_open(cast: Cast) -> None:
    one, two = report(cast, "satu"), report(cast, "dua")
    store(one, narrative=two.narrative)
    with pytest.raises(Tampered):
        vault.box(one.pk).unseal(fresh(one), "narrative")


def test_a_key_moved_to_another_dossier_does_not_open_it(cast: Cast) -> None:
    one, two = report(cast, "satu"), report(cast, "dua")
    DossierKey.objects.filter(pk=one.pk).update(wrapped=DossierKey.objects.get(pk=two.pk).wrapped)
    with pytest.raises(Tampered):
        vault.box(one.pk)


def test_a_box_opens_only_its_own_dossier(cast: Cast) -> None:
    one, two = report(cast), report(cast)
    with pytest.raises(ValueError, match="another dossier"):
        vault.box(one.pk).unseal(two, "narrative")


def test_sealing_needs_a_box_opened_for_writing(cast: Cast) -> None:
    row = report(cast)
    with pytest.raises(RuntimeError, match="writing=True"):
        vault.box(row.pk).seal(row, narrative="lain")


def test_only_sealed_fields_are_sealed(cast: Cast) -> None:
    row = report(cast)
    with pytest.raises(TypeError):
        vault.box(row.pk, writing=True).seal(row, number="1")


def test_an_unknown_dossier_is_erased() -> None:
    with pytest.raises(Erased):
        vault.box(uuid7())
    assert vault.boxes([uuid7()]) == {}


def test_a_lost_key_is_told_by_its_name(cast: Cast) -> None:
    row = report(cast)
    DossierKey.objects.filter(pk=row.pk).update(kek="k77")
    with pytest.raises(KeyMissing, match="k77"):
        vault.box(row.pk)


def test_many_dossiers_open_with_one_query(cast: Cast, django_assert_num_queries: Any) -> None:
    rows = [report(cast, f"cerita {number}") for number in range(3)]
    with django_assert_num_queries(1):
        boxes = vault.boxes(row.pk for row in rows)
    assert [boxes[row.pk].unseal(row, "narrative") for row in rows] == ["cerita 0", "cerita 1", "cerita 2"]


def test_tokens_find_equal_values_only_within_their_domain() -> None:
    assert vault.blind("phone", "0812") == vault.blind("phone", "0812")
    assert vault.blind("phone", "0812") != vault.blind("nik", "0812")
    assert vault.blind("phone", "0812") != vault.blind("phone", "0813")
    with pytest.raises(ValueError, match="bar"):
        vault.blind("phone|x", "0812")


def test_every_sealed_field_has_an_id_of_its_own_and_a_dossier() -> None:
    ids = []
    for model in vault.sealed_models():
        assert isinstance(getattr(model, "dossier_lookup", None), str), f"{model} needs dossier_lookup"
        assert hasattr(model, "dossier_id"), f"{model} needs dossier_id"
        ids += [field.field_id for field in model._meta.concrete_fields if isinstance(field, SealedField)]
    assert ids
    assert all(field_id and "|" not in field_id for field_id in ids)
    assert len(ids) == len(set(ids))


def test_no_key_can_be_printed_by_mistake() -> None:
    ring = keyring()
    assert not any(repr(key) in repr(ring) for key in [*ring.keks.values(), ring.blind, ring.seal])
    assert ring.django not in repr(ring)


def test_speed_and_size_of_one_value(record_property: Any) -> None:
    row = unsaved(uuid7())
    box = vault.create(row.pk, "report", at=NOW)
    text = "x" * 200
    began = time.process_time()
    for _ in range(2000):
        box.seal(row, narrative=text)
    sealing = (time.process_time() - began) / 2000 * 1e6
    began = time.process_time()
    for _ in range(2000):
        box.unseal(row, "narrative")
    opening = (time.process_time() - began) / 2000 * 1e6
    record_property("µs to seal 200 bytes", round(sealing, 1))
    record_property("µs to unseal 200 bytes", round(opening, 1))
    if os.environ.get("TUNTAS_FIGURES"):
        print(f"\nvault: seal {sealing:.1f} µs, unseal {opening:.1f} µs, 29 bytes more than the text")
    assert sealing < 500
    assert opening < 500
