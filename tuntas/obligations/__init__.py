"""Duties: what, about what, whose, until when, and the ladder."""
