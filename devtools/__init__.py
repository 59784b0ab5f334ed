"""What dev.py is made of. Modules marked "standard library only" run before the virtual environment exists."""
