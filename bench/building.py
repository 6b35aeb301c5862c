"""The sample pack built in a process of its own, so that its memory can be told: `python -m bench.building AUDIENCE FILE`.

Prints as JSON its seconds with nothing kept, and again after one item of the agenda was changed; its pages; and its megabytes at
the peak. The sample's meetings have to be there.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.packing import peak

if TYPE_CHECKING:
    from meetings.models import Meeting

DAY = "2019-09-24"


def main(audience: str, target: Path) -> None:
    """Build it twice and tell what it took."""
    import django

    django.setup()
    from meetings.document import Audience
    from meetings.models import Meeting
    from meetings.pack.building import build
    from reports import render

    meeting = Meeting.objects.get(held_on=DAY)
    # What typesets begins once in the life of a worker.
    begun = render.typesetters()
    render.begin_set(["<p>Begin</p>"], is_kept=False).all()
    render.forget()
    began = time.perf_counter()
    built = build(meeting, Audience(audience), target)
    whole = time.perf_counter() - began
    _change(meeting)
    began = time.perf_counter()
    build(meeting, Audience(audience), target)
    again = time.perf_counter() - began
    told = {"whole": whole, "again": again, "pages": built.layout.total, "peak": peak()}
    sys.stdout.write(f"{json.dumps(told)}\n")
    sys.stdout.flush()
    # It lives as long as it is watched.
    sys.stdin.readline()
    begun.close()


def _change(meeting: Meeting) -> None:
    """Other words in the report that is written for one item."""
    from meetings.models import WrittenReport

    report = WrittenReport.objects.filter(document__item__meeting=meeting).order_by("pk")[0]
    report.body += "\n\nOne paragraph more."
    report.save()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
