"""Figures: what is counted by what, declared once; counted, made safe, and laid out for page, sheet and paper."""
