"""Pages of areas, for staff."""
