"""Archives for tests: a portal with everything odd in it, and archives that somebody has altered with care.

Run as a module, this is a portal of its own: it restores an archive, writes it anew, and tells what its pages show.
"""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

NOW = datetime(2026, 5, 6, 7, 8, 9, tzinfo=UTC)
# Written by hand, pasted from Word, or meant ill.
ODD = "“Ŵest\u00a0Marsh”\r\n\t=1+1 \\ \" ' <b> 🚓 e\u0301 \u2028 \u200b ﷺ\x7f"


@contextmanager
def undone() -> Iterator[None]:
    """What is done to the database within is gone afterwards."""
    from django.db import transaction

    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def make_odd_records() -> None:
    """Records with values at the edge of what their fields take, beside a plan of one sub-theme."""
    from accounts.roles import Role
    from commitments.models import Commitment
    from finance.models import Figure
    from indicators.models import Reading
    from meetings.models import Exemption, ExtraDay, Minute, Minutes
    from pictures.take import Picture
    from pillars.actions import save_logo
    from pillars.models import Narrative
    from pillars.queries import standing_of_office
    from returns.models import Upload
    from tests import records
    from tests.meetings import diary, papers
    from tests.people import make_person
    from translations.actions import say_texts

    editor = make_person(Role.EDITOR, name=ODD)
    plan = records.make_plan("odd", sub_themes=2)
    period = records.make_period(plan, "2024-25-q3")
    records.make_line(period, "9", printed_marks=[["b", "up"], ["a", None]])
    gone = records.make_commitment(plan, "12")
    gone.wordings.all().delete()
    gone.delete()
    assert Commitment.history.filter(plan=plan, number=12).count() == 2
    save_logo(picture=Picture(bytes(range(256)), 800, 133), based_on=standing_of_office(), by=None)
    say_texts(language="cy", texts={ODD: ODD[::-1]}, by=editor)
    owner = records.first_return(period)
    owner.sub_theme.editors.add(editor)
    first = Narrative.objects.create(kind="activities", quarterly_return=owner, text=ODD, recorded_by=editor)
    Narrative.objects.create(kind="activities", quarterly_return=owner, text="", based_on=first)
    indicator = records.make_indicator(plan)
    for number, value in (("1", "99999999999.9999"), ("2", "-0.0001"), ("3", "0.1000"), ("4", None)):
        Reading.objects.create(
            indicator=indicator if number == "1" else records.make_indicator(plan, f"indicator-{number}"),
            period=period,
            value=None if value is None else Decimal(value),
            printed=ODD[:20],
            comparators=[["z", "1"], ["a", ODD]],
        )
    statement = records.make_table(period, "odd", ["budget"], ["staff", {"key": "total", "sums": ["staff"]}])
    rows = {row.key: row for row in statement.rows.all()}
    figure = Figure.objects.create(row=rows["staff"], column=statement.columns.get(), amount=-9_999_999_999_999)
    Figure.objects.create(row=rows["staff"], column=statement.columns.get(), based_on=figure)
    meeting = diary.plan(date(2024, 10, 1), body=ODD)
    decided = {"paragraph": 7, "public_interest": ODD, "decided_by_role": ODD, "decided_on": date(2024, 9, 1)}
    item = diary.item(meeting, ODD)
    Exemption.objects.create(item=item, review_on=date(2025, 9, 1), **decided)
    Minutes.objects.create(meeting=meeting, present=[[9, ODD]], confirmed_at=diary.plan(date(2024, 11, 5)))
    minute = Minute.objects.create(item=item, text=ODD, decision="recommended", words=ODD)
    diary.recommendation(minute, ODD)
    diary.action(item, ODD, owner_role=ODD[:200])
    diary.question(item, ODD)
    papers.kept(item, ODD, name=ODD[:40], silent_pages=[1], removed=["files"])
    ExtraDay.objects.create(day=date(2024, 9, 2), reason=ODD)
    Upload.objects.create(
        period=period, uploaded_by=editor, name=ODD[:40], content=bytes(range(256)), cells={"b": [1, None], "a": {"é": True}}
    )  # fmt: skip


def pieces(path: Path, *, without: Iterable[str] = ()) -> dict[str, bytes]:
    """Everything that lies in an archive."""
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name not in without}


def repacked(path: Path, held: Iterable[tuple[str, bytes]]) -> Path:
    """An archive of exactly these pieces."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in held:
            archive.writestr(name, content)
    return path


def altered(path: Path, change: Callable[[dict[str, bytes], dict[str, Any]], None]) -> Path:
    """An archive after a change to its pieces and manifest, with every count, size and hash put right again."""
    from reports.archive.manifest import Manifest, sums

    held = pieces(path)
    manifest = json.loads(held["manifest.json"])
    change(held, manifest)
    for piece in [*manifest["tables"].values(), *manifest["files"], *manifest["papers"]]:
        content = held[piece["path"]]
        piece |= {"bytes": len(content), "sha256": sha256(content).hexdigest()}
        if "rows" in piece:
            piece["rows"] = content.count(b"\n")
    counted = [*manifest["tables"].values(), *manifest["files"]]
    manifest["totals"] = {
        "tables": len(manifest["tables"]),
        "rows": sum(piece["rows"] for piece in manifest["tables"].values()),
        "files": len(manifest["files"]),
        "bytes": sum(piece["bytes"] for piece in counted),
    }
    held["manifest.json"] = json.dumps(manifest).encode()
    told = Manifest.model_validate_json(held["manifest.json"])
    held["SHA256SUMS"] = sums(told, sha256(held["manifest.json"]).hexdigest())
    return repacked(path.with_name("altered.zip"), held.items())


def shown(addresses: Iterable[str]) -> dict[str, str]:
    """The SHA-256 of what somebody who is not signed in is shown at each address, and the status."""
    from django.test import Client

    from reports.queries import forget

    forget()
    client = Client(SERVER_NAME="localhost")
    answers = {address: client.get(address, follow=True) for address in addresses}
    return {
        address: f"{answer.status_code} {sha256(answer.getvalue()).hexdigest()}" for address, answer in answers.items()
    }


def main(source: str, target: str, *addresses: str) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from reports.archive.writing import write_archive

    call_command("migrate", verbosity=0)
    call_command("import_archive", source, stdout=sys.stderr)
    write_archive(Path(target), now=NOW)
    sys.stdout.write(json.dumps(shown(addresses)))


if __name__ == "__main__":
    main(*sys.argv[1:])
