"""What a file that is handed in is called: names that people read, and that never name a place on a disk. Pure."""

import re
from pathlib import PurePosixPath
from unicodedata import category, normalize

LONGEST = 200
# Joins the parts of one emoji, such as a family's; every other sign without a shape goes.
JOINER = "\u200d"
# What programs put into a PDF as its title when nobody gave it one.
MADE_UP = re.compile(
    r"(\.(docx?|odt|rtf|pdf|xlsx?|pptx?|indd|tmp)$)|^(untitled|document ?\d*|microsoft word - .*)$", re.I
)


def clean_name(given: str) -> str:
    """A name as it is shown: the last part of a path, on one line, without signs that hide or turn what is read; "" for none.

    Whoever made the file chose it, so it may be anything. It keeps its ending, and at most 200 letters.
    """
    last = re.split(r"[/\\]", normalize("NFC", given))[-1]
    shown = "".join(" " if category(sign) in ("Zl", "Zp", "Cc") else sign for sign in last if _is_shown(sign))
    name = " ".join(shown.split()).strip(". ")
    ending = PurePosixPath(name).suffix[:20]
    return name if len(name) <= LONGEST else name[: LONGEST - len(ending)].rstrip(". ") + ending


def title_from(typed: str, told: str, name: str) -> str:
    """What a paper is called: what the clerk typed, else the title that the file tells, else its name without the ending."""
    told = "" if MADE_UP.search(told.strip()) else told
    stem = PurePosixPath(name).stem.replace("_", " ")
    return next((text for text in (" ".join(one.split())[:300] for one in (typed, told, stem)) if text), "")


def saved_as(name: str) -> str:
    """The name under which somebody saves the PDF that became of a file."""
    return f"{PurePosixPath(name).stem or 'paper'}.pdf"


def _is_shown(sign: str) -> bool:
    """Not: formats (such as those that turn the direction), surrogates, private and unassigned signs."""
    return sign == JOINER or category(sign) not in ("Cf", "Cs", "Co", "Cn")
