"""Addresses of the register of letters, of batches, and of the public page behind a QR code."""

from django.urls import path

from tuntas.letters.views import (
    batch_signing,
    batches,
    coverage,
    letterheads,
    papers,
    patterns,
    public,
    register,
    signing,
)

app_name = "letters"
_BATCH = "meja/surat/massal/<uuid:pk>/"
urlpatterns = [
    path("meja/surat/", register.index, name="list"),
    path("meja/surat/pola/", patterns.index, name="patterns"),
    path("meja/surat/pola/<uuid:pk>/", patterns.edit, name="pattern"),
    path("meja/surat/kop/<uuid:pk>/", letterheads.edit, name="letterhead"),
    path("meja/surat/baru/<str:kind>/", papers.new, name="new"),
    path("meja/surat/massal/", batches.index, name="batches"),
    path("meja/surat/massal/baru/<str:kind>/", batches.new, name="batch_new"),
    path(_BATCH, batches.detail, name="batch"),
    path(f"{_BATCH}kemajuan/", batches.progress, name="batch_progress"),
    path(f"{_BATCH}ubah/", batches.change, name="batch_change"),
    path(f"{_BATCH}langkah/<str:step>/", batches.step, name="batch_step"),
    path(f"{_BATCH}kirim/", batches.send, name="batch_send"),
    path(f"{_BATCH}cetak/", batches.printed, name="batch_print"),
    path(f"{_BATCH}tanda-tangan/", batch_signing.index, name="batch_sign"),
    path(f"{_BATCH}tanda-tangan/kemajuan/", batch_signing.progress, name="batch_sign_progress"),
    path(f"{_BATCH}tanda-tangan/elektronik/", batch_signing.certificate, name="batch_sign_certificate"),
    path(f"{_BATCH}tanda-tangan/teruskan/", batch_signing.resume, name="batch_sign_resume"),
    path(f"{_BATCH}tanda-tangan/tarik/", batch_signing.withdraw, name="batch_sign_withdraw"),
    path(f"{_BATCH}tanda-tangan/unduh/", batch_signing.signed, name="batch_signed"),
    path("meja/surat/pindaian/<uuid:pk>/", batch_signing.scan, name="batch_scan"),
    path(f"{_BATCH}akhiri/", batches.close, name="batch_close"),
    path(f"{_BATCH}penerima/", coverage.index, name="coverage"),
    path(f"{_BATCH}pengingat/", coverage.remind, name="batch_remind"),
    path("meja/surat/penerima/<uuid:pk>/", coverage.delivery, name="delivery"),
    path("meja/surat/penerima/<uuid:pk>/tarik/", coverage.take_back, name="receipt_take_back"),
    path("meja/surat/penerima/<uuid:pk>/surel/", coverage.email, name="delivery_email"),
    path("meja/surat/<uuid:pk>/", register.detail, name="detail"),
    path("meja/surat/<uuid:pk>/cetak/", register.printed, name="print"),
    path("meja/surat/<uuid:pk>/batalkan/", register.void, name="void"),
    path("meja/surat/<uuid:pk>/bertanda-tangan/", signing.index, name="signed"),
    path("meja/surat/<uuid:pk>/tanda-tangani/", signing.sign, name="sign"),
    path("meja/surat/salinan/<uuid:pk>/", signing.copy, name="signed_copy"),
    path("surat/<str:token>/", public.genuine, name="genuine"),
    path("surat/terima/<str:token>/", public.received, name="received"),
]
