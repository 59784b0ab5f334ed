"""Refusals about people's sheets."""
