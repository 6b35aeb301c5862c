"""The processes that set the sections of a report side by side; started when the first PDF is asked for, and kept warm."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from threading import Lock

from reports.typeset import typeset, warm

# A section of real text takes a tenth of a second. One that takes this long was made to never end.
LONGEST = 120
# A section of real text takes a tenth of this.
MEMORY = 2 * 1024**3


class TypesettingFailed(Exception):
    """A PDF could not be made; the message says so to the person who asked for it."""


class Typesetters:
    """A pool of worker processes, remade when one of them dies."""

    def __init__(self, styles: Path, number: int) -> None:
        self.styles = styles
        self.number = number or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None
        self._lock = Lock()

    def typeset(self, sections: Iterable[str]) -> list[bytes]:
        """Set each section's HTML; give the PDFs in the same order. Raises TypesettingFailed."""
        return self.begin(sections)()

    def begin(self, sections: Iterable[str], styles: Path | None = None) -> Callable[[], list[bytes]]:
        """Have sections set while the caller does something else; what is given waits for the PDFs, as `typeset` does.

        With other `styles` than those of the pool, which its workers were warmed with, the first section takes longer.
        """
        work = [(section, styles or self.styles) for section in sections]
        waiting = self._handed_out(work)
        return lambda: self._collected(work, waiting)

    def _handed_out(self, work: list[tuple[str, Path]]) -> list[Future[bytes]]:
        """The sections on their way. A pool of which a worker died takes none: another one takes its place."""
        try:
            return [self._started().submit(typeset, *one) for one in work]
        except BrokenProcessPool:
            self.close()
        return [self._started().submit(typeset, *one) for one in work]

    def _collected(self, work: list[tuple[str, Path]], waiting: list[Future[bytes]]) -> list[bytes]:
        try:
            return self._waited_for(waiting)
        except BrokenProcessPool:
            # A worker was killed (out of memory, by hand): the section is pure input, so once more does no harm.
            self.close()
        try:
            return self._waited_for(self._handed_out(work))
        except BrokenProcessPool as error:
            self.close()
            raise TypesettingFailed("The PDF could not be made: its process ended twice. Try again later.") from error

    def _waited_for(self, waiting: list[Future[bytes]]) -> list[bytes]:
        try:
            return [future.result(timeout=LONGEST) for future in waiting]
        except MemoryError as error:
            self.close(now=True)
            raise TypesettingFailed(
                "The PDF could not be made within the memory that it may have. Is one of its texts or tables very large?"
            ) from error
        except TimeoutError as error:
            self.close(now=True)
            raise TypesettingFailed(
                "The PDF could not be made in two minutes. Is one of its texts very long?"
            ) from error

    def _started(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                # Not forked from a web server whose threads may hold locks; the fork server has the libraries loaded.
                context = get_context("forkserver")
                context.set_forkserver_preload(["reports.typeset", "weasyprint"])
                self._pool = ProcessPoolExecutor(
                    max_workers=self.number, mp_context=context, initializer=warm, initargs=(self.styles, MEMORY)
                )
            return self._pool

    def close(self, *, now: bool = False) -> None:
        """End the processes; the next section starts new ones. With `now`, those at work are killed."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            if now:
                for process in list((pool._processes or {}).values()):
                    process.kill()
            pool.shutdown(wait=not now, cancel_futures=True)
