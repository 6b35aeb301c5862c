"""Takes in an uploaded picture: as a PNG that the portal drew itself, by a process within limits, or a sentence why not."""

from base64 import b64decode
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from confined.process import Unanswered, ask

LARGEST = 2_000_000
# Seconds, however busy the machine is; the process's own limit on processor time is shorter.
WAIT = 60


class RefusedPicture(Exception):
    """A picture that is not taken; the message is a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG of our own making, and its size in points."""

    png: bytes
    width: int
    height: int


def take_in(content: bytes, *, within: tuple[int, int]) -> Picture:
    """A PNG or JPEG drawn anew, made smaller where it is wider or higher than `within`. Raises RefusedPicture.

    A vector drawing is not taken: an SVG can hold programs and draw on other files, and a browser would run it.
    """
    if len(content) > LARGEST:
        raise RefusedPicture(_("This file is larger than 2 MB. Save the picture smaller and upload it again."))
    if _is_svg(content):
        raise RefusedPicture(
            _(
                "This is an SVG, which can hold programs and is not taken. Open it in a drawing program, save it as a PNG, 800 "
                "points wide or more, and upload that."
            )
        )
    try:
        made: dict[str, Any] = ask("pictures.redraw", within, content=content, wait=WAIT)
    except Unanswered:
        raise RefusedPicture(_sentence("broken")) from None
    if "refused" in made:
        raise RefusedPicture(_sentence(made["refused"]))
    return Picture(b64decode(made["png"]), made["width"], made["height"])


def _is_svg(content: bytes) -> bool:
    beginning = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return beginning.startswith(b"<") and b"<svg" in beginning


def _sentence(code: str) -> str:
    sentences = {
        "not_picture": _("This is neither a PNG nor a JPEG. Save the picture as one of these and upload it again."),
        "too_many_points": _("This picture has more than 25 million points. Save it smaller and upload it again."),
        "too_long": _(
            "One side of this picture is more than ten times as long as the other. Cut off what is empty around it and upload "
            "it again."
        ),
        "too_small": _("This picture is less than 40 points high. Choose a larger one: 160 points or more print well."),
        "unseen": _(
            "Hardly anything of this picture can be seen on white. Choose the one that is made for white paper."
        ),
    }
    damaged = _("This picture is damaged. Open it in a program for pictures, save it anew as a PNG and upload that.")
    return sentences.get(code, damaged)
