"""Content-free notices: e-mail, delivery record, bounces."""
