"""Addresses of referrals: those of a case, those received, one of them, and the public door of a link."""

from django.urls import path

from tuntas.referrals.views import answering, links, sending

app_name = "referrals"
urlpatterns = [
    path("meja/kasus/<uuid:pk>/rujukan/", sending.of_case, name="of_case"),
    path("meja/kasus/<uuid:pk>/rujukan/baru/", sending.new, name="new"),
    path("meja/rujukan/", answering.received, name="received"),
    path("meja/rujukan/<uuid:pk>/", answering.detail, name="detail"),
    path("meja/rujukan/<uuid:pk>/identitas/", answering.identity, name="identity"),
    path("meja/rujukan/<uuid:pk>/konfirmasi/", answering.acknowledge, name="acknowledge"),
    path("meja/rujukan/<uuid:pk>/terima/", answering.accept, name="accept"),
    path("meja/rujukan/<uuid:pk>/tolak/", answering.decline, name="decline"),
    path("meja/rujukan/<uuid:pk>/jawab/", answering.answer, name="answer"),
    path("meja/rujukan/<uuid:pk>/catat/", answering.record, name="record"),
    path("meja/rujukan/<uuid:pk>/dibaca/", answering.read, name="read"),
    path("meja/rujukan/<uuid:pk>/sekolah/", sending.school, name="school"),
    path("meja/rujukan/<uuid:pk>/tarik/", sending.withdraw, name="withdraw"),
    path("meja/rujukan/<uuid:pk>/surat/", sending.letter, name="letter"),
    path("meja/rujukan/<uuid:pk>/tautan/", links.make, name="link_make"),
    path("meja/rujukan/<uuid:pk>/tautan/cabut/", links.revoke, name="link_revoke"),
    path("layanan/surat/<str:token>/", links.link, name="link"),
]
