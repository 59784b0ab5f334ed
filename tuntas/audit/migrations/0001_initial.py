import django.db.models.expressions
import tuntas.core.ids
from django.db import migrations, models


# The lock is taken with the number, so no writer can leave it out; see tuntas/audit/sealing.py.
NUMBERS = """
CREATE SEQUENCE public.audit_event_seq AS bigint;
CREATE FUNCTION public.audit_next_seq() RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(7201001);
    RETURN nextval('public.audit_event_seq');
END $$;
"""
NO_NUMBERS = "DROP FUNCTION public.audit_next_seq(); DROP SEQUENCE public.audit_event_seq;"


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.RunSQL(NUMBERS, NO_NUMBERS),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.UUIDField(default=tuntas.core.ids.uuid7, primary_key=True, serialize=False)),
                ('seq', models.BigIntegerField(db_default=django.db.models.expressions.RawSQL('public.audit_next_seq()', ()), unique=True)),
                ('at', models.DateTimeField()),
                ('kind', models.CharField(max_length=60)),
                ('actor_id', models.UUIDField(null=True)),
                ('actor_name', models.CharField(max_length=150)),
                ('subject_type', models.CharField(max_length=60)),
                ('subject_id', models.CharField(max_length=64)),
                ('dossier_id', models.UUIDField(null=True)),
                ('agency_id', models.UUIDField(null=True)),
                ('area_path', models.CharField(blank=True, max_length=60)),
                ('data', models.JSONField(default=dict)),
            ],
            options={
                'indexes': [models.Index(fields=['-at', '-seq'], name='audit_event_at'), models.Index(fields=['subject_id', '-at', '-seq'], name='audit_event_subject'), models.Index(fields=['dossier_id', '-at', '-seq'], name='audit_event_dossier'), models.Index(fields=['actor_id', '-at', '-seq'], name='audit_event_actor'), models.Index(fields=['kind', '-at', '-seq'], name='audit_event_kind')],
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('first_seq', models.BigIntegerField(unique=True)),
                ('last_seq', models.BigIntegerField(unique=True)),
                ('count', models.IntegerField()),
                ('index', models.BinaryField()),
                ('previous', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
                ('signature', models.CharField(max_length=128)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('last_seq__gte', models.F('first_seq'))), name='audit_seal_range'), models.CheckConstraint(condition=models.Q(('count__gte', 1)), name='audit_seal_count')],
            },
        ),
    ]
