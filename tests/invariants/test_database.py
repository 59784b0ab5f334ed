"""The two database roles, and the databases that tests run on."""

import psycopg
import pytest
from django.conf import settings
from django.db import ProgrammingError, connection

from devtools.databases import APP, OWNER
from tuntas.core import grants


def _one(query: str, *values: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        row = cursor.fetchone()
    assert row is not None
    return row[0]


@pytest.mark.django_db
def test_the_program_runs_as_a_role_that_owns_nothing() -> None:
    assert _one("SELECT current_user") == APP
    owned = "SELECT count(*) FROM pg_class JOIN pg_roles r ON r.oid = relowner WHERE rolname = %s"
    assert _one(owned, APP) == 0
    assert _one(owned, OWNER) != 0
    may_more = "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication FROM pg_roles"
    assert _one(may_more + " WHERE rolname = %s", APP) is False


@pytest.mark.django_db
def test_rights_in_the_catalogue_are_those_declared_with_the_models() -> None:
    assert grants.actual(APP) == grants.expected()


@pytest.mark.django_db
def test_the_audit_log_can_only_grow() -> None:
    assert grants.actual(APP)["audit_event"] == {"select", "insert"}


@pytest.mark.django_db
def test_the_app_cannot_make_tables() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE mine (x int)")


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_has_a_database_of_its_own(owner_connection: psycopg.Connection) -> None:
    name = _one("SELECT current_database()")
    assert str(name).startswith("tuntas_test_")
    owner_connection.execute("CREATE TABLE left_behind (x int)")
    assert _one("SELECT count(*) FROM pg_tables WHERE tablename = 'left_behind'") == 1


@pytest.mark.django_db(transaction=True)
def test_and_the_next_one_sees_nothing_of_it() -> None:
    assert _one("SELECT count(*) FROM pg_tables WHERE tablename = 'left_behind'") == 0


@pytest.mark.django_db
def test_the_other_tests_share_one_and_roll_back() -> None:
    assert _one("SELECT current_database()") == settings.DATABASES["default"]["NAME"]
    assert str(_one("SELECT current_database()")).startswith("tuntas_session_")
