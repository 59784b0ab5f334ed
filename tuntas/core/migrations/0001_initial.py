from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='ErasedDossier',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('erased_at', models.DateTimeField()),
                ('complete_date', models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name='DossierKey',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('wrapped', models.BinaryField()),
                ('kek', models.CharField(max_length=20)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['kek', 'id'], name='core_dossierkey_kek')],
            },
        ),
    ]
