"""Institutions, their hours, contacts, rota, and which unit receives for which area."""
