"""Dated legal references and rules R01… as code. No tables."""
