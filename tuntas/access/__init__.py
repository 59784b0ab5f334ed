"""Who may do what: permissions, roles, scopes, reach. No tables."""
