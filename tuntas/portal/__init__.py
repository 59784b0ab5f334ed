"""The public door: form, status, services near me, privacy, exit."""
