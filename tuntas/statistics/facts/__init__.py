"""How facts come to be: read from dossiers, taken up from the log, made anew."""
