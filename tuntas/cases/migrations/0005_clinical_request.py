import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0004_status_words'),
        ('obligations', '0002_agency_open'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # Nobody owes an answer to what was asked before there was a duty for it: it is asked for again.
        migrations.RunSQL(
            'DELETE FROM cases_clinicalreader WHERE recovered AND granted_by_id IS NULL',
            migrations.RunSQL.noop,
        ),
        migrations.AddField(
            model_name='clinicalreader',
            name='duty',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='obligations.obligation'),
        ),
        migrations.AddField(
            model_name='clinicalreader',
            name='refused_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='clinicalreader',
            name='is_open',
            field=models.GeneratedField(db_persist=True, expression=models.Q(('granted_by__isnull', True), ('recovered', True), ('refused_by__isnull', True)), output_field=models.BooleanField()),
        ),
        migrations.AddConstraint(
            model_name='clinicalreader',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('duty__isnull', False), ('is_open', True)), models.Q(('duty__isnull', True), ('is_open', False)), _connector='OR'), name='cases_clinical_open_iff_duty'),
        ),
        migrations.AddConstraint(
            model_name='clinicalreader',
            constraint=models.CheckConstraint(condition=models.Q(('refused_by__isnull', True), models.Q(('granted_by__isnull', True), ('recovered', True)), _connector='OR'), name='cases_clinical_one_answer'),
        ),
        # The real foreign key of the keeping duty (docs/adr/0003-keeping-duty.md).
        migrations.RunSQL(
            'ALTER TABLE cases_clinicalreader ADD CONSTRAINT cases_clinicalreader_keeper FOREIGN KEY (duty_id, is_open, id)'
            ' REFERENCES obligations_obligation (id, is_open, subject_id) DEFERRABLE INITIALLY DEFERRED',
            'ALTER TABLE cases_clinicalreader DROP CONSTRAINT cases_clinicalreader_keeper',
        ),
    ]
