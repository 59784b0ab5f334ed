"""Case files: open, assess, plan, serve, protect, close; the timeline."""
