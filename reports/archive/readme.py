"""`README.md` of an archive: what it is and how it is read with no software but a text editor, for whoever comes after."""

from datetime import datetime

from reports.archive.description import meaning_of
from reports.archive.manifest import TablePiece
from reports.archive.tables import Table, left_out


def readme(tables: list[Table], pieces: dict[str, TablePiece], *, software: str, written_at: datetime) -> str:
    """The text, with a line for each table and for each thing that is left out."""
    held = "\n".join(
        f"| `{table.label}` | {pieces[table.label].rows:,} | {meaning_of(table.model)} |" for table in tables
    )
    lacking = "\n".join(f"- `{name}`: {why}" for name, why in left_out().items())
    return TEXT.format(
        software=software, written_at=f"{written_at:%-d %B %Y, %H:%M} UTC", tables=held, left_out=lacking
    )


TEXT = """\
# Archive of a Police and Crime Plan portal

Written on {written_at} by {software}.

This file holds all that a portal knew about its Police and Crime Plan at one moment: the plan with every change to it,
every quarter's returns with every version of every answer, the finance tables, who did what and when, and every edition
of every report with its files, byte for byte as they were published. It is made to be read without that software, by
whoever takes the records over: the work of commissioners passes to mayors and boards from May 2028.

**It is not for publication.** It holds names and e-mail addresses, drafts, and figures that were withheld from the
public. What was published is public already, as the files of the editions.

## What lies where

- `tables/`: one file for each table of the database. Each line is one row, a JSON object in UTF-8 (JSON Lines).
- `datapackage.json`: what each table and each field means, in the open Data Package format (https://datapackage.org).
- `files/`: the files of the published editions. The name of each is the SHA-256 of its content.
- `papers/`: the papers of meetings that were handed in as files, in the same way. Some are exempt from publication.
- `manifest.json`: the number of rows, the size and the SHA-256 of everything, and what is left out.
- `SHA256SUMS`: the same digests in a list. Unpack the archive and type `sha256sum -c SHA256SUMS` to see whether all of it
  is as it was written.

## How to read it

A field whose name ends in `_id` names a row of another table by its `id`. `null` means that nothing was given; `""` is an
empty text. Days are written `2019-06-30`, moments in UTC with a `Z`. Numbers with decimals are text in digits, so that no
program rounds them. Amounts of finance tables are whole numbers of the last digit that their column prints: with `decimals` 1 and
`unit` £000, 1234 is £123,400. Binary content is Base64.

What was entered for a quarter was never written over: a later version names the one that it replaces in `based_on_id`, and
the version that no other one names is the answer that stands. Tables whose name holds `historical` tell of every change to
the plan and to what tables are made of.

To read what was published, look up the quarter in `pillars.reportingperiod` (`year` 2019 and `number` 1: April to June
2019), its editions in `reports.edition` and their files in `reports.editionfile`: `path` is a file's place in the edition,
`digest` its name under `files/`; where `packed` is given, the same packed by gzip lies under that name too. Copy the files
of an edition to their places, and its `index.html` opens in any browser. `document` in `reports.edition` is the whole
report as JSON.

A table becomes a spreadsheet in Excel by Data, Get Data, From JSON, or in Python by
`pandas.read_json("tables/pillars.plan.jsonl", lines=True)`.

## How to restore it

Set up the software that is named above, with an empty database (`manage.py migrate`), and type
`manage.py import_archive FILE`. All of it is restored, or nothing. Nobody has a password then:
`manage.py create_administrator EMAIL` prints a link by which an administrator chooses one, and everybody else asks for a
link on the sign-in page. A later version of the software is set up over the restored portal as over any other.

## The tables

| table | rows | what a row is |
|---|---|---|
{tables}

## What is left out

{left_out}
"""
