"""How often one address may write to one attendance list: a hall of people behind one router may, a flood may not.

Counted in a short transaction of its own. Only a keyed hash of the address is kept, for a day at most. Codes of the room
that are typed wrongly are counted too, and slowed down; a scanned one cannot be guessed, so whoever scans never waits.
"""

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from uuid import UUID

from django.db import transaction
from django.db.models import F

from tuntas.core.errors import Denied
from tuntas.core.vault import blind
from tuntas.intake import throttle as codes
from tuntas.meetings import room
from tuntas.meetings.models import Meeting, ScanBucket
from tuntas.meetings.policies.attendance import WrongCode

SPAN = timedelta(minutes=10)
MOST = 300  # in that time: five times the largest meeting known, with everybody pressing twice
FORGOTTEN = timedelta(days=1)
FREE_TRIES = 20  # wrong codes from one address for one meeting: a hall of people who read it wrongly once
WAIT = "Beberapa kode salah datang dari jaringan ini. Tunggu {seconds} detik, atau pindai kode QR di layar."
MANY = "Terlalu banyak pengisian dari jaringan ini. Tunggu sepuluh menit, atau mintalah sekretariat mencatat Anda."


class TooMany(Denied):
    """Wait, or ask the secretariat."""

    def __init__(self, sentence: str = MANY) -> None:
        super().__init__(sentence)


@transaction.atomic
def count(source: str, meeting_id: UUID, *, at: datetime) -> None:
    """One more from this address. Raises TooMany."""
    span = int(at.timestamp() // SPAN.total_seconds())
    key = blind("meeting-scan", f"{meeting_id.hex}|{_network(source)}|{span}")
    fresh = not ScanBucket.objects.filter(key=key).exists()
    if fresh:
        ScanBucket.objects.bulk_create([ScanBucket(key=key, at=at)], ignore_conflicts=True)
        ScanBucket.objects.filter(at__lt=at - FORGOTTEN).delete()
    if not ScanBucket.objects.filter(key=key, count__lt=MOST).update(count=F("count") + 1):
        raise TooMany


def check_code(meeting: Meeting, given: str, *, source: str, at: datetime) -> None:
    """Whether somebody is in the room. Raises WrongCode, and TooMany while an address has to wait."""
    if not _right(meeting, given, source, at):
        raise WrongCode(missing=not given)


@transaction.atomic
def _right(meeting: Meeting, given: str, source: str, at: datetime) -> bool:
    """No exception for a wrong one, so that its count is kept; nothing that was not typed is a try."""
    if not given or room.from_picture(given):
        return room.accepts(meeting, given, at=at)
    key = codes.source_key("meeting-room", f"{meeting.pk.hex}|{_network(source)}")
    try:
        wrong = codes.check(key, WAIT, at=at)
    except Denied as denied:
        raise TooMany(denied.sentence) from denied
    right = room.accepts(meeting, given, at=at)
    if not right:
        codes.count(key, wrong, free=FREE_TRIES, at=at)
    return right


def _network(source: str) -> str:
    """Whoever has one address of IPv6 has billions: what is counted is the network."""
    try:
        address = ip_address(source)
    except ValueError:
        return source
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(IPv6Address(int(address) >> 64 << 64))
    return source
