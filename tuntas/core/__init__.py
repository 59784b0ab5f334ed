"""No domain: errors, ids, keyring, vault, pagination, forms, base templates."""
