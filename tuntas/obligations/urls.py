"""Addresses of duties: the staff home and what belongs to it."""

from datetime import date

from django.urls import path, register_converter

from tuntas.obligations.views import clocks, duty, hand_over, health, holidays, late, worklist


class DayConverter:
    """A day as 2026-12-25."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        """Raises ValueError, which is a 404, for a day that does not exist."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """As written above."""
        return value.isoformat()


register_converter(DayConverter, "day")

app_name = "obligations"
urlpatterns = [
    path("meja/kewajiban/", worklist.mine, name="mine"),
    path("meja/kewajiban/unit/", worklist.unit, name="unit"),
    path("meja/kewajiban/naik/", worklist.climbed, name="climbed"),
    path("meja/kewajiban/terlambat/", late.late, name="late"),
    path("meja/kewajiban/terlambat/<uuid:pk>/", late.of_agency, name="late_agency"),
    path("meja/kewajiban/serah-terima/", hand_over.hand_over, name="hand_over"),
    path("meja/kewajiban/jangka-waktu/", clocks.clocks, name="clocks"),
    path("meja/kewajiban/jangka-waktu/<str:code>/", clocks.clock, name="clock"),
    path("meja/kewajiban/jangka-waktu/<str:code>/semula/", clocks.reset, name="clock_reset"),
    path("meja/kewajiban/hari-libur/", holidays.holidays, name="holidays"),
    path("meja/kewajiban/hari-libur/<day:day>/hapus/", holidays.remove, name="holiday_remove"),
    path("meja/kewajiban/hari-libur/hitung/<uuid:pk>/", holidays.recount, name="recount"),
    path("meja/kewajiban/<uuid:pk>/", duty.detail, name="detail"),
    path("meja/kewajiban/<uuid:pk>/ambil/", duty.take, name="take"),
    path("meja/kewajiban/<uuid:pk>/berikan/", duty.assign, name="assign"),
    path("meja/kewajiban/<uuid:pk>/tunda/", duty.postpone, name="postpone"),
    path("meja/kewajiban/<uuid:pk>/dibaca/", duty.seen, name="seen"),
    path("meja/kewajiban/<uuid:pk>/telepon/<uuid:line_id>/dicoba/", duty.ring_tried, name="ring_tried"),
    path("meja/kewajiban/<uuid:pk>/telepon/<uuid:line_id>/diterima/", duty.ring_acknowledged, name="ring_acknowledged"),
    path("healthz", health.healthz, name="healthz"),
]
