import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0005_clinical_request'),
        ('files', '0002_owner'),
    ]

    operations = [
        migrations.AddField(
            model_name='service',
            name='proof_file',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.file'),
        ),
    ]
