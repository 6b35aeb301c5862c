"""Runs the measurements in a scratch database, prints the table and writes `bench/results.json`.

`make bench` measures everything, `make bench ARGS="entry"` one part: what is held of the others stays.
"""

import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path

from bench.measured import Measured

RESULTS = Path(__file__).resolve().parent / "results.json"
TITLES = {
    "pages": "Pages",
    "pdf": "PDF of a quarter",
    "entry": "Entering a quarter",
    "finance": "Finance tables",
    "publishing": "Publishing and what was published",
    "packs": "Joining packs and taking in uploads",
    "web": "Readers and editors at once: both databases; one, two and four processes",
}


def main(asked: list[str]) -> int:
    if unknown := set(asked) - set(TITLES):
        print(f"There is no measurement {', '.join(unknown)}. There are: {', '.join(TITLES)}.")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        for name in ("EDITIONS", "PAPERS", "CACHE"):
            os.environ[f"{name}_DIR"] = f"{folder}/{name.lower()}"
        os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        measured = {name: _shown(TITLES[name], _measurements()[name]()) for name in asked or TITLES}
    held = json.loads(RESULTS.read_text())["measured"] if RESULTS.exists() else {}
    held |= {name: [asdict(row) | {"verdict": row.verdict} for row in rows] for name, rows in measured.items()}
    machine = {"python": platform.python_version(), "system": platform.system(), "processors": os.cpu_count()}
    RESULTS.write_text(json.dumps({"machine": machine, "measured": held}, indent=1, ensure_ascii=False) + "\n")
    return 1 if any(row.verdict == "NOT KEPT" for rows in measured.values() for row in rows) else 0


def _measurements() -> dict[str, Callable[[], Iterable[Measured]]]:
    """Each part by its name; imported when Django is ready."""
    from bench import entry, finance, packs, pages, pdf, publishing, web

    parts = {
        "pages": pages,
        "pdf": pdf,
        "entry": entry,
        "finance": finance,
        "publishing": publishing,
        "packs": packs,
        "web": web,
    }
    return {name: part.measure for name, part in parts.items()}


def _shown(title: str, rows: Iterable[Measured]) -> list[Measured]:
    """Print each row as it comes, so that a long run shows how far it is."""
    print(f"\n{title}")
    kept = []
    for row in rows:
        print(f"  {row}", flush=True)
        kept.append(row)
    return kept


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
