"""Addresses of the staff pages about people."""

from django.urls import path

from tuntas.people.views import compare, mention, merge, sheet

app_name = "people"
urlpatterns = [
    path("meja/orang/<uuid:pk>/", sheet.detail, name="detail"),
    path("meja/orang/<uuid:pk>/identitas/", sheet.identity, name="identity"),
    path("meja/orang/<uuid:pk>/ubah/", sheet.edit, name="edit"),
    path("meja/orang/<uuid:pk>/serupa/", compare.similar, name="similar"),
    path("meja/orang/<uuid:pk>/serupa/diperiksa/", compare.compared, name="compared"),
    path("meja/orang/<uuid:pk>/banding/<uuid:other>/", compare.compare, name="compare"),
    path("meja/orang/<uuid:pk>/banding/<uuid:other>/beda/", compare.distinct, name="distinct"),
    path("meja/orang/gabung/<uuid:pk>/", merge.detail, name="merge"),
    path("meja/orang/gabung/<uuid:pk>/setuju/", merge.approve, name="merge_approve"),
    path("meja/orang/gabung/<uuid:pk>/tolak/", merge.reject, name="merge_reject"),
    path("meja/orang/gabung/<uuid:pk>/tarik/", merge.withdraw, name="merge_withdraw"),
    path("meja/orang/gabung/<uuid:pk>/pisahkan/", merge.reverse, name="merge_reverse"),
    path("meja/orang/nama/<uuid:pk>/", mention.detail, name="mention"),
    path("meja/orang/nama/<uuid:pk>/diperiksa/", mention.seen, name="mention_seen"),
]
