"""Fields for personal values: encrypted, or as a token that finds equals."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models


class SealedField(models.BinaryField):  # type: ignore[type-arg]  # not subscriptable when it runs
    """Ciphertext of one personal value; read and written only through `core.vault.Box`.

    `field_id` names the value for ever (it is bound into the ciphertext): moving or renaming the
    column does not break it, copying the bytes into another field, row or dossier does.
    """

    def __init__(self, *args: Any, field_id: str = "", **kwargs: Any) -> None:
        self.field_id = field_id
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs["field_id"] = self.field_id
        return name, path, args, kwargs


class BlindField(models.BinaryField):  # type: ignore[type-arg]  # as above
    """A token from `core.vault.blind`, or nothing. Erasing the dossier of its row clears it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)


class TokenField(models.IntegerField):  # type: ignore[type-arg]  # as above
    """A keyed token of 32 bits that finds likely equals, or nothing. Cleared as a BlindField is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("null", True)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)


class TokensField(ArrayField):  # type: ignore[type-arg]  # as above
    """Several such tokens. Cleared as a BlindField is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not args:
            kwargs.setdefault("base_field", models.IntegerField())
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)
