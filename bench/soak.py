"""`make soak`: fifty readers and twenty editors at once for five minutes; then PostgreSQL is killed under them and started again.

Bounded in people and time, on this machine alone. Run by bin/with-postgres it has a server of its own to kill; on SQLite the
second part is left out, since no server can go away there. Ends with 1 where anything is not as it was promised: an answer of
500 or above while all is well, another than 503 while the server is away, a save that was accepted and is not there afterwards,
or a worker that did not go on.
"""

import argparse
import os
import sys
import tempfile

USUAL = {"seconds": 300.0, "readers": 50, "editors": 20, "processes": 2}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Readers and editors at once, and PostgreSQL killed under them.")
    for name, usual in USUAL.items():
        parser.add_argument(f"--{name}", type=type(usual), default=usual)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        # A database of its own, whatever .env names.
        if "POSTGRES_SERVER" not in os.environ:
            os.environ["DATABASE_URL"] = f"sqlite:///{folder}/soak.sqlite3"
        os.environ |= {f"{name}_DIR": f"{folder}/{name.lower()}" for name in ("EDITIONS", "PAPERS", "CACHE")}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "bench.settings", "LOG_LEVEL": "ERROR"}
        import django

        django.setup()
        from bench.soaking import soak

        faults = soak(asked)
    for fault in faults:
        print(f"NOT AS PROMISED: {fault}")
    sys.exit(1 if faults else 0)
