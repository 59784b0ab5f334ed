"""Addresses of meetings: the list, one meeting and its sections."""

from django.urls import path

from tuntas.meetings import urls_writing
from tuntas.meetings.views import (
    agenda,
    attendance,
    coverage,
    detail,
    invitations,
    listing,
    papers,
    planning,
    present,
    qr,
    signed_lists,
)

app_name = "meetings"
urlpatterns = [
    path("meja/pertemuan/", listing.index, name="list"),
    path("meja/kelompok/<uuid:pk>/pertemuan/", listing.of_body, name="of_body"),
    path("meja/kelompok/<uuid:pk>/pertemuan/baru/", planning.new, name="new"),
    path("meja/pertemuan/<uuid:pk>/", detail.detail, name="detail"),
    path("meja/pertemuan/<uuid:pk>/ubah/", planning.change, name="change"),
    path("meja/pertemuan/<uuid:pk>/batal/", planning.cancel, name="cancel"),
    path("meja/pertemuan/<uuid:pk>/berlangsung/", planning.hold, name="hold"),
    path("meja/pertemuan/jangkauan/", coverage.index, name="coverage"),
    path("meja/pertemuan/<uuid:pk>/agenda/", agenda.index, name="agenda"),
    path("meja/pertemuan/agenda/<uuid:pk>/", agenda.move, name="agenda_move"),
    path("meja/pertemuan/<uuid:pk>/undangan/", invitations.index, name="invitations"),
    path("meja/pertemuan/<uuid:pk>/undangan/<str:step>/", invitations.act, name="invite"),
    path("meja/pertemuan/<uuid:pk>/surat/<uuid:letter_id>/", invitations.letter, name="letter"),
    path("meja/pertemuan/undangan/<uuid:pk>/", invitations.one, name="invitation"),
    path("meja/pertemuan/<uuid:pk>/hadir/", attendance.index, name="attendance"),
    path("meja/pertemuan/<uuid:pk>/hadir/bertanda-tangan/", signed_lists.attach, name="signed_list_new"),
    path("meja/pertemuan/<uuid:pk>/hadir/bertanda-tangan/berkas/", signed_lists.file, name="signed_list"),
    path("meja/pertemuan/<uuid:pk>/hadir/bertanda-tangan/hapus/", signed_lists.remove, name="signed_list_remove"),
    path("meja/pertemuan/<uuid:pk>/qr/", qr.screen, name="qr"),
    path("meja/pertemuan/<uuid:pk>/qr/kode/", qr.switch, name="room_code"),
    path("meja/pertemuan/<uuid:pk>/qr/poster/", qr.poster, name="poster"),
    path("meja/pertemuan/hadir/<uuid:pk>/", attendance.person, name="attendee"),
    path("meja/pertemuan/hadir/<uuid:pk>/hapus/", attendance.remove, name="attendee_remove"),
    path("meja/pertemuan/<uuid:pk>/cetak/<str:paper>/", papers.paper, name="paper"),
    path("meja/pertemuan/<uuid:pk>/foto/", papers.album, name="photos"),
    path("meja/pertemuan/foto/<uuid:pk>/", papers.photo, name="photo"),
    path("meja/pertemuan/foto/<uuid:pk>/hapus/", papers.photo_remove, name="photo_remove"),
    path("hadir/<str:code>/", present.present, name="present"),
]
urlpatterns += urls_writing.urlpatterns
