"""Workers and servers in processes of their own, on the test's database. Run as a module, this is such a worker."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

from bench.serving import free_port, wait_until

ROOT = Path(__file__).resolve().parent.parent.parent
# Seconds: thousands of times what a thread needs to begin to wait.
A_MOMENT = 0.5


class Process:
    """A program that tells where it is, line by line."""

    def __init__(self, command: list[str], folder: Path, **environment: str) -> None:
        # Its temporary files go where the test's go, since it may be killed before it removes them.
        told = {"DATABASE_URL": database_url(), "TMPDIR": str(folder), "DJANGO_SETTINGS_MODULE": "tests.environment"}
        self.program = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=os.environ | told | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def wait_for(self, words: str) -> None:
        """Wait until it prints a line that begins with these words."""
        assert self.program.stdout
        assert any(line.startswith(words) for line in self.program.stdout), f"It ended without saying “{words}”."

    def let_go(self) -> None:
        """Let it go on from the point at which it waits."""
        assert self.program.stdin
        self.program.stdin.write("\n")
        self.program.stdin.flush()

    def signal(self, number: signal.Signals) -> None:
        self.program.send_signal(number)

    def end(self) -> int:
        """Wait until it has ended; gives its exit code."""
        self.program.communicate(timeout=300)
        return self.program.returncode


def database_url() -> str:
    """The address of the database that this test uses."""
    from django.db import connection

    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{told['NAME']}"
    person = quote(told["USER"]) + (f":{quote(told['PASSWORD'])}" if told["PASSWORD"] else "")
    port = f":{told['PORT']}" if told["PORT"] else ""
    return f"postgres://{person}@{quote(told['HOST'], safe='')}{port}/{told['NAME']}"


@contextmanager
def process(command: list[str], folder: Path, **environment: str) -> Iterator[Process]:
    """A process that is gone when the test is over, whatever came of it."""
    started = Process(command, folder, **environment)
    try:
        yield started
    finally:
        # What it started too: a process that outlived it would hold its output open, and this would wait for its end.
        with suppress(ProcessLookupError):
            os.killpg(started.program.pid, signal.SIGKILL)
        started.program.communicate()


def worker(folder: Path, *options: str, stop_at: str = "") -> AbstractContextManager[Process]:
    """`manage.py work` with the tests' own work, begun when it is let go for the first time."""
    return process(["-m", "tests.jobs.processes", *options], folder, STOP_AT=stop_at)


@contextmanager
def server(folder: Path) -> Iterator[Process]:
    """A server of pages that works too, once it stands: told to stop while it starts, granian would not hear it."""
    port = free_port()
    command = ["-m", "granian", "--interface", "wsgi", "--no-ws", "--host", "127.0.0.1", "--port", str(port)]
    with process([*command, "tests.jobs.serving:application"], folder) as started:
        wait_until(lambda: answers(port))
        # It answers a moment before its main thread waits for signals, and takes a lock in between that the handler of one would
        # wait for as well, for ever. Servers that are not tests are given --workers-kill-timeout.
        time.sleep(A_MOMENT)
        yield started


def answers(port: int) -> bool:
    """Whether a server of this machine tells at a port that it lives."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def say(words: str) -> None:
    """Tell the test where this process is, and wait there for a line."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
    sys.stdin.readline()


def main() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    import tests.jobs.works  # noqa: F401 - registers the work

    say("ready")
    call_command("work", *sys.argv[1:])


if __name__ == "__main__":
    main()
