"""Addresses of what happened, notes, the team, and who must not know."""

from django.urls import path

from tuntas.cases.views import cadre_tasks, incidents, notes, outreach, team

urlpatterns = [
    path("meja/penjangkauan/", outreach.index, name="outreach_proposals"),
    path("meja/penjangkauan/laporan/<uuid:pk>/", outreach.propose, name="outreach_propose"),
    path("meja/penjangkauan/<uuid:pk>/", outreach.detail, name="outreach_proposal"),
    path("meja/kasus/beban/", team.caseload, name="caseload"),
    path("meja/kasus/<uuid:pk>/uraian/", incidents.story, name="story"),
    path("meja/kasus/<uuid:pk>/ringkasan/", notes.summary, name="summary"),
    path("meja/kasus/<uuid:pk>/kejadian/", incidents.index, name="incidents"),
    path("meja/kasus/<uuid:pk>/kejadian/baru/", incidents.new, name="incident_new"),
    path("meja/kasus/<uuid:pk>/golongan/", incidents.classify, name="classify"),
    path("meja/kasus/<uuid:pk>/konten/", incidents.content_removed, name="content_removed"),
    path("meja/kasus/kejadian/<uuid:pk>/", incidents.detail, name="incident"),
    path("meja/kasus/<uuid:pk>/catatan/", notes.new, name="note"),
    path("meja/kasus/catatan/<uuid:pk>/", notes.detail, name="note_open"),
    path("meja/kasus/<uuid:pk>/psikolog/", notes.sealed, name="clinical"),
    path("meja/kasus/psikolog/<uuid:pk>/", notes.sealed_note, name="clinical_note"),
    path("meja/kasus/psikolog/<uuid:pk>/buka/", notes.open_sealed, name="clinical_open"),
    path("meja/kasus/psikolog/<uuid:pk>/minta/", notes.ask, name="clinical_ask"),
    path("meja/kasus/psikolog/permintaan/<uuid:pk>/", notes.asked, name="clinical_request"),
    path("meja/kasus/psikolog/pembaca/<uuid:pk>/", notes.grant, name="clinical_grant"),
    path("meja/kasus/psikolog/pembaca/<uuid:pk>/tolak/", notes.refuse, name="clinical_refuse"),
    path("meja/kasus/<uuid:pk>/tugas-kader/", cadre_tasks.index, name="cadre_tasks"),
    path("meja/kasus/<uuid:pk>/tim/", team.index, name="team"),
    path("meja/kasus/tim/<uuid:pk>/keluar/", team.leave, name="leave_team"),
    path("meja/kasus/<uuid:pk>/pembatas/", team.wall, name="wall"),
    path("meja/kasus/<uuid:pk>/pembatas/tidak-perlu/", team.wall_not_needed, name="wall_not_needed"),
]
