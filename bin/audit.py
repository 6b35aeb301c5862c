"""Asks the public lists of known faults about what serves the portal; `bin/check` calls it. Nothing else depends on the network.

Ends with 1 where a package that is locked has a known fault, and with NOT_RUN where nobody could be asked, and says so: no
answer is not the same as no fault.
"""

import json
import subprocess
import sys
from typing import Any

from bin.steps import ROOT, VENV, environment

# What the programs of a system call a failure that may pass (sysexits.h).
NOT_RUN = 75
PATIENCE = 45


def main() -> int:
    """Asks about Python packages and about those of the browser; prints what is to be known of each, and gives the exit code."""
    told = [python_packages(), front_end_packages()]
    print("\n".join(words for _, words in told))
    codes = {code for code, _ in told}
    return 1 if 1 in codes else max(codes)


def python_packages() -> tuple[int, str]:
    """The exit code for what pip-audit says of requirements/run.txt, and a sentence."""
    lock = str(ROOT / "requirements" / "run.txt")
    options = ["--disable-pip", "--require-hashes", "--format=json", "--progress-spinner=off", "--timeout=5"]
    return of_python(answer([str(VENV / "bin" / "pip-audit"), *options, f"--requirement={lock}"]))


def front_end_packages() -> tuple[int, str]:
    """The same for what npm says of package-lock.json, of faults that are high or critical."""
    return of_front_end(
        answer(["npm", "audit", "--json", "--package-lock-only", "--fetch-retries=0", "--fetch-timeout=5000"])
    )


def of_python(said: Any) -> tuple[int, str]:
    """Reads pip-audit's answer: what it could not look up is not audited, whatever its exit code says."""
    packages = said.get("dependencies", []) if isinstance(said, dict) else []
    audited = [package for package in packages if "skip_reason" not in package]
    if not audited:
        return NOT_RUN, "Python packages were not audited: the list of known faults could not be reached."
    faults = [f"{one['name']} {one['version']}: {fault['id']}" for one in audited for fault in one.get("vulns", [])]
    if faults:
        return 1, f"Python packages with known faults (make lock ARGS=--upgrade): {', '.join(faults)}"
    if left := len(packages) - len(audited):
        return (
            NOT_RUN,
            f"{left} of {len(packages)} Python packages could not be audited; the others have no known fault.",
        )
    return 0, f"{len(audited)} Python packages have no known fault."


def of_front_end(said: Any) -> tuple[int, str]:
    """Reads npm's answer."""
    if not isinstance(said, dict) or "vulnerabilities" not in said or "error" in said:
        return NOT_RUN, "Front-end packages were not audited: the list of known faults could not be reached."
    grave = [name for name, one in said["vulnerabilities"].items() if one.get("severity") in ("high", "critical")]
    if grave:
        return 1, f"Front-end packages with known faults (make lock ARGS=--upgrade): {', '.join(sorted(grave))}"
    return 0, "Front-end packages have no grave fault that is known."


def answer(command: list[str]) -> Any:
    """What a program says in JSON; None where it says nothing that is, is not there, or is not done in time."""
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=environment(), capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        return json.loads(done.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


if __name__ == "__main__":
    sys.exit(main())
