from django.db import migrations

# A duty opened in the moment in which its agency closes: the lock makes one of the two wait for the other. In the
# database, because a statement more from the program would be paid by everyone who sends a report.
FORWARD = """
CREATE FUNCTION public.obligations_agency_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM public.agencies_agency WHERE id = NEW.agency_id AND closed_date IS NULL FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'a duty is opened at an agency that is closed'
            USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'obligations_agency_open';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER obligations_agency_open AFTER INSERT ON obligations_obligation
    FOR EACH ROW WHEN (NEW.settled_at IS NULL) EXECUTE FUNCTION public.obligations_agency_open();
"""
BACK = """
DROP TRIGGER obligations_agency_open ON obligations_obligation;
DROP FUNCTION public.obligations_agency_open();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0001_initial'),
        ('obligations', '0001_initial'),
    ]

    operations = [migrations.RunSQL(FORWARD, BACK)]
