"""Starts a program that is not ours, within limits: in a group of its own that is ended as a whole, and without our secrets.

`run` starts this module as a process; that puts the limits on itself and becomes the program.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from confined.process import ROOT, Unanswered, confine


def run(command: Sequence[str], *, folder: Path, memory: int, seconds: int, written: int, wait: float) -> None:
    """Run a program to its end. It sees a folder of its own as its home, and nothing of the portal's environment, which holds
    secrets. Whatever it has started ends with it. Raises Unanswered when it fails, or is not done within `wait` seconds."""
    limits = [str(number) for number in (memory, seconds, written)]
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        "TMPDIR": str(folder),
    }
    started = subprocess.Popen(  # noqa: S603 -- what is started is named by our own code
        [sys.executable, "-m", "confined.program", *limits, *command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        code = started.wait(wait)
    except subprocess.TimeoutExpired:
        raise Unanswered from None
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(started.pid, signal.SIGKILL)
        started.wait()
    if code:
        raise Unanswered


def main() -> None:
    """Put the limits on this process, and become the program."""
    memory, seconds, written, *command = sys.argv[1:]
    confine(memory=int(memory), seconds=int(seconds), written=int(written))
    os.execvp(command[0], command)  # noqa: S606 -- `run` names it


if __name__ == "__main__":
    main()
