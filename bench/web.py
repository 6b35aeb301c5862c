"""Readers and editors at once on SQLite and on PostgreSQL, served by one, two and four processes.

Those who ask share the machine's processors with what answers: the numbers compare, and a server of its own does better.
"""

from collections.abc import Iterator

from bench.apart import on_both, told
from bench.measured import Measured

PROCESSES = (1, 2, 4)
READERS, EDITORS, SECONDS = 50, 20, 10.0


def measure() -> Iterator[Measured]:
    yield from on_both("bench.web")


def here() -> Iterator[Measured]:
    """The measurements on this process's database."""
    from bench import crowd, desks
    from bench.serving import portal

    held = desks.made(EDITORS)
    for processes in PROCESSES:
        with portal(processes, DATABASE_POOL="6") as served:
            # The first answers of a process are slower: what it keeps is not there yet.
            crowd.gather(served.address, readers=10, desks=held[:2], seconds=2)
            heard = crowd.gather(served.address, readers=READERS, desks=held, seconds=SECONDS)
            memory = served.megabytes()
        many = f"{processes} process{'es' if processes > 1 else ''}"
        yield Measured(f"{many}: answers of 500 and above, or none", sum(heard.faults().values()), at_most=0)
        yield Measured(f"{many}: answers a second", heard.requests / SECONDS, "/s")
        for kind in heard.times:
            median, most, _ = heard.milliseconds(kind)
            yield Measured(f"{many}: {kind}: median", median, "ms")
            yield Measured(f"{many}: {kind}: 95th percentile", most, "ms")
        yield Measured(f"{many}: memory", memory, "MB")


if __name__ == "__main__":
    told(here)
