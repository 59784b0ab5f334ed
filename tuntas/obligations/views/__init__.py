"""Pages about duties: load, refuse, one call, answer."""
