"""`dev.py bench [--scale N] [--json]`: measure, print figures with their bars, fail if one is broken."""

import argparse
import sys

from bench.environment import installation
from bench.figures import Figure, show

SCALE = 100_000


def main(arguments: list[str]) -> int:
    """Run every measurement; returns 1 if a bar is broken."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description="Measures, and prints figures with their bars.")
    parser.add_argument("--scale", type=int, default=SCALE, help="reports in the large database (1000000 for the full bars)")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    figures: list[Figure] = []
    with installation(shared_buffers="512MB", max_wal_size="4GB", maintenance_work_mem="256MB") as (_, environment):
        import django

        django.setup()
        from bench import lists, load, sends, web

        figures += load.areas()
        figures += web.weights_and_memory(environment)
        figures += sends.sends(environment)
        figures += lists.growth(options.scale)
        figures += lists.claims(options.scale)
    show(figures, as_json=options.json)
    return 0 if all(figure.holds for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
