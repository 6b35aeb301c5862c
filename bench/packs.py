"""The sample pack built; a pack of 600 pages joined and stamped, beside plain pikepdf on the same parts, and searched; and one
upload of 200 MB."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from statistics import median

import pikepdf
import psutil
from django.core.management import call_command
from weasyprint import HTML

from bench import quarters
from bench.building import DAY
from bench.measured import Measured
from bench.pdf import Watch
from pdf.finish import finish
from pdf.join import page_counts

PAGES, PAPERS = 600, 12
ROUNDS = 5
PICTURE, PICTURES = 2_000_000, 100


def measure() -> Iterator[Measured]:
    yield from _sample()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts, pages = _make_parts(folder)
        yield Measured("tagged parts of the pack", parts)
        yield Measured("pages of the pack", pages)
        runs: dict[str, list[dict[str, float]]] = {"plain": [], "ours": [], "trees": []}
        for _ in range(ROUNDS):
            for what, told in runs.items():
                told.append(_run(what, folder, pages))
        for what, label in (
            ("ours", "joined and stamped"),
            ("plain", "plain pikepdf"),
            ("trees", "bare copies of the tags"),
        ):
            yield Measured(f"{PAGES} pages {label}: processor time", median(run["cpu"] for run in runs[what]), "s")
            yield Measured(f"{PAGES} pages {label}: wall time", median(run["wall"] for run in runs[what]), "s")
            yield Measured(f"{PAGES} pages {label}: peak memory", max(run["peak"] for run in runs[what]), "MB")
        pairs = zip(runs["ours"], runs["plain"], strict=True)
        ratio = median(one["cpu"] / other["cpu"] for one, other in pairs)
        yield Measured("joining and stamping beside plain pikepdf: processor time", ratio, "x", at_most=5)
        pairs = zip(runs["trees"], runs["plain"], strict=True)
        bare = median(one["cpu"] / other["cpu"] for one, other in pairs)
        yield Measured("of that, copying and writing the tags by pikepdf alone", bare, "x")
        searched = _run("search", folder, pages)
        yield Measured(f"{PAGES} pages searched for 200 sentences: wall time", searched["wall"], "s")
        yield Measured(f"{PAGES} pages searched: peak memory", searched["peak of children"], "MB")
        yield Measured("one upload: size", _make_upload(folder) / 1_000_000, "MB")
        taken = _run("upload", folder, pages)
        yield Measured("one upload taken in: wall time", taken["wall"], "s")
        yield Measured("one upload taken in: peak memory", taken["peak of children"], "MB", at_most=150)


def _sample() -> Iterator[Measured]:
    """The pack of the sample's agenda with one exempt item, for the public and for members, each in a process of its own."""
    quarters.have(1)
    call_command("load_sample_meetings", stdout=StringIO())
    _exempt()
    with tempfile.TemporaryDirectory() as folder:
        for audience in ("public", "members"):
            command = [sys.executable, "-m", "bench.building", audience, f"{folder}/{audience}.pdf"]
            with (
                subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program,
                Watch(psutil.Process(program.pid)) as watch,
            ):
                told = json.loads(program.stdout.readline() if program.stdout else "")
            yield Measured(f"sample pack, {audience}: pages", told["pages"])
            yield Measured(f"sample pack, {audience}: built with nothing kept", told["whole"], "s")
            yield Measured(f"sample pack, {audience}: built again after one item changed", told["again"], "s")
            yield Measured(f"sample pack, {audience}: peak memory", told["peak"], "MB")
            yield Measured(f"sample pack, {audience}: peak memory with what it started", watch.cost().peak, "MB")


def _exempt() -> None:
    """An item of the sample's agenda that is taken in private, so that the public pack is searched."""
    from meetings import actions
    from meetings.models import Meeting

    meeting = Meeting.objects.get(held_on=DAY)
    item = actions.add_item(meeting=meeting, values={"title": "Vehicles", "kind": "report"}, number=None, by=None)
    report = {
        "title": "Vehicles",
        "author_role": "Treasurer",
        "purpose": "Which of three bids is the best for the fleet.",
    }
    actions.write_report(item=item, values=report | {"body": "The lowest bid is not."}, today=meeting.held_on, by=None)
    why = {"paragraph": 3, "public_interest": "It would spoil the purchase.", "decided_by_role": "Monitoring Officer"}
    days = {"decided_on": meeting.held_on, "review_on": meeting.held_on + timedelta(days=365)}
    actions.exempt_item(item=item, values=why | days, based_on="", by=None)


def _run(what: str, folder: Path, pages: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.packing", what, str(folder)],
        capture_output=True,
        check=True,
        env=os.environ | {"PAGES": str(pages)},
    )
    told: dict[str, float] = json.loads(done.stdout)
    return told


def _make_parts(folder: Path) -> tuple[int, int]:
    """Papers of headings, text, lists and tables, each written as often as the pack needs; how many, and their pages."""
    papers = [finish(_paper(number)) for number in range(PAPERS)]
    number = pages = 0
    while pages < PAGES:
        paper = papers[number % PAPERS]
        (folder / f"{number:03}.pdf").write_bytes(paper)
        pages += page_counts([paper])[0]
        number += 1
    return number, pages


def _paper(number: int) -> bytes:
    row = '<tr><th scope="row">Measure {0}</th><td>1,2{0}</td><td>3.{0}%</td><td>Note {0}</td></tr>'
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Measure", "This quarter", "Change", "Note"))
    words = f"<p>{f'Words of paper {number} that go on and on. ' * 25}</p>" * 3
    sections = "".join(
        f"<h2>Section {section}</h2>{words}<ul><li>One</li><li>Two</li></ul>"
        f"<table><caption>Table {section}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(row.format(line) for line in range(15))}</tbody></table>"
        f'<p><a href="https://example.org/{section}">More of it</a></p>'
        for section in range(8)
    )
    html = f'<!doctype html><html lang="en-GB"><head><title>Paper {number}</title></head><body><h1>Paper {number}</h1>{sections}'
    made: bytes = HTML(string=html).write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=b"0123456789abcdef")
    return made


def _make_upload(folder: Path) -> int:
    """A scan of a hundred pages, each a picture of two megabytes that nothing makes smaller; its size in bytes."""
    path = folder / "large" / "scan.pdf"
    path.parent.mkdir()
    with pikepdf.new() as file:
        for page in range(PICTURES):
            file.add_blank_page(page_size=(595, 842))
            picture = file.make_stream(os.urandom(PICTURE), Width=1000, Height=PICTURE // 1000, BitsPerComponent=8)
            picture.Type, picture.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
            picture.ColorSpace = pikepdf.Name.DeviceGray
            file.pages[page].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=picture))
            file.pages[page].obj.Contents = file.make_stream(b"595 0 0 842 0 0 cm /Picture Do")
        file.save(path, compress_streams=False)
    return path.stat().st_size
