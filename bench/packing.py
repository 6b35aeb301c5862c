"""One joining, or one taking in, in a process of its own, so that its memory can be told: `python -m bench.packing WHAT FOLDER`.

Prints its seconds by the clock, of the processor, and megabytes at the peak, as JSON. Importing it loads no Django.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pikepdf

from pdf.intake.take import Limits, take_in
from pdf.join import join_into
from pdf.lettering import Lettering
from pdf.parts import About, Part
from pdf.search import found_in
from pdf.stamp import Outer

TYPEFACE = Path(__file__).resolve().parent.parent / "static" / "build" / "fonts" / "source-sans-3-400-normal.ttf"
STATUS = Path("/proc/self/status")


def ours(folder: Path, parts: list[Path]) -> None:
    """Join with tags, links and bookmarks, and stamp a number onto each of so many pages."""
    join_into(
        folder / "ours.pdf",
        [Part(path, path.stem, f"Paper {path.stem}", under=f"Item {int(path.stem) // 3}") for path in parts],
        About("Pack", "en-GB", b"0123456789abcdef", datetime(2026, 11, 21, tzinfo=UTC)),
        stamps=[
            [Outer(f"Page {number}", is_right=number % 2 == 1)] for number in range(1, int(os.environ["PAGES"]) + 1)
        ],
        typeface=TYPEFACE,
    )


def plain(folder: Path, parts: list[Path]) -> None:
    """The library by itself: pages one after another, every tag and bookmark dropped."""
    with pikepdf.new() as whole:
        opened = [pikepdf.open(path) for path in parts]
        for file in opened:
            for page in file.pages:
                whole.pages.append(page)
        whole.save(folder / "plain.pdf")


def trees(folder: Path, parts: list[Path]) -> None:
    """The library by itself with the tags, which it copies and writes as they are: less than this no pack with tags can take."""
    with pikepdf.new() as whole:
        opened = [pikepdf.open(path) for path in parts]
        for file in opened:
            for page in file.pages:
                whole.pages.append(page)
        copied = [whole.copy_foreign(file.Root.StructTreeRoot) for file in opened]
        whole.Root.Copied = whole.make_indirect(pikepdf.Array(copied))
        whole.save(folder / "trees.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate)


def search(folder: Path, _parts: list[Path]) -> None:
    """Look through what was joined for two hundred sentences."""
    sentences = [f"This sentence with the number {number} stands nowhere in the pack." for number in range(200)]
    found_in(folder / "ours.pdf", sentences=sentences, digests=["0" * 64])


def upload(folder: Path, _parts: list[Path]) -> None:
    """Take in one large upload."""
    take_in(folder / "large" / "scan.pdf", folder / "large" / "clean.pdf", limits=Limits(size=300_000_000))


def main(what: str, folder: Path) -> None:
    """Do it once and tell what it took, with the processes that it started."""
    parts = sorted(folder.glob("*[0-9].pdf"))
    # The portal's processes have cut their typeface to size long before.
    Lettering(pikepdf.new(), TYPEFACE, "Page")
    wall, cpu = time.perf_counter(), _processor()
    {"ours": ours, "plain": plain, "trees": trees, "search": search, "upload": upload}[what](folder, parts)
    told = {"wall": time.perf_counter() - wall, "cpu": _processor() - cpu, "peak": peak()}
    told["peak of children"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
    sys.stdout.write(json.dumps(told))


def _processor() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def peak() -> float:
    """Megabytes; what the system tells of a process may be that of the one which started it, so Linux is asked otherwise."""
    if STATUS.exists():
        line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1000
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000_000


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
