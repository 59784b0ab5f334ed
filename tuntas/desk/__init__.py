"""The staff door: home, search, settings, audit pages, demo."""
