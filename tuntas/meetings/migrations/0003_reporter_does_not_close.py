from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    """Two persons: whoever reported a follow-up action does not close it."""

    dependencies = [("meetings", "0002_scans")]

    operations = [
        migrations.AddConstraint(
            model_name="followupaction",
            constraint=models.CheckConstraint(
                name="meetings_action_two_persons",
                condition=~Q(status="closed") | Q(reported_by__isnull=True) | ~Q(ended_by=F("reported_by")),
            ),
        ),
    ]
