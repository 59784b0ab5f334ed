"""Every change to agencies."""
