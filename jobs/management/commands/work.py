"""`manage.py work`: a worker in a process of its own, as a deployment runs it."""

import signal
from argparse import ArgumentParser
from types import FrameType

from django.core.management.base import BaseCommand

from jobs.worker import Worker


class Command(BaseCommand):
    help = (
        "Do background work as it is asked for, until SIGTERM or Ctrl-C: the job in hand is finished first, "
        "and a second signal breaks it off, to be tried again. Several may run."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is waiting, then stop")

    def handle(self, *, once: bool, **options: object) -> None:
        worker = Worker()

        def stop(number: int, _frame: FrameType | None) -> None:
            worker.is_stopping = True
            signal.signal(number, signal.SIG_DFL)

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        if once:
            self.stdout.write(f"{worker.do_all()} jobs done.")
        else:
            self.stdout.write("Waiting for work. Ctrl-C stops it.")
            self.stdout.flush()
            worker.run()
            self.stdout.write("Stopped.")
