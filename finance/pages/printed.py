"""A quarter's checks as lines of plain text, for a terminal of 100 columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from django.utils.translation import gettext as _

from finance.arithmetic import Verdict
from finance.pages.findings import Findings, Passes, Shown, Together
from finance.reconciliation import Advised, Found, Rule

WIDTH = 100
NARROWEST_FIGURE = 12
NARROWEST_NAME = 24
STEP = "  "


def lines_of(findings: Findings) -> Iterator[str]:
    """Every check: what fails first, then rounding, what adds up, ties, bands and words. The summary stands at the end."""
    sheet = _Sheet.of(findings)
    yield from sheet.failing(_("Fails"), (*findings.to_mend, *findings.to_explain, *findings.explained))
    yield from sheet.failing(_("Within rounding"), findings.roundings)
    yield from sheet.passing(_("Adds up"), findings.adding_up)
    yield from sheet.passing(_("Ties"), [Passes("", findings.ties)])
    yield from sheet.passing(_("Bands"), [Passes("", findings.bands)])
    yield from _waiting(findings.waiting)
    yield from _words(findings.reconciled.advice)
    yield findings.summary


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Lines of a name and four figures, these as wide as the longest of them."""

    figure: int

    @classmethod
    def of(cls, findings: Findings) -> "_Sheet":
        longest = max((len(text) for one in findings.shown for text in _figures(one.found)), default=0)
        return cls(min(max(NARROWEST_FIGURE, longest + 2), (WIDTH - NARROWEST_NAME) // 4))

    def failing(self, title: str, checks: Sequence[Shown]) -> Iterator[str]:
        """What fails or is rounded, each with its rule and what was said of it."""
        if not checks:
            return
        yield from self._head(title, len(checks))
        about = ""
        for one in checks:
            if one.about != about:
                about = one.about
                yield from _folded(about, 0)
            if one.named is None:
                yield from _folded(one.found.words, 1)
                continue
            yield from self._line(one.cell, one.found, 1)
            yield from _folded(_rule(one.found), 2)
            yield from _folded(_said(one.found), 2)
        yield ""

    def passing(self, title: str, groups: Sequence[Passes]) -> Iterator[str]:
        count = sum(group.count for group in groups)
        if not count:
            return
        yield from self._head(title, count)
        for group in groups:
            yield from _folded(group.about, 0)
            for rule in group.rules:
                yield from _folded(rule.words, 1)
                for name, found in rule.checks:
                    yield from self._line(name, found, 2)
        yield ""

    def _head(self, title: str, count: int) -> Iterator[str]:
        heads = (_("entered"), _("computed"), _("from lines"), _("difference"))
        yield self._columns(f"{title.upper()} ({count:,})", heads)

    def _line(self, name: str, found: Found, depth: int) -> Iterator[str]:
        *first, last = wrap(name, WIDTH - 4 * self.figure - len(STEP * depth)) or [""]
        yield from (f"{STEP * depth}{line}" for line in first)
        yield self._columns(f"{STEP * depth}{last}", _figures(found))

    def _columns(self, name: str, figures: Sequence[str]) -> str:
        written = "".join(f"{figure:>{self.figure}}" for figure in figures)
        return f"{name:<{WIDTH - 4 * self.figure}}{written}".rstrip()


def _figures(found: Found) -> tuple[str, str, str, str]:
    difference = "" if found.verdict == Verdict.EXACT else found.difference
    return found.printed, found.expected, found.rolled, difference


def _rule(found: Found) -> str:
    if found.rule not in (Rule.SUM, Rule.COLUMN):
        return found.words
    words = _("should be %(rule)s") % {"rule": found.words}
    if found.verdict == Verdict.ROUNDING:
        return _("%(rule)s; rounding allows %(bound)s") % {"rule": words, "bound": found.bound}
    return words


def _said(found: Found) -> str:
    if found.reason:
        return _("Reason: %(text)s") % {"text": found.reason.text}
    if found.lapsed:
        about = {"was": found.lapsed.difference, "text": found.lapsed.text}
        return _("Reason while the difference was %(was)s: %(text)s") % about
    return _("No reason is recorded.") if found.may_be_reasoned else ""


def _waiting(groups: Sequence[Together]) -> Iterator[str]:
    if not groups:
        return
    yield f"{_('Nothing to compare yet').upper()} ({sum(len(group.checks) for group in groups):,})"
    for group in groups:
        yield from _folded(group.words, 1)
        for words in dict.fromkeys(found.words for _name, found in group.checks):
            yield from _folded(words.removeprefix(f"{group.words}: "), 2)
    yield ""


def _words(advice: Sequence[Advised]) -> Iterator[str]:
    if not advice:
        return
    yield f"{_('Words').upper()} ({len(advice):,})"
    for one in advice:
        yield from _folded(f"{one.told.name}: “{one.advice.quote}”", 1)
        yield from _folded(one.advice.sentence, 2)
    yield ""


def _folded(text: str, depth: int) -> list[str]:
    indent = STEP * depth
    lines = [wrap(line, WIDTH, initial_indent=indent, subsequent_indent=indent) for line in text.splitlines()]
    return [line for folded in lines for line in folded]
