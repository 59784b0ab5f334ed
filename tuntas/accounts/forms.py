"""What people type about accounts."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from tuntas.access.actors import Scope
from tuntas.access.permissions import Permission
from tuntas.access.reach import reach
from tuntas.accounts import policies
from tuntas.accounts.models import User
from tuntas.agencies.models import Agency
from tuntas.areas.models import Area
from tuntas.areas.states import Level

LONGEST_PASSWORD = 256


def _password(label: str, autocomplete: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"})
    message = {"required": f"{label} belum diisi.", "max_length": f"{label} paling panjang {LONGEST_PASSWORD} huruf."}
    return forms.CharField(label=label, widget=widget, strip=False, max_length=LONGEST_PASSWORD, error_messages=message)


def _email(label: str = "Surel") -> forms.EmailField:
    message = {
        "required": "Surel belum diisi.",
        "invalid": "Ini belum berbentuk alamat surel, misalnya nama@contoh.go.id.",
    }
    widget = forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"})
    return forms.EmailField(label=label, max_length=254, widget=widget, error_messages=message)


class SignIn(forms.Form):
    """E-mail and password."""

    email = _email()
    password = _password("Kata sandi", "current-password")


class Code(forms.Form):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        label="Kode",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
        error_messages={"required": "Kode belum diisi."},
    )


class Password(forms.Form):
    """One's password once more."""

    password = _password("Kata sandi", "current-password")


class AskReset(forms.Form):
    """Where the link for a new password is sent."""

    email = _email()


class NewPassword(forms.Form):
    """A new password: long, not common, not one's name. No rules about signs; pasting is welcome."""

    password = _password("Kata sandi baru", "new-password")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["password"].help_text = (
            "Sedikitnya 12 huruf. Beberapa kata yang mudah Anda ingat lebih baik daripada satu kata dengan angka. "
            "Boleh ditempel dari pengelola kata sandi."
        )

    def clean_password(self) -> str:
        """Long enough, not in the list of common ones, not like name or address."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        return password


class ChangePassword(NewPassword):
    """The old one first: whoever finds an open session must not be able to take the account."""

    old = _password("Kata sandi sekarang", "current-password")
    field_order = ["old", "password"]


class GivePosting(forms.Form):
    """A role at an agency for an area; only what the actor may give is offered."""

    role = forms.ChoiceField(label="Peran", error_messages={"required": "Peran belum dipilih."})
    agency = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Lembaga",
        empty_label="Pilih lembaga",
        error_messages={"required": "Lembaga belum dipilih."},
    )
    area = forms.ModelChoiceField(
        Area.objects.none(),
        label="Wilayah tugas",
        empty_label="Seluruh wilayah lembaga",
        required=False,
        help_text="Kosongkan jika orang ini bertugas untuk seluruh wilayah lembaganya.",
    )

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        within = reach(by, Permission.USER_EDIT, agency="pk")
        agencies = Agency.objects.filter(within, uses_tuntas=True, closed_date__isnull=True).order_by("name")
        paths = tuple(
            path
            for grant in by.grants(Permission.USER_EDIT)
            if grant.scope is not Scope.ASSIGNED
            for path in grant.area_paths
        )
        role, agency, area = self.fields["role"], self.fields["agency"], self.fields["area"]
        assert isinstance(role, forms.ChoiceField)
        assert isinstance(agency, forms.ModelChoiceField)
        assert isinstance(area, forms.ModelChoiceField)
        role.choices = [("", "Pilih peran"), *((role.value, role.label) for role in policies.roles_given_by(by))]
        agency.queryset = agencies
        area.queryset = Area.objects.current().filter(path__in=_districts(paths)).order_by("code")

    def clean(self) -> dict[str, Any]:
        """Without an area the agency's own counts."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("agency") and not data.get("area"):
            data["area"] = data["agency"].area
        return data


def _districts(paths: tuple[str, ...]) -> list[str]:
    rows = Area.objects.current().filter(level=Level.DISTRICT)
    return [path for start in paths for path in rows.below(start).values_list("path", flat=True)]


class Invite(GivePosting):
    """Whom, and to what."""

    name = forms.CharField(label="Nama", max_length=150, error_messages={"required": "Nama belum diisi."})
    email = _email("Surel kerja")
    field_order = ["name", "email", "role", "agency", "area"]


class Search(forms.Form):
    """Finding a person in the list."""

    q = forms.CharField(label="Nama atau surel", max_length=150, required=False)
