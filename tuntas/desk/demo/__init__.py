"""Synthetic people and reports of Kota Pontianak, made through the same actions that users use. No real person is in it."""
