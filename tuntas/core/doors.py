"""Which addresses are for staff; all others are the public's."""

STAFF = ("/meja/", "/masuk/", "/akun/")
