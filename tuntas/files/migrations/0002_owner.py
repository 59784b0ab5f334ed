import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Whose log a file stands in. There are no files yet."""

    dependencies = [
        ('agencies', '0001_initial'),
        ('files', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='file',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency'),
        ),
        migrations.AddField(
            model_name='file',
            name='area_path',
            field=models.CharField(blank=True, max_length=60),
        ),
    ]
