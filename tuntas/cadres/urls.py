"""Addresses of this app."""

from django.urls import path

from tuntas.cadres.views import activities, browse, certificates, imports, own, registry, support, tasks, training

app_name = "cadres"
urlpatterns = [
    path("meja/kader/", browse.index, name="list"),
    path("meja/kader/baru/", registry.new, name="new"),
    path("meja/kader/saya/", own.mine, name="mine"),
    path("meja/kader/saya/kegiatan/", own.log, name="mine_log"),
    path("meja/kader/saya/kunjungan/", own.visit, name="mine_visit"),
    path("meja/kader/saya/bantuan/", own.ask, name="mine_help"),
    path("meja/kader/kegiatan/<uuid:pk>/", activities.activity, name="activity"),
    path("meja/kader/kegiatan/<uuid:pk>/batal/", activities.retract, name="retract"),
    path("meja/kader/deteksi/<uuid:pk>/", activities.detection, name="detection"),
    path("meja/kader/deteksi/<uuid:pk>/tutup/", activities.close, name="detection_close"),
    path("meja/kader/kunjungan/<uuid:pk>/", support.visit, name="visit"),
    path("meja/kader/panggilan/<uuid:pk>/", support.call, name="call"),
    path("meja/kader/bantuan/<uuid:pk>/", support.help_page, name="help"),
    path("meja/kader/tugas/<uuid:pk>/", tasks.task, name="task"),
    path("meja/kader/wilayah/", training.villages, name="villages"),
    path("meja/kader/angkatan/", training.index, name="cohorts"),
    path("meja/kader/angkatan/baru/", training.new, name="cohort_new"),
    path("meja/kader/angkatan/<uuid:pk>/", training.detail, name="cohort"),
    path("meja/kader/angkatan/<uuid:pk>/materi/", training.session, name="session_new"),
    path("meja/kader/angkatan/<uuid:pk>/peserta/", training.join, name="join"),
    path("meja/kader/angkatan/<uuid:pk>/kehadiran/", training.results, name="results"),
    path("meja/kader/angkatan/<uuid:pk>/penyegaran/", training.refreshed, name="refreshed"),
    path("meja/kader/angkatan/<uuid:pk>/sertifikat/", certificates.certify_all, name="certify_all"),
    path("meja/kader/angkatan/<uuid:pk>/sertifikat/cetak/", certificates.all_certificates, name="certificates"),
    path("meja/kader/peserta/<uuid:pk>/sertifikat/", certificates.certify, name="certify"),
    path("meja/kader/peserta/<uuid:pk>/sertifikat/cetak/", certificates.certificate, name="certificate"),
    path("meja/kader/impor/", imports.new, name="import_new"),
    path("meja/kader/impor/<uuid:pk>/", imports.detail, name="import"),
    path("meja/kader/<uuid:pk>/", browse.detail, name="detail"),
    path("meja/kader/<uuid:pk>/ubah/", registry.edit, name="edit"),
    path("meja/kader/<uuid:pk>/cuti/", registry.on_leave, name="leave"),
    path("meja/kader/<uuid:pk>/kembali/", registry.back, name="back"),
    path("meja/kader/<uuid:pk>/berhenti/", registry.leave, name="left"),
    path("meja/kader/<uuid:pk>/kegiatan/", activities.log, name="log"),
]
