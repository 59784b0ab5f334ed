"""The duties of this app: none yet."""


def register_all() -> None:
    """Nothing to make known."""
