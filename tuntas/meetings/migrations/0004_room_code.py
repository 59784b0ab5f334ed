import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A code of the room, told apart in the list; and who called a meeting that another secretariat keeps now."""

    dependencies = [
        ("agencies", "__first__"),
        ("meetings", "0003_reporter_does_not_close"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="called_by",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency"),
        ),
        migrations.AddField(model_name="meeting", name="fixed_code_at", field=models.DateTimeField(null=True)),
        migrations.AlterField(
            model_name="attendance",
            name="via",
            field=models.CharField(
                choices=[
                    ("room", "Lewat QR di ruangan"),
                    ("fixed", "Lewat QR, kode tetap"),
                    ("hand", "Ditulis sekretariat"),
                    ("list", "Ditulis sekretariat dari kertas"),
                    ("qr", "Lewat QR, tanpa kode ruangan"),
                ],
                max_length=5,
            ),
        ),
    ]
