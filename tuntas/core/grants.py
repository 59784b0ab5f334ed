"""What the app's role may do with each table: declared beside the models, applied after migrate, compared by a test.

A model of ours says `class Grants: app = {"select", "insert"}`; without it the app may select, insert and update.
Deleting is only for what is meant to vanish, so it has to be declared.
"""

from collections.abc import Mapping

from django.apps import apps
from django.db import connection, models, transaction

RIGHTS = frozenset({"select", "insert", "update", "delete"})
DEFAULT = frozenset({"select", "insert", "update"})

# Tables that are not ours, by table or by app label.
OTHERS: Mapping[str, frozenset[str]] = {
    "django_cache": RIGHTS,
    "django_migrations": frozenset({"select"}),  # the app says at start when a migration is missing
    "contenttypes": frozenset({"select"}),
    "auth": frozenset({"select"}),  # its groups and permissions are not used; ours are in access
    "account": RIGHTS,
    "mfa": RIGHTS,
    "usersessions": RIGHTS,
    "sessions": RIGHTS,
    "procrastinate": RIGHTS,
}


def expected() -> dict[str, frozenset[str]]:
    """Every table the program knows, with the rights of the app's role."""
    tables = {name: rights for name, rights in OTHERS.items() if name.startswith("django_")}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed or model._meta.app_label in OTHERS:
            tables[model._meta.db_table] = _rights(model)
    return tables


def _rights(model: type[models.Model]) -> frozenset[str]:
    label = model._meta.app_label
    if label in OTHERS:
        return OTHERS[label]
    declared = getattr(model, "Grants", None)
    rights = frozenset(declared.app) if declared else DEFAULT
    if unknown := rights - RIGHTS:
        raise ValueError(f"{model._meta.label} declares rights that do not exist: {sorted(unknown)}")
    return rights


def apply(role: str) -> None:
    """Give the role exactly what is declared, in one transaction; run as the owner of the tables."""
    name = connection.ops.quote_name
    app = name(role)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        present = {row[0] for row in cursor.fetchall()}
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {app}")
        cursor.execute(f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {app}")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {app}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {app}")
        cursor.execute(f"GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {app}")
        for table, rights in sorted(expected().items()):
            if table in present and rights:
                cursor.execute(f"GRANT {', '.join(sorted(rights))} ON {name(table)} TO {app}")


def actual(role: str) -> dict[str, frozenset[str]]:
    """What the catalogue says the role may do, by table; includes rights that are never declared (truncate …)."""
    asked = sorted(RIGHTS | {"truncate", "references", "trigger"})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, right_ FROM pg_tables, unnest(%s::text[]) AS right_ WHERE schemaname = 'public'"
            " AND has_table_privilege(%s, quote_ident(schemaname) || '.' || quote_ident(tablename), right_)",
            [asked, role],
        )
        granted = cursor.fetchall()
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        found: dict[str, set[str]] = {row[0]: set() for row in cursor.fetchall()}
    for table, right in granted:
        found[table].add(right)
    return {table: frozenset(rights) for table, rights in found.items()}
