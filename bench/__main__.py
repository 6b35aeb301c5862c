"""Runs every measurement in a scratch database, prints the table and writes `bench/results.json`."""

import json
import os
import platform
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from bench.measured import Measured

RESULTS = Path(__file__).resolve().parent / "results.json"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        from bench import entry, pages, pdf

        rows = [
            *_shown("Pages", pages.measure()),
            *_shown("PDF of a quarter", pdf.measure()),
            *_shown("Entering a quarter", entry.measure()),
        ]
    machine = {"python": platform.python_version(), "system": platform.system(), "processors": os.cpu_count()}
    measured = [asdict(row) | {"verdict": row.verdict} for row in rows]
    RESULTS.write_text(json.dumps({"machine": machine, "measured": measured}, indent=1, ensure_ascii=False) + "\n")
    return 1 if any(row.verdict == "NOT KEPT" for row in rows) else 0


def _shown(title: str, rows: Iterable[Measured]) -> list[Measured]:
    """Print each row as it comes, so that a long run shows how far it is."""
    print(f"\n{title}")
    kept = []
    for row in rows:
        print(f"  {row}", flush=True)
        kept.append(row)
    return kept


if __name__ == "__main__":
    sys.exit(main())
