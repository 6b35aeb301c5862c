"""The kinds of background work, what they give back, and how they say that they cannot.

A floor registers its work in a module `jobs.py` of its own, which every process loads at its start:

    @job("draft-report")
    def draft_report(progress: Progress, *, quarter: str) -> Result:
        for number, section in enumerate(sections, start=1):
            progress.tell(number, len(sections), _("Setting the pages"))
            ...
        return Result(file=File(name="draft.pdf", content_type="application/pdf", content=pdf))

Work may be begun more than once, since its worker may be killed; its result is stored once. Work that writes must
therefore write where its result is stored (`Progress.finish`), in the same transaction.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Work = Callable[..., "Result | None"]

_works: dict[str, Work] = {}


class JobFailed(Exception):
    """The work cannot be done, now or later; the message is the sentence that the person who asked is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to be fetched by those who asked."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What work gives back: a sentence, a file, a page of the portal to go on to, and details for the floor that asked.

    `address` is a path of this portal and `onward` the words of the link to it; `details` is anything that JSON can hold.
    """

    note: str = ""
    file: File | None = None
    address: str = ""
    onward: str = ""
    details: dict[str, Any] = field(default_factory=dict)


def job(kind: str) -> Callable[[Work], Work]:
    """Register a function as the work of a kind. It is called with a Progress and the arguments that were asked with."""

    def register(work: Work) -> Work:
        if _works.setdefault(kind, work) is not work:
            raise ValueError(f"Two functions are registered for the work “{kind}”.")
        return work

    return register


def work_of(kind: str) -> Work:
    """The function of a kind. Raises LookupError where none is registered."""
    if kind not in _works:
        raise LookupError(f"No work is registered as “{kind}”.")
    return _works[kind]


def known() -> list[str]:
    """The kinds that this process can do; during an upgrade another may know more."""
    return sorted(_works)
