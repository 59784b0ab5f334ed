"""Forms of letters and cadres that make something, for `test_forms_once`."""

from collections.abc import Iterator
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.cast import Cast
from tests.functional.sending import Sending
from tuntas.access.roles import Role
from tuntas.cadres.tests.make import make_cadre
from tuntas.cases.tests.make import make_case
from tuntas.intake.states import Risk, ViolenceType
from tuntas.letters import papers
from tuntas.letters.models import Letter
from tuntas.letters.tests.make_batches import NOTIFICATION, make_sent

REMINDER = {
    "subject": "Pengingat tanda terima",
    "about": "Pemberitahuan",
    "answer_by": "2026-12-20",
    "contacts": "0561-000002",
}


def letters(cast: Cast) -> Iterator[Sending]:
    """One letter, one to many areas, one to those who stayed silent."""
    today = timezone.now().date()
    order = {
        "officers": "Tuti, pendamping", "task": "Mendampingi sosialisasi", "from_day": today, "to_day": today,
        "basis": "Program kerja", "recipient": "Yang bersangkutan", "nature": "ordinary", "subject": "Surat tugas", "place": "Aula",
    }  # fmt: skip
    yield Sending("letters:new", ["assignment"], order, cast.secretariat)
    plan: dict[str, Any] = papers.to_json(NOTIFICATION) | {
        "contacts": "0561-000002", "levels": ["4"], "scope": str(cast.district.pk), "nature": "ordinary",
    }  # fmt: skip
    yield Sending("letters:batch_new", ["notification"], plan, cast.secretariat)
    sent = make_sent(cast)
    assert Letter.objects.filter(delivery__batch=sent).exists()
    yield Sending("letters:batch_remind", [sent.pk], REMINDER, cast.secretariat)


def cadres(cast: Cast) -> Iterator[Sending]:
    """Her line, what she did, where she goes, what she asks, her cohort, and a sheet of many."""
    user, head = cast.by_role[Role.CADRE], cast.head
    cadre = make_cadre(cast, user=user)
    today = timezone.now().date().isoformat()
    did = {"kind": "sosialisasi", "done_date": today, "layer": "family", "participants": "25", "source": "paper"}
    person = {"name": "Maryam Contoh", "area-hasil": cast.village.path, "agency": str(cast.unit.pk), "from_date": today}
    cohort = {"name": "Kader", "agency": str(cast.unit.pk), "first": today, "last": today, "refresher_months": "24"}
    sheet = SimpleUploadedFile("register.csv", b"Nama;Kelurahan\nUji Contoh;Saigon\n", content_type="text/csv")
    brought = {"agency": str(cast.unit.pk), "since": today, "cohort": "", "file": sheet}
    yield Sending("cadres:new", [], person, head)
    yield Sending("cadres:log", [cadre.pk], did, head)
    yield Sending("cadres:cohort_new", [], cohort, head)
    yield Sending("cadres:import_new", [], brought, head)
    yield Sending("cadres:mine_log", [], did, user)
    yield Sending("cadres:mine_visit", [], {"back_at": "16:00"}, user)
    yield Sending("cadres:mine_help", [], {"kind": "advice", "words": "Mohon saran."}, user)
    calm = make_case(cast, types=(ViolenceType.NEGLECT,), risk=Risk.LOW)
    task = {"cadre": str(cadre.pk), "called": "Ibu M.", "instruction": "Antar undangan posyandu."}
    yield Sending("cases:cadre_tasks", [calm.pk], task, cast.manager)
