"""Measurements on SQLite and on PostgreSQL, each in a process of its own that finds its database in DATABASE_URL."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from bench.measured import Measured

ROOT = Path(__file__).resolve().parent.parent


def on_both(module: str) -> Iterator[Measured]:
    """What a module tells on both databases; where PostgreSQL's programs are missing, that is said in their place."""
    with tempfile.TemporaryDirectory() as folder:
        yield from _apart("SQLite", module, [], {"DATABASE_URL": f"sqlite:///{folder}/apart.sqlite3"})
    yield from _apart("PostgreSQL", module, [str(ROOT / "bin" / "with-postgres")], {})


def told(measure: Callable[[], Iterable[Measured]]) -> None:
    """Measure in this process and print the rows for the one that called."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    print(json.dumps([asdict(row) for row in measure()]))


def _apart(name: str, module: str, before: list[str], environment: dict[str, str]) -> Iterator[Measured]:
    command = [*before, sys.executable, "-m", module]
    run = subprocess.run(command, env=os.environ | environment, cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode:
        print(f"  not measured on {name}: {run.stderr.strip().splitlines()[-1] if run.stderr else 'it failed'}")
        return
    for row in json.loads(run.stdout.splitlines()[-1]):
        yield Measured(**row | {"what": f"{name}: {row['what']}"})
