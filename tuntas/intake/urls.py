"""Addresses of the staff pages about reports."""

from django.urls import path

from tuntas.intake.views import endings, forwarding, listing, proposal, record, taking, triage, wall

app_name = "intake"
urlpatterns = [
    path("meja/laporan/", listing.index, name="list"),
    path("meja/laporan/ekspor/", listing.export, name="export"),
    path("meja/laporan/baru/", taking.new, name="new"),
    path("meja/laporan/<uuid:pk>/", record.detail, name="detail"),
    path("meja/laporan/<uuid:pk>/tanda-terima/", taking.receipt, name="receipt"),
    path("meja/laporan/<uuid:pk>/isi/", record.story, name="story"),
    path("meja/laporan/<uuid:pk>/identitas/", record.identity, name="identity"),
    path("meja/laporan/<uuid:pk>/pesan/", record.talk, name="messages"),
    path("meja/laporan/<uuid:pk>/pesan/dibaca/", record.messages_read, name="messages_read"),
    path("meja/laporan/<uuid:pk>/serupa/", record.compared, name="compared"),
    path("meja/laporan/<uuid:pk>/telaah/", triage.triage_page, name="triage"),
    path("meja/laporan/<uuid:pk>/mulai/", triage.start, name="start"),
    path("meja/laporan/<uuid:pk>/golongan/", triage.classify, name="classify"),
    path("meja/laporan/<uuid:pk>/risiko/", triage.danger, name="danger"),
    path("meja/laporan/<uuid:pk>/risiko/turunkan/", triage.lower, name="lower"),
    path("meja/laporan/<uuid:pk>/keselamatan/", triage.safety, name="safety"),
    path("meja/laporan/<uuid:pk>/terima/", triage.accept, name="accept"),
    path("meja/laporan/<uuid:pk>/akhiri/", endings.end, name="end"),
    path("meja/laporan/<uuid:pk>/buka-kembali/", triage.reopen, name="reopen"),
    path("meja/laporan/<uuid:pk>/teruskan/", forwarding.forward, name="forward"),
    path("meja/laporan/<uuid:pk>/pembatas/", wall.wall, name="wall"),
    path("meja/laporan/<uuid:pk>/pembatas/tidak-perlu/", wall.not_needed, name="wall_not_needed"),
    path("meja/laporan/<uuid:pk>/pembatas/<uuid:wall_id>/cabut/", wall.lift, name="lift"),
    path("meja/terusan/", forwarding.index, name="forwardings"),
    path("meja/terusan/<uuid:pk>/", forwarding.detail, name="forwarding"),
    path("meja/terusan/<uuid:pk>/nama/", forwarding.names, name="forwarding_names"),
    path("meja/terusan/<uuid:pk>/konfirmasi/", forwarding.acknowledge, name="forwarding_acknowledge"),
    path("meja/terusan/<uuid:pk>/terima/", forwarding.accept, name="forwarding_accept"),
    path("meja/terusan/<uuid:pk>/tolak/", forwarding.decline, name="forwarding_decline"),
    path("meja/terusan/<uuid:pk>/ambil/", forwarding.take_back, name="forwarding_take_back"),
    path("meja/terusan/<uuid:pk>/catat/", forwarding.record_answer, name="forwarding_record"),
    path("meja/usulan/", proposal.index, name="proposals"),
    path("meja/usulan/<uuid:pk>/", proposal.detail, name="proposal"),
    path("meja/usulan/<uuid:pk>/setuju/", proposal.approve, name="proposal_approve"),
    path("meja/usulan/<uuid:pk>/tolak/", proposal.reject, name="proposal_reject"),
    path("meja/usulan/<uuid:pk>/tarik/", proposal.withdraw, name="proposal_withdraw"),
    path("meja/catatan/", taking.contact_entries, name="entries"),
    path("meja/catatan/<uuid:pk>/", taking.entry, name="entry"),
    path("meja/catatan/<uuid:pk>/tinjau/", taking.review, name="entry_review"),
]
