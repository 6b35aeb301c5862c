"""The portal as a server in processes of its own, with the measured database, on this machine's own address."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil


@dataclass(frozen=True, slots=True)
class Served:
    """Where the portal answers, and the process that answers."""

    address: str
    process: int

    def megabytes(self) -> float:
        """The memory that it and its children hold now."""
        here = psutil.Process(self.process)
        return sum(process.memory_info().rss for process in (here, *here.children(recursive=True))) / 1e6


@contextmanager
def portal(processes: int = 1, **environment: str) -> Iterator[Served]:
    """The portal as `make run` serves it, in so many processes."""
    port = free_port()
    options = ["--interface", "wsgi", "--no-ws", "--workers", str(processes), "--blocking-threads", "4"]
    options += ["--host", "127.0.0.1", "--port", str(port), "--workers-kill-timeout", "3"]
    command = [sys.executable, "-m", "granian", *options, "pcp_portal.wsgi:application"]
    told = {"JOBS_IN_PROCESS": "false", "LOG_LEVEL": "CRITICAL"}
    with running(command, port, os.environ | told | environment) as process:
        yield Served(f"http://127.0.0.1:{port}", process.pid)


@contextmanager
def running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A server that listens at a port while the block runs."""
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: _listens(port))
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def wait_until(is_so: Callable[[], bool], what: str = "A server to be measured did not start") -> None:
    """Raises RuntimeError after a minute."""
    end = time.monotonic() + 60
    while not is_so():
        if time.monotonic() > end:
            raise RuntimeError(f"{what} within a minute.")
        time.sleep(0.1)


def free_port() -> int:
    """A port at which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
