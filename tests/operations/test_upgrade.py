"""A database of the first version, with something in each record, comes up to date with all of it, on either engine.

Editions as the first version published them have a test of their own (tests/reports/test_editions.py).
"""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.operations.databases import empty_database

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_database_of_the_first_version_comes_forward_with_its_records(tmp_path):
    with empty_database(tmp_path) as url:
        environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.environment"}
        done = subprocess.run(
            [sys.executable, "-m", "tests.operations.upgrading"],
            cwd=settings.BASE_DIR,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout.splitlines()[-1])
    assert set(told.pop("pages").values()) == {200}
    assert told == {
        "signs in": True,
        "roles": ["administrator"],
        "quarter": "Q1 2019/20",
        "rated": [["Green"], ["Green"]],
        "words": ["What was done.", "A promise"],
        "figure": 1146,
        "frozen": True,
    }
