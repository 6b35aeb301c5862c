"""What was found in a file that was handed in, in sentences for the clerk, who answers for what is given to the public. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Upload

# So many runs of pages are named one by one.
MOST_RUNS = 20


@dataclass(frozen=True, slots=True)
class Findings:
    """`verdict` says whether a screen reader can read the file; `notes` are what is wrong and what to do; `removed` is what was
    taken out, "" for nothing."""

    can_be_heard: bool
    verdict: str
    notes: tuple[str, ...]
    removed: str


def findings_of(upload: Upload) -> Findings:
    """What is to be told of a file."""
    verdict = (
        _("A screen reader finds words in order on every page.")
        if upload.can_be_heard
        else _("Some people cannot read this paper as it is.")
    )
    return Findings(upload.can_be_heard, verdict, tuple(_notes(upload)), _removed(upload.removed))


def page_runs(pages: Sequence[int]) -> str:
    """Pages as they are written: 2, 5–7 and 9."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    words = [f"{first}–{last}" if last > first else f"{first}" for first, last in runs[:MOST_RUNS]]
    if len(runs) > MOST_RUNS:
        words.append(_("others"))
    return get_text_list(words, _("and"))


def _notes(upload: Upload) -> list[str]:
    silent, untagged = len(upload.silent_pages), len(upload.untagged_pages)
    notes = []
    if silent:
        said = ngettext(
            "Page %(pages)s has no text that can be heard or searched: it is a scan, a drawing or empty. Ask its author for a "
            "PDF that was saved from the program it was written in.",
            "Pages %(pages)s have no text that can be heard or searched: they are scans, drawings or empty. Ask the author "
            "for a PDF that was saved from the program it was written in.",
            silent,
        )
        notes.append(said % {"pages": page_runs(upload.silent_pages)})
    if not upload.is_tagged and silent < upload.pages:
        whole = _("It has no tags")
        some = ngettext("Page %(pages)s has no tags", "Pages %(pages)s have no tags", untagged)
        told = some % {"pages": page_runs(upload.untagged_pages)} if 0 < untagged < upload.pages - silent else whole
        notes.append(
            _(
                "%(told)s, so that nobody can hear what is a heading, a list or a table, nor in which order to read. Ask for a "
                "PDF with tags (in Word: Save as, PDF, “Document structure tags for accessibility” under Options)."
            )
            % {"told": told}
        )
    if not upload.language:
        notes.append(_("It does not say in which language it is written, so that a screen reader has to guess."))
    if upload.has_hidden_layers:
        notes.append(
            _(
                "It has layers that are not shown, and whoever opens it can show them. Look at them before it is given to the "
                "public, or print it to a new PDF and upload that."
            )
        )
    return notes


def _removed(kinds: Sequence[str]) -> str:
    words = {
        "javascript": _("scripts"),
        "actions": _("actions, such as to start a program or to send a form"),
        "files": _("files within the file"),
        "forms": _("fields of a form (what was typed in them is part of the page)"),
        "comments": _("comments"),
        "media": _("sound and film"),
        "metadata": _("what it told of its author and its making"),
    }
    return get_text_list([words.get(kind, kind) for kind in kinds], _("and"))
