"""Addresses of minutes, decisions and follow-up actions."""

from django.urls import path

from tuntas.meetings.views import actions, decisions, minutes

urlpatterns = [
    path("meja/pertemuan/<uuid:pk>/notulen/", minutes.edit, name="minutes"),
    path("meja/pertemuan/<uuid:pk>/notulen/riwayat/", minutes.history, name="minutes_history"),
    path("meja/pertemuan/<uuid:pk>/notulen/kirim/", minutes.propose, name="minutes_propose"),
    path("meja/pertemuan/<uuid:pk>/notulen/tetapkan/", minutes.settle, name="minutes_settle"),
    path("meja/pertemuan/<uuid:pk>/keputusan/", decisions.new, name="decision_new"),
    path("meja/pertemuan/keputusan/<uuid:pk>/", decisions.edit, name="decision"),
    path("meja/pertemuan/keputusan/<uuid:pk>/tindak-lanjut/", decisions.act, name="action_new"),
    path("meja/pertemuan/tindak-lanjut/", actions.index, name="actions"),
    path("meja/pertemuan/tindak-lanjut/<uuid:pk>/", actions.detail, name="action"),
    path("meja/pertemuan/tindak-lanjut/<uuid:pk>/ubah/", actions.change, name="action_change"),
    path("meja/pertemuan/tindak-lanjut/<uuid:pk>/lapor/", actions.report, name="action_report"),
    path("meja/pertemuan/tindak-lanjut/<uuid:pk>/tutup/", actions.close, name="action_close"),
    path("meja/pertemuan/tindak-lanjut/<uuid:pk>/kembalikan/", actions.give_back, name="action_give_back"),
    path("meja/pertemuan/tindak-lanjut/<uuid:pk>/hentikan/", actions.drop, name="action_drop"),
    path("meja/pertemuan/tindak-lanjut/<uuid:pk>/berkas/", actions.file, name="action_file"),
    path("meja/pertemuan/tindak-lanjut/<uuid:pk>/jalur/", actions.start_path, name="action_path"),
]
