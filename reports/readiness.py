"""What a quarter still lacks before its report can be published: for the verb, and for the page that asks for it."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from finance.reconciliation import Rule, unreasoned_of
from pillars.models import ReportingPeriod, Return, ReturnState
from reports.assemble import Assembly
from reports.models import Edition


def missing(read: Assembly) -> list[str]:
    """What a reader would look for and not find, each named: a published quarter before it, ratings, approvals, reasons of the
    finance tables, statuses. None is what publishing asks for. `read` are the records that its document would be made of."""
    period = read.period
    before = ReportingPeriod.objects.of(period.quarter.previous).filter(plan=period.plan_id, published_at=None)
    found = [_("the report of %(quarter)s, which comes first") % {"quarter": quarter} for quarter in before]
    found += [
        _("the rating of “%(sub_theme)s”") % {"sub_theme": sub_theme}
        for pillar in read.pillars
        for sub_theme in pillar.sub_themes.all()
        if not (judged := read.judged.get((period.pk, sub_theme.pk))) or not judged.is_given
    ]
    unapproved = Return.objects.filter(period=period).exclude(state=ReturnState.APPROVED)
    found += [
        _("the approval of “%(sub_theme)s”") % {"sub_theme": held.sub_theme}
        for held in unapproved.select_related("sub_theme__pillar").order_by(
            "sub_theme__pillar__order", "sub_theme__order"
        )
    ]
    unreasoned = read.reconciled.unreasoned if read.reconciled else unreasoned_of(period)
    citing = [one for one in unreasoned if one.rule == Rule.CITATION]
    if count := len(unreasoned) - len(citing):
        words = ngettext(
            "the reason for %(count)d failed check of the finance tables",
            "the reason for %(count)d failed checks of the finance tables",
            count,
        )
        found.append(words % {"count": count})
    found += [
        _("the figure that “%(text)s” cites") % {"text": about} for about in dict.fromkeys(one.about for one in citing)
    ]
    for line in read.lines:
        if line.status is None or not line.status.is_given:
            numbers = ", ".join(str(read.references[commitment]) for commitment, _printed in line.commitments)
            found.append(_("the status of %(numbers)s") % {"numbers": numbers})
    return found


def unsaid(lacking: Sequence[str]) -> str:
    """Why a report of which these texts lack may not be published in both languages of its office; "" where none does."""
    if not lacking:
        return ""
    words = ngettext(
        "%(count)d text has no words yet in the second language: write it, or publish the report in one language.",
        "%(count)d texts have no words yet in the second language: write them, or publish the report in one language.",
        len(lacking),
    )
    return words % {"count": len(lacking)}


def too_early(period: ReportingPeriod, public_from: datetime) -> str:
    """Why a report may not be public from this moment on; "" where it may: its “last period” must be public by then."""
    before = period.quarter.previous
    last = (
        Edition.objects.standing()
        .filter(period__plan=period.plan_id, period__year=before.year, period__number=before.number)
        .order_by("number")
        .first()
    )
    if last is None or last.public_from <= public_from:
        return ""
    moment = date_format(localtime(last.public_from), "j F Y, H:i")
    return _(
        "The report of %(quarter)s is public from %(moment)s, and this one shows its ratings: choose that or later."
    ) % {
        "quarter": before,
        "moment": moment,
    }
