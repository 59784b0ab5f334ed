"""Pages of agencies, for staff."""
