"""Staff pages about reports: load, refuse, one call, answer."""
