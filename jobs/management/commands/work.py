"""`manage.py work`: a worker in a process of its own, as a deployment runs it."""

import os
import signal
import threading
from argparse import ArgumentParser
from types import FrameType

from django.core.management.base import BaseCommand

from jobs.worker import Worker


class Command(BaseCommand):
    help = (
        "Do background work as it is asked for, until SIGTERM or Ctrl-C: the job in hand is finished first, "
        "and a second signal breaks it off, to be tried again. With --grace it is handed to another worker when it takes longer "
        "than that. Several may run."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is waiting, then stop")
        parser.add_argument(
            "--grace",
            type=float,
            metavar="SECONDS",
            help="when told to stop, hand the job back after so many seconds: fewer than whoever stops it waits before it kills",
        )

    def handle(self, *, once: bool, grace: float | None, **options: object) -> None:
        worker = Worker()

        def stop(number: int, _frame: FrameType | None) -> None:
            worker.is_stopping = True
            signal.signal(number, signal.SIG_DFL)
            if grace is not None:
                timer = threading.Timer(grace, self._leave, [worker])
                timer.daemon = True
                timer.start()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        if once:
            self.stdout.write(f"{worker.do_all()} jobs done.")
        else:
            self.stdout.write("Waiting for work. Ctrl-C stops it.")
            self.stdout.flush()
            worker.run()
            self.stdout.write("Stopped.")

    def _leave(self, worker: Worker) -> None:
        """The work may be anywhere: only the end of the process ends it, and with it whatever it has not stored."""
        worker.hand_back()
        self.stdout.write("Stopped; the job in hand waits for another worker.")
        self.stdout.flush()
        os._exit(0)
