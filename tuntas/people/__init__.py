"""Identities, encrypted, each with its own key: who somebody is, how to reach them safely, whether we know them already."""
