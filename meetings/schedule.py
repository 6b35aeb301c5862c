"""Schedule 12A of the Local Government Act 1972: what information may be exempt, in England and in Wales."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class SchedulePart(models.IntegerChoices):
    """Which Part of the Schedule describes what is exempt: Part 1 for England, Part 4 for Wales (SI 2007/969)."""

    ENGLAND = 1, _("England: Part 1 of Schedule 12A")
    WALES = 4, _("Wales: Part 4 of Schedule 12A")


class Paragraph(models.IntegerChoices):
    """The paragraphs of both Parts. Their numbers never meet, so a paragraph tells its Part by itself."""

    INDIVIDUAL = 1, _("Information relating to any individual")
    IDENTITY = 2, _("Information which is likely to reveal the identity of an individual")
    BUSINESS = 3, _("Financial or business affairs of any particular person, the authority among them")
    LABOUR = 4, _("Consultations or negotiations on a labour relations matter")
    PRIVILEGE = 5, _("A claim to legal professional privilege")
    ORDERS = 6, _("A proposed statutory notice, order or direction")
    CRIME = 7, _("Action to prevent, investigate or prosecute crime")
    WALES_INDIVIDUAL = 12, _("Information relating to a particular individual")
    WALES_IDENTITY = 13, _("Information which is likely to reveal the identity of an individual")
    WALES_BUSINESS = 14, _("Financial or business affairs of any particular person, the authority among them")
    WALES_LABOUR = 15, _("Consultations or negotiations on a labour relations matter")
    WALES_PRIVILEGE = 16, _("A claim to legal professional privilege")
    WALES_ORDERS = 17, _("A proposed statutory notice, order or direction")
    WALES_CRIME = 18, _("Action to prevent, investigate or prosecute crime")

    @property
    def part(self) -> SchedulePart:
        return SchedulePart.WALES if self >= Paragraph.WALES_INDIVIDUAL else SchedulePart.ENGLAND

    @property
    def is_weighed(self) -> bool:
        """Whether it is exempt only as long as the public interest in that outweighs the interest in telling it (paragraph 10,
        and for Wales 21, which leaves out privilege)."""
        return self != Paragraph.WALES_PRIVILEGE


def is_of_the_schedule(field: str) -> Q:
    """The rule that a field holds one of these paragraphs."""
    return Q(**{f"{field}__range": (1, 7)}) | Q(**{f"{field}__range": (12, 18)})


@dataclass(frozen=True, slots=True)
class Cited:
    """Paragraphs by which something is private, as an agenda cites them."""

    paragraphs: tuple[Paragraph, ...]

    @classmethod
    def of(cls, numbers: Iterable[int]) -> Self:
        return cls(tuple(Paragraph(number) for number in sorted(numbers)))

    @property
    def parts(self) -> str:
        """“Part 4”; both Parts, where an office changed over."""
        found = sorted({one.part for one in self.paragraphs})
        return get_text_list([gettext("Part %(part)d") % {"part": part} for part in found], gettext("and"))

    @property
    def is_weighed(self) -> bool:
        """Whether the resolution to exclude the public has to weigh the public interest."""
        return any(one.is_weighed for one in self.paragraphs)
