from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "tuntas.cases"
    label = "cases"

    def ready(self) -> None:
        """Make the duties of this app known."""
        from tuntas.accounts.policies import leaving_checks
        from tuntas.cases import kinds
        from tuntas.cases.actions import parties as writing
        from tuntas.cases.actions import recurrence, shelter, team, walls
        from tuntas.cases.policies import parties, second
        from tuntas.cases.policies import people as sheets
        from tuntas.cases.policies.team import check_no_cases
        from tuntas.obligations.actions import handing_over
        from tuntas.people import querysets
        from tuntas.people.policies import merges as merging
        from tuntas.people.policies import people

        kinds.register_all()
        querysets.seen_through(parties.seen_through)
        querysets.hidden_by(parties.hidden_by)
        people.extend_edit(parties.check_older)
        people.extend_identity(sheets.check_notice)
        merging.weighs_when(sheets.rule_for)
        merging.not_told(sheets.not_told)
        merging.not_by(second.team_of)
        merging.behind(sheets.behind)
        merging.held_by(sheets.holders)
        merging.on_merged(writing.merged)
        merging.on_merged(recurrence.merged)
        walls.on_wall.append(shelter.must_leave)
        leaving_checks.append(check_no_cases)
        handing_over.along.append(team.along)
