"""What is suggested to be told to a receiver: place and facts, with the names we know taken out."""

import re

from tuntas.areas.models import Area
from tuntas.core import vault
from tuntas.intake.models import Report
from tuntas.intake.states import Risk

NAMES = ("reporter_name", "victim_name", "reported_person_name", "reporter_phone")
FACTS = (("Tempat", "place"), ("Sejak kapan", "since_when"), ("Kejadian", "narrative"))


def suggestion(report: Report) -> str:
    """A draft for the sender to read and change. Raises vault.Erased."""
    box = vault.box(report.pk)
    known = [box.unseal(report, name) for name in NAMES]
    # Names of kelurahan repeat: the kecamatan and the city say which one is meant.
    place = Area.objects.labels([report.area_path]).get(report.area_path, report.area.full_name)
    lines = [f"Wilayah: {place}"] if report.area_known else []
    if report.risk != Risk.UNKNOWN:
        lines.append(f"Risiko: {Risk(report.risk).label}")
    lines += [f"{label}: {without(box.unseal(report, name), known)}" for label, name in FACTS if getattr(report, name)]
    return "\n".join(lines)


def without(text: str, names: list[str]) -> str:
    """The text with each name, and each word of three letters or more of it, and long rows of digits, taken out."""
    words = {word for name in names for word in [name, *name.split()] if len(word) > 2}
    for word in sorted(words, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(word)}\b", "[…]", text, flags=re.IGNORECASE)
    return re.sub(r"\+?\d[\d .-]{7,}\d", "[…]", text)
