"""Addresses of the pages of agencies."""

from django.urls import path

from tuntas.agencies.views import browse, contacts, edit, receivers, rota

app_name = "agencies"
urlpatterns = [
    path("meja/lembaga/", browse.index, name="list"),
    path("meja/lembaga/baru/", edit.new, name="new"),
    path("meja/lembaga/penerima/", receivers.index, name="receivers"),
    path("meja/lembaga/penerima/tetapkan/", receivers.set_receiver, name="set_receiver"),
    path("meja/lembaga/penerima/<uuid:pk>/akhiri/", receivers.end_receiver, name="end_receiver"),
    path("meja/lembaga/wilayah/<uuid:pk>/", browse.area, name="area"),
    path("meja/lembaga/kontak/<uuid:pk>/", contacts.edit, name="edit_contact"),
    path("meja/lembaga/kontak/<uuid:pk>/periksa/", contacts.verify, name="verify_contact"),
    path("meja/lembaga/kontak/<uuid:pk>/hapus/", contacts.remove, name="remove_contact"),
    path("meja/lembaga/petugas/<uuid:pk>/", contacts.edit_person, name="edit_person"),
    path("meja/lembaga/petugas/<uuid:pk>/akhiri/", contacts.end_person, name="end_person"),
    path("meja/lembaga/giliran/<uuid:pk>/", rota.edit, name="edit_shift"),
    path("meja/lembaga/giliran/<uuid:pk>/hapus/", rota.remove, name="remove_shift"),
    path("meja/lembaga/<uuid:pk>/", browse.detail, name="detail"),
    path("meja/lembaga/<uuid:pk>/ubah/", edit.edit, name="edit"),
    path("meja/lembaga/<uuid:pk>/jam/", edit.hours, name="hours"),
    path("meja/lembaga/<uuid:pk>/tutup/", edit.close, name="close"),
    path("meja/lembaga/<uuid:pk>/kontak/", contacts.add, name="add_contact"),
    path("meja/lembaga/<uuid:pk>/petugas/", contacts.add_person, name="add_person"),
    path("meja/lembaga/<uuid:pk>/piket/", rota.week, name="rota"),
    path("meja/lembaga/<uuid:pk>/piket/tambah/", rota.add, name="add_shift"),
]
