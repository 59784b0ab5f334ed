"""manage.py audit seal | verify | latest: the event log as an auditor asks for it."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tuntas.audit import sealing, verification
from tuntas.audit.verification import Result, Saved, Unusable

BAD = 1  # the log is not what was sealed
UNKNOWN = 2  # it could not be judged


class Command(BaseCommand):
    """Seal, verify, print the newest seal."""

    help = "Event log: seal now, verify (exit 0 good, 1 not good, 2 could not be verified), print the newest seal."

    def add_arguments(self, parser: CommandParser) -> None:
        """One word says what to do."""
        actions = parser.add_subparsers(dest="action", required=True)
        actions.add_parser("seal", help="seal what has been written so far")
        verify = actions.add_parser("verify", help="check every seal and every sealed event")
        verify.add_argument(
            "--against", type=Path, metavar="FILE", help="a seal kept elsewhere, such as the daily mail"
        )
        actions.add_parser("latest", help="print the newest seal, to be kept elsewhere")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it."""
        if options["action"] == "seal":
            self._seal()
        elif options["action"] == "latest":
            self.stdout.write(verification.latest_seal_text() or "Belum ada segel.")
        else:
            self._verify(options["against"])

    def _seal(self) -> None:
        try:
            seals = sealing.seal(at=timezone.now())
        except sealing.StillWriting as error:
            raise CommandError(
                "Ada transaksi yang masih menulis. Coba lagi sebentar lagi.", returncode=UNKNOWN
            ) from error
        self.stdout.write(f"{sum(seal.count for seal in seals)} peristiwa disegel dalam {len(seals)} segel.")

    def _verify(self, against: Path | None) -> None:
        try:
            result = verification.verify(_read(against) if against else None)
        except (Unusable, OSError, UnicodeDecodeError) as error:
            raise CommandError(f"Tidak dapat diperiksa. {error}", returncode=UNKNOWN) from error
        self.stdout.write(f"{result.events} peristiwa dalam {result.seals} segel diperiksa.")
        self._tail(result)
        if not result.findings:
            self.stdout.write("Log utuh." if against else "Log utuh sejauh yang disegel.")
            return
        for finding in result.findings:
            self.stderr.write(finding.sentence)
        first = min(result.findings, key=lambda found: found.seal)
        raise CommandError(f"Log TIDAK utuh. Segel pertama yang bermasalah: {first.seal}.", returncode=BAD)

    def _tail(self, result: Result) -> None:
        if result.unsealed and result.oldest_unsealed_at:
            since = f"{result.oldest_unsealed_at:%Y-%m-%d %H:%M} UTC"
            self.stdout.write(f"{result.unsealed} peristiwa belum disegel, tertua {since}: belum dapat dinilai.")


def _read(path: Path) -> Saved:
    return verification.saved_seal(path.read_text())
