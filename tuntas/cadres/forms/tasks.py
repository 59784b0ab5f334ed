"""What a cadre says about a task."""

from django import forms


class TaskForm(forms.Form):
    """Done, or handed back; a few words for the unit."""

    did = forms.ChoiceField(
        label="Bagaimana tugas ini?",
        choices=[("done", "Selesai"), ("returned", "Saya kembalikan: tidak bisa atau tidak aman")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu."},
    )
    result = forms.CharField(
        label="Kabar untuk petugas", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Tanpa alamat. Petugas unit yang membacanya.",
    )  # fmt: skip
