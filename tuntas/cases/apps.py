from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "tuntas.cases"
    label = "cases"

    def ready(self) -> None:
        """Make the duties of this app known."""
        from tuntas.cases import kinds
        from tuntas.cases.policies import parties
        from tuntas.people import querysets
        from tuntas.people.policies import people

        kinds.register_all()
        querysets.seen_through(parties.seen_through)
        querysets.hidden_by(parties.hidden_by)
        people.extend_edit(parties.check_older)
