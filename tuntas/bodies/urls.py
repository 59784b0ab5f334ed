"""Addresses of this app."""

from django.urls import path

from tuntas.bodies.views import browse, decrees, edit, kinds, members, paths

app_name = "bodies"
urlpatterns = [
    path("meja/kelompok/", browse.index, name="list"),
    path("meja/kelompok/baru/", edit.new, name="new"),
    path("meja/kelompok/jenis/", kinds.index, name="kinds"),
    path("meja/kelompok/jenis/baru/", kinds.new, name="kind_new"),
    path("meja/kelompok/jenis/<uuid:pk>/", kinds.edit, name="kind"),
    path("meja/kelompok/jenis/<uuid:pk>/hapus/", kinds.remove, name="kind_remove"),
    path("meja/kelompok/sk/<uuid:pk>/", decrees.correct, name="decree"),
    path("meja/kelompok/sk/<uuid:pk>/berkas/", decrees.file, name="decree_file"),
    path("meja/kelompok/kursi/<uuid:pk>/", members.correct, name="seat"),
    path("meja/kelompok/kursi/<uuid:pk>/akhiri/", members.end, name="seat_end"),
    path("meja/kelompok/kursi/<uuid:pk>/wakil/", members.hold, name="holder_new"),
    path("meja/kelompok/wakil/<uuid:pk>/", members.correct_holder, name="holder"),
    path("meja/kelompok/wakil/<uuid:pk>/berhenti/", members.end_holder, name="holder_end"),
    path("meja/kelompok/jalur/", paths.index, name="all_paths"),
    path("meja/kelompok/jalur/uptd/", paths.form_uptd, name="form_uptd"),
    path("meja/kelompok/jalur/<uuid:pk>/", paths.detail, name="path"),
    path("meja/kelompok/jalur/<uuid:pk>/henti/", paths.stop, name="path_stop"),
    path("meja/kelompok/langkah/<uuid:pk>/", paths.step, name="path_step"),
    path("meja/kelompok/<uuid:pk>/jalur/", paths.of_body, name="paths"),
    path("meja/kelompok/<uuid:pk>/jalur/mulai/", paths.reactivate, name="reactivate"),
    path("meja/kelompok/<uuid:pk>/", browse.detail, name="detail"),
    path("meja/kelompok/<uuid:pk>/ubah/", edit.edit, name="edit"),
    path("meja/kelompok/<uuid:pk>/bubar/", edit.dissolve, name="dissolve"),
    path("meja/kelompok/<uuid:pk>/sk/", decrees.index, name="decrees"),
    path("meja/kelompok/<uuid:pk>/sk/baru/", decrees.new, name="decree_new"),
    path("meja/kelompok/<uuid:pk>/anggota/", members.index, name="members"),
    path("meja/kelompok/<uuid:pk>/anggota/baru/", members.add, name="seat_new"),
    path("meja/kelompok/<uuid:pk>/sekretariat/", browse.secretariat, name="secretariat"),
]
