"""Every change to areas."""
