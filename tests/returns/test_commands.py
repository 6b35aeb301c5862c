"""`load_plan` and `load_quarter` on the command line."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.records import plan_file, quarter_file, row_counts, write

pytestmark = pytest.mark.django_db


def run(command, path):
    out = StringIO()
    call_command(command, str(path), stdout=out)
    return out.getvalue().strip()


def test_commands_say_what_they_wrote_and_that_nothing_changed(tmp_path):
    plan = write(tmp_path, plan_file(), "plan.yaml")
    quarter = write(tmp_path, quarter_file(), "2025-26-q1.yaml")
    assert run("load_plan", plan).startswith("plan.yaml: Written: 1 offices, 1 plans")
    assert run("load_quarter", quarter).startswith("2025-26-q1.yaml: Written: 1 reporting periods")
    assert run("load_plan", plan) == "plan.yaml: Nothing changed."
    assert run("load_quarter", quarter) == "2025-26-q1.yaml: Nothing changed."


@pytest.mark.parametrize(
    ("command", "content", "report"),
    [
        (
            "load_plan",
            plan_file(title="", ends_on="soon"),
            [
                "file.yaml has 2 faults. Nothing was loaded.",
                "file.yaml:11: title: This is empty.",
                "file.yaml:13: ends_on: “soon” is not a date. Write it like 2019-04-01.",
            ],
        ),
        (
            "load_quarter",
            quarter_file(),
            [
                "file.yaml has 1 fault. Nothing was loaded.",
                "file.yaml:2: plan: There is no plan “westmarsh”. Load its plan file first.",
            ],
        ),
    ],
)
def test_command_fails_and_prints_every_fault(tmp_path, command, content, report):
    before = row_counts()
    with pytest.raises(CommandError) as failed:
        run(command, write(tmp_path, content))
    assert str(failed.value).split("\n") == report
    assert failed.value.returncode == 1
    assert row_counts() == before


@pytest.mark.parametrize("command", ["load_plan", "load_quarter"])
def test_command_fails_when_the_file_is_missing(tmp_path, command):
    with pytest.raises(CommandError, match=r"gone\.yaml: The file cannot be opened: No such file or directory\."):
        run(command, tmp_path / "gone.yaml")
