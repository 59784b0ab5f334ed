"""Numbered letters: a register for each unit and year, documents from templates. Knows no other domain."""
