"""The short form of `make soak`: a few readers and editors for some seconds, each answered, and nothing lost."""

import os
import re
import subprocess
import sys

from django.conf import settings


def test_few_people_for_a_moment(tmp_path):
    command = [sys.executable, "-m", "bench.soak", "--seconds", "3", "--readers", "5", "--editors", "3"]
    # Where the run has a server, that one stays: only `make soak` kills its own.
    environment = {name: value for name, value in os.environ.items() if name != "POSTGRES_SERVER"}
    done = subprocess.run(
        command,
        cwd=settings.BASE_DIR,
        env=environment | {"TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"requests: \d+, errors: 0, answers: \{'200': \d+\}", done.stdout)
    assert re.search(r"page read: \d+, p50 \d+ ms, p95 \d+ ms, p99 \d+ ms", done.stdout)
    assert re.search(r"memory: \d+ MB at the start, \d+ MB at the end", done.stdout)
    accepted, held = re.search(r"saves accepted: (\d+), of them in the database: (\d+)", done.stdout).groups()
    assert accepted == held != "0"
