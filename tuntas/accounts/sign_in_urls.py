"""Addresses of signing in. Without a namespace: allauth finds its steps by these names."""

from django.urls import path

from tuntas.accounts.views import own, reset, sign_in

urlpatterns = [
    path("", sign_in.sign_in, name="account_login"),
    path("kode/", sign_in.second_step, name="mfa_authenticate"),
    path("keluar/", sign_in.sign_out, name="account_logout"),
    path("ulang/", sign_in.reauthenticate, name="account_reauthenticate"),
    path("lupa/", reset.ask, name="account_reset_password"),
    path("lupa/terkirim/", reset.asked, name="account_reset_password_done"),
    path("lupa/<str:uid>/<str:token>/", reset.from_key, name="account_reset_password_from_key"),
    path("akun/sandi/", own.change_password, name="account_change_password"),
    path("akun/langkah-kedua/", own.activate, name="mfa_activate_totp"),
    path("akun/langkah-kedua/ganti/", own.replace, name="mfa_deactivate_totp"),
    path("akun/kode-cadangan/", own.renew_codes, name="mfa_generate_recovery_codes"),
    path("akun/sesi/", own.session_list, name="usersessions_list"),
]
