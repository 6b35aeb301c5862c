"""Both sides of a process that looks at one uploaded file: asking it, and the limits it puts on itself.

Whatever a hostile file does to such a process, the portal goes on.
"""

import json
import resource
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


class Unanswered(Exception):
    """The process ended without an answer: it met one of its limits, or fell."""


def ask(module: str, question: object, *, content: bytes = b"", wait: float) -> Any:
    """Start `python -m module`, give it the question as a line of JSON and after that the content, and read its answer as JSON.

    `wait` is in seconds, however busy the machine is; the process's own limit on processor time should be shorter. Raises
    Unanswered.
    """
    try:
        done = subprocess.run(  # noqa: S603 -- what is started is named by our own code
            [sys.executable, "-m", module],
            input=json.dumps(question).encode() + b"\n" + content,
            capture_output=True,
            cwd=ROOT,
            timeout=wait,
            check=True,
        )
        return json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise Unanswered from None


def confine(*, memory: int, seconds: int, written: int = 0) -> None:
    """Limit this process: bytes of memory, seconds of processor time, bytes of a file it writes. Not every system knows each."""
    for limit, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, written),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))
