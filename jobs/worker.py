"""The worker: takes jobs one after another and does them. `manage.py work` is one, and so is a thread of the web process."""

import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.db import Error, InterfaceError, OperationalError, connection, connections
from django.utils import timezone
from django.utils.translation import gettext as _

from jobs import actions, kinds
from jobs.kinds import JobFailed, Result
from jobs.models import Job
from jobs.progress import Progress, TakenOver
from jobs.rules import lease
from logs.tracing import within

logger = logging.getLogger(__name__)

# Seconds between two looks at an empty queue; a job that is asked for in the same process is begun at once.
IDLE = 1.0
# Seconds between two ticks of one worker.
TICK = 15.0
# What may go well another time: the database or a mail server that could not be reached.
TRANSIENT = (OperationalError, InterfaceError, ConnectionError, TimeoutError)


class Worker:
    """Does jobs until it is told to stop; then it finishes the one that it has. Several may run, here and elsewhere."""

    def __init__(self, clock: Callable[[], datetime] = timezone.now) -> None:
        self.clock = clock
        self.is_stopping = False
        self.id = uuid.uuid4()
        self._in_hand: Progress | None = None

    def run(self) -> None:
        """Do what is asked for, as it is asked for. The database may be away for a while."""
        next_tick = 0.0
        while not self.is_stopping:
            try:
                if time.monotonic() >= next_tick:
                    next_tick = time.monotonic() + TICK
                    actions.be_heard(worker=self.id, now=self.clock())
                    actions.tick(now=self.clock())
                if self.do_next():
                    continue
            except Error as trouble:
                logger.warning("The queue could not be read or written and is tried again: %s", trouble)
                connections.close_all()
            # No longer than a look apart: the handler of a signal may set is_stopping, but not ring.
            actions.bell.wait(IDLE)
            actions.bell.clear()

    def do_all(self) -> int:
        """Do every job that is due, then come back; gives their number."""
        number = 0
        while not self.is_stopping and self.do_next():
            number += 1
        return number

    def do_next(self) -> bool:
        """Do the job that has been due longest; False when there is none."""
        job = actions.take_next(now=self.clock())
        if job is None:
            return False
        self._in_hand = Progress(job, self.clock)
        began = time.perf_counter()
        with within(request=job.request, job=str(job.pk)):
            self._do(job, self._in_hand)
            told = {"kind": job.kind, "ms": round((time.perf_counter() - began) * 1000, 1)}
            logger.info("A job of the kind %s came to its end.", job.kind, extra=told)
        self._in_hand = None
        return True

    def hand_back(self) -> None:
        """Give the job in hand to others at once, called by another thread when this process is about to end."""
        self.is_stopping = True
        if self._in_hand:
            try:
                self._in_hand.hand_back()
            except Error as trouble:
                logger.warning("A job could not be handed back, and waits until its worker is missed: %s", trouble)

    def _do(self, job: Job, progress: Progress) -> None:
        """Do a job that this worker has taken, and write down how it ended."""
        try:
            with _beating(progress):
                result = kinds.work_of(job.kind)(progress, **job.arguments)
                if progress.is_held():
                    progress.finish(result or Result())
        except TakenOver as taken:
            logger.warning("%s What it did here is dropped.", taken)
        except JobFailed as failed:
            progress.fail(str(failed))
        except TRANSIENT:
            logger.warning("Job %s (%s) met trouble that may pass.", job.pk, job.kind, exc_info=True)
            if not connection.is_usable():
                connection.close()
            progress.try_again(
                _("Something that it needs could not be reached, %(attempts)d times. Ask for it again later.")
                % {"attempts": job.attempts}
            )
        except Exception:
            logger.exception("Job %s (%s) failed.", job.pk, job.kind)
            progress.fail(
                _(
                    "Something went wrong in the portal itself, and asking again will hardly help. "
                    "It is written down for the people who look after the portal: please tell them when it was."
                )
            )


@contextmanager
def _beating(progress: Progress) -> Iterator[None]:
    """Let others know that this worker lives, from a thread: a long step of the work may tell nothing for minutes."""
    stopped = threading.Event()

    def beat() -> None:
        try:
            while not stopped.wait(lease().total_seconds() / 3):
                try:
                    if not progress.beat():
                        return
                except Error as trouble:
                    logger.warning("A worker could not say that it lives: %s", trouble)
        finally:
            connections.close_all()

    thread = threading.Thread(target=beat, name="jobs-heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopped.set()
        thread.join()


def start_in_this_process() -> None:
    """Start a worker in a thread of its own, where the settings ask for it. Called once, by what serves the portal."""
    if settings.JOBS_IN_PROCESS:
        worker = Worker()
        threading.Thread(target=worker.run, name="jobs-worker", daemon=True).start()
        threading.Thread(target=_hand_back_at_the_end, args=[worker], name="jobs-end").start()


def _hand_back_at_the_end(worker: Worker) -> None:
    """When the server has stopped, and with it the main thread, the process waits for this thread, and not for the worker's."""
    threading.main_thread().join()
    worker.hand_back()
    connections.close_all()
