"""The office's colours and logo: whether words in them can be read, and the style sheet that brings them into what is drawn.

Pure; the model checks with `check_readable`. Live pages have the office's as they are (`/brand.css`); a document has those of the
day on which it was made, so that what is published of it stays as it was.
"""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# What stands while an office has chosen none: $navy and $sea of static/styles/_palette.scss, and the grounds of its pages.
BRAND, LINK = "#17324d", "#17508a"
WHITE, PAPER = "#ffffff", "#f6f5f1"
# WCAG 2.2, success criterion 1.4.3 (AA), for text of usual size.
LEAST = 4.5
COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class Brand:
    """What whatever is drawn of an office bears, for the eye alone: `colour` is of headings and lines, `link` of links, both as
    #17324d; `logo` is the SHA-256 of its logo's bytes ("": it has none), with the size in points. What was stored before
    documents told it was drawn in the portal's own colours."""

    colour: str = BRAND
    link: str = LINK
    logo: str = ""
    logo_width: int = 0
    logo_height: int = 0

    @property
    def styles(self) -> str:
        """Its colours as a style sheet, for after those of the pages. Raises ValueError for what is no colour."""
        return stylesheet(self.colour, self.link)


HOUSE = Brand()


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (`#17324d`), from 1 to 21 (WCAG 2.2, "contrast ratio"). Raises ValueError."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def check_readable(colour: str) -> None:
    """Hold a colour against the grounds on which words stand in it; white words on it have the ratio of it on white.

    Raises ValidationError with a sentence that says what it comes to and what is wanted.
    """
    try:
        ratio = min(contrast(colour, WHITE), contrast(colour, PAPER))
    except ValueError:
        raise ValidationError(
            _("Write the colour as # and six digits or letters from a to f, such as #17324d.")
        ) from None
    if ratio < LEAST:
        # Cut off, not rounded: 4.49 must not read as 4.5.
        said = _(
            "Words in this colour could not be read well: its contrast to the ground is %(ratio)s to 1, and 4.5 to 1 is wanted "
            "(WCAG 2.2). Choose a darker one."
        )
        raise ValidationError(said % {"ratio": int(ratio * 10) / 10})


def stylesheet(brand: str, link: str) -> str:
    """The colours as the custom properties that the styles of every page ask for. Raises ValueError for what is no colour."""
    for colour in (brand, link):
        _luminance(colour)
    return f":root{{--govuk-brand-colour:{brand};--govuk-link-colour:{link}}}\n"


def _luminance(colour: str) -> float:
    """The relative luminance, from 0 for black to 1 for white (WCAG 2.2, "relative luminance")."""
    if not COLOUR.fullmatch(colour):
        raise ValueError(f"{colour!r} is no colour such as #17324d.")
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
