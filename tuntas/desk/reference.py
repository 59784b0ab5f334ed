"""Reference pages written from the code: states, permissions, duties, rules. `manage.py gendocs` writes or compares them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import TextChoices

from tuntas.access.permissions import Permission
from tuntas.access.roles import GRANTS, Role
from tuntas.cases import states as cases
from tuntas.intake import states
from tuntas.law.rules import RULES
from tuntas.letters import states as letter_states
from tuntas.obligations import kinds
from tuntas.referrals import states as referral_states

HEAD = "<!-- Written by `manage.py gendocs` from the code; edit the code instead. -->\n\n"


def _machine(title: str, transitions: Mapping[TextChoices, set[TextChoices]], opened: frozenset[TextChoices]) -> str:
    lines = [f"## {title}\n", "```mermaid", "stateDiagram-v2"]
    states_in_order = list(type(next(iter(transitions))))  # of the enum: the dictionary may be made from sets
    for old in states_in_order:
        lines.extend(f"    {old} --> {new}" for new in sorted(transitions[old]))
    lines += ["```\n", "| state | on the page | open (has a keeping duty) |", "|---|---|---|"]
    lines += [f"| `{status}` | {status.label} | {'yes' if status in opened else 'no'} |" for status in states_in_order]
    return "\n".join(lines) + "\n"


def state_page() -> str:
    """All state machines with their diagrams."""
    pending = frozenset({states.ProposalStatus.PENDING})
    return (
        HEAD
        + "# States\n\n"
        + _machine("Report", states.TRANSITIONS, states.OPEN)  # type: ignore[arg-type]  # enum members are the keys
        + "\n"
        + _machine("Forwarding", states.FORWARDING_TRANSITIONS, states.FORWARDING_OPEN)  # type: ignore[arg-type]
        + "\n"
        + _machine("Proposal", states.PROPOSAL_TRANSITIONS, pending)  # type: ignore[arg-type]
        + "\n"
        + _machine("Export", states.EXPORT_TRANSITIONS, frozenset({states.ExportStatus.ASKED}))  # type: ignore[arg-type]
        + "\n"
        + _machine("Referral", referral_states.TRANSITIONS, referral_states.OPEN)  # type: ignore[arg-type]
        + "\n"
        + _machine("Letter", letter_states.LETTER_TRANSITIONS, frozenset())  # type: ignore[arg-type]
        + "\n"
        + _machine("Letters to many areas", letter_states.BATCH_TRANSITIONS, letter_states.OPEN_BATCHES)  # type: ignore[arg-type]
        + "\n"
        + "\n".join(_machine(*machine) for machine in _of_cases())
    )


def _of_cases() -> list[tuple[str, Any, Any]]:
    """The machines of a case and of what hangs on it."""
    return [
        ("Case", cases.TRANSITIONS, cases.OPEN),
        ("Case proposal", cases.PROPOSAL_TRANSITIONS, {cases.ProposalStatus.PENDING}),
        ("Plan item", cases.PLAN_ITEM_TRANSITIONS, {cases.PlanItemStatus.PLANNED}),
        ("Service", cases.SERVICE_TRANSITIONS, {cases.ServiceStatus.REQUESTED, cases.ServiceStatus.RUNNING}),
        ("Trafficking screening", cases.SCREENING_TRANSITIONS, {cases.ScreeningStatus.ALERT}),
        ("Protection", cases.PROTECTION_TRANSITIONS, cases.PROTECTION_OPEN),
        ("Shelter stay", cases.SHELTER_TRANSITIONS, {cases.ShelterStatus.STAYING}),
    ]


def permission_page() -> str:
    """Which role holds which permission, and how far it reaches."""
    lines = [
        "# Roles and permissions\n",
        "Scopes: assigned, unit, agency (with all below), area. Empty: not granted.\n",
    ]
    for role in Role:
        lines += [f"## {role.label} (`{role}`)\n"]
        granted = sorted(GRANTS.get(role, {}).items())
        lines += [f"- `{permission}`: {scope}" for permission, scope in granted] or ["- nothing"]
        lines.append("")
    unused = set(Permission) - {permission for granted in GRANTS.values() for permission in granted}
    lines.append(f"Held by no role: {', '.join(sorted(unused)) or 'none'}.\n")
    return HEAD + "\n".join(lines)


def _span(value: timedelta) -> str:
    sign = "−" if value < timedelta(0) else "+"
    minutes = abs(int(value.total_seconds())) // 60
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    parts = [f"{days} d"] * bool(days) + [f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest)
    return sign + (" ".join(parts) or "0")


def duty_page() -> str:
    """Every kind of duty with its clock, ladder and basis."""
    lines = ["# Duties\n", "Offsets of the ladder count from the deadline.\n"]
    lines += ["| kind | on the page | clock | rule | locked | ladder |", "|---|---|---|---|---|---|"]
    for kind in kinds.all_kinds():
        clock = _span(kind.clock.calendar)[1:] if kind.clock.calendar else f"{kind.clock.working_days} working days"
        ladder = "; ".join(f"{_span(step.after)} {step.side} {step.rung.name.lower()}" for step in kind.ladder)
        locked = "yes" if kind.locked else "no"
        lines.append(f"| `{kind.code}` | {kind.sentence} | {clock} | {kind.rule} | {locked} | {ladder} |")
    return HEAD + "\n".join(lines) + "\n"


def rule_page() -> str:
    """What the system enforces, why, since when, and whether a legal officer has confirmed it."""
    lines = [
        "# Rules\n",
        "| rule | what it does | how | basis | confirmed by a legal officer | since |",
        "|---|---|---|---|---|---|",
    ]
    for rule in sorted(RULES.values(), key=lambda rule: rule.id):
        basis = "; ".join(str(reference) for reference in rule.references)
        confirmed = "yes" if all(reference.confirmed for reference in rule.references) else "not yet"
        lines.append(f"| {rule.id} | {rule.what} | {rule.severity} | {basis} | {confirmed} | {rule.since} |")
    return HEAD + "\n".join(lines) + "\n"


PAGES = {"states.md": state_page, "permissions.md": permission_page, "duties.md": duty_page, "rules.md": rule_page}
