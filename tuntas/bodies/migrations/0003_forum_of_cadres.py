from django.db import migrations

CODE, NAME = "cadre_forum", "Forum kader"


def seed(apps, schema_editor):
    """Cadres elect their officers in a forum of their own; where an installation has such a kind, it keeps its own."""
    kind = apps.get_model("bodies", "BodyKind")
    if not kind.objects.filter(code=CODE).exists() and not kind.objects.filter(name__iexact=NAME).exists():
        kind.objects.create(code=CODE, name=NAME, levels=[2, 3, 4], sub=False, needs_decree=False, meets_every_months=3)


class Migration(migrations.Migration):
    dependencies = [("bodies", "0002_tally_by_office")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
