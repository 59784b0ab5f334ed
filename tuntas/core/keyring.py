"""The keys of an installation: one JSON file outside database and repository, readable by its owner only.

Shape: {"kek": {"current": "k1", "keys": {"k1": base64}, "since": {"k1": moment}}, "blind": base64,
"receipt": base64, "form": base64, "seal": base64, "django": text}. Every key has 32 random bytes. Once the signing key
of seals has been changed also "seal_since": moment and "seals_before": [{"public": hexadecimal, "until": moment}].
"""

import base64
import json
import os
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings


@dataclass(frozen=True)
class Keyring:
    """All keys, decoded. `keks` are the key-encryption keys by id; `kek` names the one that wraps new keys.

    `seals_before` are the public keys of earlier seals with the moment at which each one ended, oldest first.
    """

    kek: str
    keks: dict[str, bytes] = field(repr=False)
    blind: bytes = field(repr=False)
    receipt: bytes = field(repr=False)
    form: bytes = field(repr=False)
    seal: bytes = field(repr=False)
    django: str = field(repr=False)
    since: dict[str, datetime]
    seal_since: datetime | None
    seals_before: tuple[tuple[datetime, bytes], ...]


def _fresh() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def create(path: Path, *, at: datetime | None = None) -> None:
    """Write a new keyring; raises FileExistsError rather than overwrite one."""
    since = (at or datetime.now(UTC)).isoformat()
    content = {
        "kek": {"current": "k1", "keys": {"k1": _fresh()}, "since": {"k1": since}},
        "blind": _fresh(),
        "receipt": _fresh(),
        "form": _fresh(),
        "seal": _fresh(),
        "django": secrets.token_urlsafe(48),
    }
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    _write(descriptor, content)
    _settle(path.parent)


def add_kek(path: Path, *, at: datetime) -> str:
    """Add a key-encryption key and make it current; returns its id. Old ones stay until all is rewrapped."""
    content = json.loads(path.read_text())
    name = f"k{max(int(key[1:]) for key in content['kek']['keys']) + 1}"
    content["kek"]["keys"][name] = _fresh()
    content["kek"].setdefault("since", {})[name] = at.isoformat()
    content["kek"]["current"] = name
    _replace(path, content)
    return name


def drop_keks(path: Path) -> list[str]:
    """Remove every key-encryption key but the current one; returns the ids removed."""
    content = json.loads(path.read_text())
    current = content["kek"]["current"]
    gone = [name for name in content["kek"]["keys"] if name != current]
    content["kek"]["keys"] = {current: content["kek"]["keys"][current]}
    _replace(path, content)
    return gone


def replace_seal(path: Path, *, public: str, at: datetime) -> None:
    """A new signing key of seals from a moment on. `public`: that of the one until now, which is not kept itself."""
    content = json.loads(path.read_text())
    content["seal"], content["seal_since"] = _fresh(), at.isoformat()
    content.setdefault("seals_before", []).append({"public": public, "until": at.isoformat()})
    _replace(path, content)


def _replace(path: Path, content: dict[str, Any]) -> None:
    """Atomically, keeping the owner: a crash leaves the old file or the new one, never half of one."""
    before = path.stat()
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)  # left by a crash; its mode would be kept
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    _write(descriptor, content)
    if os.geteuid() == 0:
        os.chown(new, before.st_uid, before.st_gid)
    new.replace(path)
    _settle(path.parent)


def _write(descriptor: int, content: dict[str, Any]) -> None:
    with os.fdopen(descriptor, "w") as file:
        json.dump(content, file, indent=1)
        file.flush()
        os.fsync(file.fileno())


def _settle(directory: Path) -> None:
    """Data keys will be wrapped with what was just written: a power cut must not bring the old file back."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@lru_cache(maxsize=4)
def _load(path: str, modified: int, size: int) -> Keyring:  # noqa: ARG001 - they tell one state of the file from the next
    content = json.loads(Path(path).read_text())
    return Keyring(
        kek=content["kek"]["current"],
        keks={name: base64.b64decode(value) for name, value in content["kek"]["keys"].items()},
        blind=base64.b64decode(content["blind"]),
        receipt=base64.b64decode(content["receipt"]),
        form=base64.b64decode(content["form"]),
        seal=base64.b64decode(content["seal"]),
        django=content["django"],
        since={name: datetime.fromisoformat(value) for name, value in content["kek"].get("since", {}).items()},
        seal_since=datetime.fromisoformat(content["seal_since"]) if "seal_since" in content else None,
        seals_before=tuple(
            (datetime.fromisoformat(each["until"]), bytes.fromhex(each["public"]))
            for each in content.get("seals_before", [])
        ),
    )


def keyring() -> Keyring:
    """The keys in force. Read again when the file has changed, so rotation needs no restart."""
    path = str(settings.TUNTAS_KEYRING)
    state = Path(path).stat()
    return _load(path, state.st_mtime_ns, state.st_size)
