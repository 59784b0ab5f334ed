"""Addresses of accounts: inviting, people, one's own account. Signing in is in `sign_in_urls.py`."""

from django.urls import path

from tuntas.accounts.views import invitations, own, people

app_name = "accounts"
urlpatterns = [
    path("masuk/undangan/", invitations.accept, name="accept"),
    path("masuk/undangan/<str:token>/", invitations.open_invitation, name="open_invitation"),
    path("masuk/akun/", own.profile, name="profile"),
    path("masuk/akun/sesi/<int:pk>/akhiri/", own.end_session, name="end_session"),
    path("masuk/akun/sesi/akhiri-lainnya/", own.end_other_sessions, name="end_other_sessions"),
    path("meja/pengguna/", people.people, name="list"),
    path("meja/pengguna/undangan/", invitations.invitation_list, name="invitations"),
    path("meja/pengguna/undangan/baru/", invitations.invite, name="invite"),
    path("meja/pengguna/undangan/<uuid:pk>/kirim-lagi/", invitations.resend, name="resend"),
    path("meja/pengguna/undangan/<uuid:pk>/cabut/", invitations.revoke, name="revoke"),
    path("meja/pengguna/penugasan/<uuid:pk>/akhiri/", people.end, name="end_posting"),
    path("meja/pengguna/permintaan/<uuid:pk>/putuskan/", people.decide, name="decide"),
    path("meja/pengguna/<uuid:pk>/", people.person, name="person"),
    path("meja/pengguna/<uuid:pk>/penugasan/", people.give, name="give"),
    path("meja/pengguna/<uuid:pk>/tutup/", people.deactivate, name="deactivate"),
    path("meja/pengguna/<uuid:pk>/sandi-baru/", people.require_new_password, name="require_new_password"),
    path("meja/pengguna/<uuid:pk>/minta-buka/", people.propose_reopening, name="propose_reopening"),
    path("meja/pengguna/<uuid:pk>/minta-lepas/", people.propose_factor_removal, name="propose_factor_removal"),
]
