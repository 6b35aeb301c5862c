"""The audit of dependencies: what is known to be at fault fails, and what nobody could be asked about is never called well."""

import pytest

from bin.audit import NOT_RUN, answer, of_front_end, of_python

FINE = {"name": "fine", "version": "1.0", "vulns": []}
BAD = {"name": "bad", "version": "2.0", "vulns": [{"id": "CVE-2026-1", "fix_versions": ["2.1"]}]}
UNKNOWN = {"name": "unknown", "skip_reason": "Dependency not found and could not be audited"}


@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        ({"dependencies": [FINE]}, 0, "1 Python packages have no known fault"),
        ({"dependencies": [FINE, BAD, UNKNOWN]}, 1, "bad 2.0: CVE-2026-1"),
        ({"dependencies": [FINE, UNKNOWN]}, NOT_RUN, "1 of 2 Python packages could not be audited"),
        ({"dependencies": [UNKNOWN]}, NOT_RUN, "were not audited"),
        ({}, NOT_RUN, "were not audited"),
        (None, NOT_RUN, "were not audited"),
        ([], NOT_RUN, "were not audited"),
    ],
)
def test_answer_about_python_packages_is_read_with_care(said, code, words):
    got, told = of_python(said)
    assert (got, words in told) == (code, True)


@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        ({"vulnerabilities": {}}, 0, "no grave fault"),
        ({"vulnerabilities": {"a": {"severity": "low"}}}, 0, "no grave fault"),
        ({"vulnerabilities": {"b": {"severity": "critical"}, "a": {"severity": "high"}}}, 1, "a, b"),
        ({"error": {"code": "ENOTFOUND"}}, NOT_RUN, "were not audited"),
        ({"message": "405"}, NOT_RUN, "were not audited"),
        (None, NOT_RUN, "were not audited"),
    ],
)
def test_answer_about_front_end_packages_is_read_with_care(said, code, words):
    got, told = of_front_end(said)
    assert (got, words in told) == (code, True)


@pytest.mark.parametrize("command", [["/nowhere/at-all"], ["echo", "no JSON"], ["false"]])
def test_program_that_says_nothing_is_no_answer(command):
    assert answer(command) is None
