"""Forms of the agenda and of invitations."""

from django import forms

from tuntas.agencies.models import Agency
from tuntas.core.form_fields import text_field


class Point(forms.Form):
    """One point."""

    text = text_field("Agenda baru", max_length=300, help_text="Perkara hanya dengan nomor registernya, tanpa nama.")


class Invite(forms.Form):
    """An institution that has no seat, or a person."""

    institution = text_field(
        "Lembaga", max_length=150, help_text="Seperti ditulis di surat, misalnya: Forum Anak Kecamatan."
    )
    addressee = text_field("Kepada", max_length=150, required=False, help_text="Jabatan atau nama.")
    agency = forms.ModelChoiceField(
        label="Lembaga terdaftar", queryset=Agency.objects.none(), required=False, empty_label="Tidak terdaftar",
        help_text="Bila lembaganya ada di Tuntas.",
    )  # fmt: skip

    def __init__(self, *args: object, area_path: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passed on
        field = self.fields["agency"]
        assert isinstance(field, forms.ModelChoiceField)
        regency = ".".join(area_path.split(".")[:2]) + "."
        field.queryset = Agency.objects.filter(area_path__startswith=regency, closed_date=None).order_by("name", "pk")
