"""Forms of the staff pages about reports."""
