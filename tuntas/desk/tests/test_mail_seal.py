"""The daily seal in the auditor's mailbox."""

from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command

from tests.cast import NOW, make
from tests.mail import Mailbox
from tuntas.access.roles import Role
from tuntas.audit import sealing
from tuntas.desk import jobs


@pytest.mark.django_db(transaction=True)
def test_auditors_get_the_newest_seal_and_can_use_it(
    smtp: Mailbox, owner_connection: psycopg.Connection[Any], tmp_path: Path
) -> None:
    cast = make()
    assert jobs.mail_seal(0) == 0  # nothing is sealed yet
    sealing.seal(at=NOW)
    assert jobs.mail_seal(0) == 2
    assert {message["To"] for message in smtp.messages} == {cast.auditor.email, cast.elsewhere[Role.AUDITOR].email}
    assert cast.auditor.name not in smtp.texts()
    kept = tmp_path / "surel.txt"
    kept.write_text(smtp.messages[0].get_content())
    call_command("audit", "verify", "--against", str(kept))
    owner_connection.execute("DELETE FROM audit_event")
    owner_connection.execute("DELETE FROM audit_seal")
    with pytest.raises(CommandError, match="TIDAK utuh"):
        call_command("audit", "verify", "--against", str(kept))
