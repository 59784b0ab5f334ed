"""What `dev.py bench` measures and `dev.py faults` breaks."""
