"""`dev.py bench [--scale N] [--json]`: measure, print figures with their bars, fail if one is broken."""

import argparse
import sys

from bench.environment import Installation, furnish, installation
from bench.figures import Figure, show
from devtools.places import Stop

SCALE = 100_000
RACES = 1000
CASES = 20_000  # whose facts are made anew


def main(arguments: list[str]) -> int:
    """Run every measurement; returns 1 if a bar is broken."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description="Measures, and prints figures with their bars.")
    parser.add_argument(
        "--scale", type=int, default=SCALE, help="reports in the large database (1000000 for the full bars)"
    )
    parser.add_argument("--races", type=int, default=RACES, help="races of two closers")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    # What a server of this size would be given; durable as in real life.
    with installation(shared_buffers="512MB", max_wal_size="4GB", maintenance_work_mem="256MB") as place:
        figures = _measure(place, options.scale, options.races)
    show(figures, as_json=options.json)
    return 0 if all(figure.holds for figure in figures) else 1


def _measure(place: Installation, scale: int, races_: int) -> list[Figure]:
    from bench import (
        attendance,
        bodies,
        cadres,
        case_page,
        duplicates,
        letters,
        lists,
        load,
        races,
        sends,
        servers,
        silent,
        statistics,
        web,
    )

    figures = load.areas(place)
    furnish(place)
    figures += load.searches() + races.statements() + cadres.standing()
    with servers.serving(place.environment, place.folder) as running:
        figures += web.weights(running)
        figures += (
            sends.cost(running) + sends.at_once(running, 16) + sends.at_once(running, 64) + sends.same_form(running)
        )
        figures += attendance.scans(running) + web.memory(running)
    figures += races.races(races_)
    return (
        figures
        + lists.growth(place, scale)
        + lists.claims(scale)
        + case_page.page()
        + bodies.states()
        + letters.made(place)
        + silent.measure()
        + duplicates.measure(place.owner_url, scale)
        + statistics.rebuild(min(scale // 5, CASES))
        + statistics.tables(scale)
    )


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        sys.exit(str(stop))
