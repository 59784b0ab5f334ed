from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "tuntas.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Make the duties of this app known."""
        from tuntas.bodies import panels
        from tuntas.bodies.actions import bodies as keeping
        from tuntas.bodies.actions import paths as walking
        from tuntas.bodies.policies import bodies, history, paths
        from tuntas.meetings import kinds
        from tuntas.meetings.actions.moving import follow_secretariat
        from tuntas.meetings.actions.paths import report_reached
        from tuntas.meetings.policies.dissolving import check_nothing_open, held
        from tuntas.meetings.policies.paths import check_training
        from tuntas.meetings.views import panel

        panels.register(5, "meetings/_panel.html", panel.build)
        history.happenings.append(held)
        bodies.dissolving_checks.append(check_nothing_open)
        paths.shows["training"] = check_training
        keeping.on_moved.append(lambda body, before, by, at: follow_secretariat(body, before, by=by, at=at))
        walking.on_done.append(lambda path, by, at: report_reached(path, by=by, at=at))
        kinds.register_all()
