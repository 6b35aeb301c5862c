"""The door for uploads: a PDF from outside becomes a clean one that is described, or a sentence says what to do."""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from confined.process import Unanswered, ask


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a file may have and its reading may take: bytes and pages of the file, bytes unpacked of one page's content,
    bytes of memory, seconds of processor time, and seconds by the clock on a machine that is busy."""

    size: int = 50_000_000
    pages: int = 600
    unpacked: int = 60_000_000
    memory: int = 600_000_000
    seconds: int = 120
    wait: int = 300


@dataclass(frozen=True, slots=True)
class Taken:
    """What is known of a file that was taken in, after its cleaning. Pages count from 1.

    `sizes` are width and height in points of each page as it is shown. `is_tagged` says that the tags hold words of every page
    that has any: `untagged_pages` are those where they do not. `pages_without_text` are scans, drawings and empty pages;
    `unreadable_pages` have text that no table of their fonts explains, so that nobody can search it or hear it. `removed` names
    what was taken out ("javascript", "files", "actions", "forms", "comments", "media", "metadata").
    """

    size: int
    pages: int
    sizes: tuple[tuple[float, float], ...]
    title: str
    language: str
    is_tagged: bool
    claims_ua: bool
    has_hidden_layers: bool
    bookmarks: int
    untagged_pages: tuple[int, ...]
    pages_without_text: tuple[int, ...]
    unreadable_pages: tuple[int, ...]
    removed: tuple[str, ...]

    @property
    def has_text(self) -> bool:
        """Whether any page has text."""
        return len(self.pages_without_text) < self.pages


class RefusedFile(Exception):
    """A file that is not taken in: `reason` is a word for programs and tests, the message a sentence for people."""

    def __init__(self, reason: str, sentence: str) -> None:
        self.reason = reason
        super().__init__(sentence)


def take_in(source: Path, target: Path, *, limits: Limits | None = None) -> Taken:
    """Look at an uploaded PDF in a process of its own, and write it anew to `target` without anything that acts, hides or tells.

    Scripts, embedded files, form actions, links to anything but http, https, mailto and places within, comments, sound, film and
    metadata go; forms become what was typed into them; tags, bookmarks and links within stay. Neither file is ever held whole in
    memory. `target` is there whole or not at all. Raises RefusedFile.
    """
    limits = limits or Limits()
    if source.stat().st_size > limits.size:
        raise RefusedFile("too_large", _sentence("too_large", 0, limits))
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    question = {"source": str(source.resolve()), "target": str(part.resolve()), **asdict(limits)}
    try:
        answer = ask("pdf.intake.worker", question, wait=limits.wait)
        if "refused" in answer:
            raise RefusedFile(answer["refused"], _sentence(answer["refused"], answer["page"], limits))
        taken = _taken(answer["taken"], part.stat().st_size)
        part.replace(target)
        return taken
    except Unanswered:
        raise RefusedFile("limits", _sentence("limits", 0, limits)) from None
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


def _taken(told: dict[str, object], size: int) -> Taken:
    """JSON has lists where we have tuples."""

    def frozen(value: object) -> object:
        return tuple(frozen(item) for item in value) if isinstance(value, list) else value

    return Taken(size=size, **{key: frozen(value) for key, value in told.items()})  # type: ignore[arg-type]


def _sentence(code: str, page: int, limits: Limits) -> str:
    """Made when it is needed, so that it is in the language of whoever uploads."""
    sentences: dict[str, Callable[[], str]] = {
        "not_pdf": lambda: _("This is not a PDF. Save or export the paper as a PDF and upload that."),
        "too_large": lambda: (
            _("The file is larger than %(size)d MB. Save it with smaller pictures, or in parts, and upload it again.")
            % {"size": limits.size // 1_000_000}
        ),
        "locked": lambda: _("The PDF has a password. Take the password away, save the PDF and upload it again."),
        "restricted": lambda: _(
            "The PDF is protected against changes, so that it cannot be put into a pack. Take the protection away, or ask its "
            "author for a PDF without it, and upload that."
        ),
        "no_pages": lambda: _("The PDF has no pages. Export the paper again and look at it before you upload it."),
        "too_long": lambda: _("The PDF has more than %(pages)d pages. Upload it in parts.") % {"pages": limits.pages},
        "page_size": lambda: (
            _("Page %(page)d has no size that can be printed. Print the paper to a new PDF and upload that.")
            % {"page": page}
        ),
        "too_large_inside": lambda: _(
            "The PDF is small, but unpacks to far more than a paper. Print the paper to a new PDF and upload that."
        ),
        "form": lambda: (
            _(
                "On page %(page)d there is text in a form that only the program it was typed in can show. Print the form to a "
                "new PDF and upload that."
            )
            % {"page": page}
        ),
        "dynamic_form": lambda: _(
            "The PDF is a form that only Adobe's programs can show. Print it to a new PDF and upload that."
        ),
        "no_room": lambda: _(
            "The portal has no room left to look at this file. Try it again later, or tell the people who look after the portal."
        ),
        "limits": lambda: _(
            "This PDF cannot be read within the limits of the portal. Print the paper to a new PDF and upload that."
        ),
    }
    damaged = lambda: _("The PDF is damaged. Open it, print it to a new PDF and upload that.")  # noqa: E731
    return sentences.get(code, damaged)()
