"""The verbs of publishing: publish a quarter's report, correct one that is published, and withdraw an edition."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions import record
from accounts.events import Kind
from accounts.models import User
from pillars.models import ReportingPeriod
from reports import search
from reports.document import EditionHead
from reports.document.stored import from_json
from reports.editions.drawing import Tell
from reports.editions.freezing import AT_ONCE, Finish, NotKept, NotReady, Release, freeze
from reports.editions.sweeping import remove_unnamed
from reports.files import store
from reports.models import Edition, SearchLine

__all__ = [
    "AT_ONCE",
    "NotKept",
    "NotReady",
    "Release",
    "correct_report",
    "lay_out_for_search",
    "publish_report",
    "withdraw_edition",
]


def quietly(done: int, total: int, words: str) -> None:
    """Tells nobody how far the drawing is."""


def nothing_more(edition: Edition) -> None:
    """Nothing else is stored together with the edition."""


def publish_report(
    *,
    period: ReportingPeriod,
    by: User | None,
    release: Release = AT_ONCE,
    in_one_language: bool = False,
    tell: Tell = quietly,
    finish: Finish = nothing_more,
) -> Edition:
    """Publish a quarter's report for the first time; where it is already, its newest edition stays, and is given.

    Everything is drawn first, without holding anything; one short transaction then makes sure that no record has moved
    since and writes the edition. `finish` is called within it, so that a job and what it does are stored together. Whatever
    kills the process, the edition is there whole or not at all; files that no edition names are swept later. An office of two
    languages publishes in both, unless it asks for `in_one_language`.

    Raises NotReady when something is missing (reports/readiness.py), NotKept when it cannot be drawn or written. Police
    Reform and Social Responsibility Act 2011, s.11(3)-(4), asks for what residents need to judge performance.
    """
    _administrators_only(by)
    if newest := _newest(period):
        with transaction.atomic():
            finish(newest)
        return newest
    return freeze(
        period, EditionHead(1), by=by, release=release, in_one_language=in_one_language, tell=tell, finish=finish
    )


def correct_report(
    *,
    period: ReportingPeriod,
    what: str,
    why: str,
    asked_by: str,
    by: User | None,
    release: Release = AT_ONCE,
    in_one_language: bool = False,
    tell: Tell = quietly,
    finish: Finish = nothing_more,
) -> Edition:
    """Publish a further edition, which says what it corrects, why, and who asked for it (a role); earlier ones stay as they are.

    It lists all that it changes, figure by figure. What corrects an edition under embargo is under the same embargo, unless
    another moment is given. Raises as publish_report, and NotReady when there is nothing to correct.
    """
    _administrators_only(by)
    newest = _newest(period)
    if newest and release == AT_ONCE and newest.public_from > timezone.now():
        release = Release(newest.public_from, newest.panel_from)
    if newest is None:
        raise NotReady(_("%(quarter)s is not published: there is nothing to correct yet.") % {"quarter": period})
    if not (what.strip() and why.strip() and asked_by.strip()):
        raise NotReady(_("Say what is corrected, why, and who asked for it."))
    head = EditionHead(newest.number + 1, newest.number, what.strip(), why.strip(), asked_by.strip())
    return freeze(period, head, by=by, release=release, in_one_language=in_one_language, tell=tell, finish=finish)


def withdraw_edition(*, edition: Edition, reason: str, by: User | None) -> None:
    """Take an edition away from everybody, which only a court, personal data or a leak justifies: mistakes are corrected.

    Its number, its digests and the reason stay, and whoever asks for it is told so; its content is gone from the database
    and the store. Raises NotReady.
    """
    _administrators_only(by)
    if not reason.strip():
        raise NotReady(_("Say why the edition is withdrawn: the reason is shown where it stood."))
    with transaction.atomic():
        held = Edition.objects.select_for_update(of=("self",)).get(pk=edition.pk)
        if held.withdrawn_at is not None:
            raise NotReady(_("This edition is withdrawn already."))
        held.document, held.withdrawn_at, held.withdrawn_by = "", timezone.now(), by
        held.withdrawn_reason = reason.strip()
        held.save(update_fields=["document", "withdrawn_at", "withdrawn_by", "withdrawn_reason"])
        held.search_lines.all().delete()
        record(Kind.WITHDRAWN, by=by, subject=str(held))
        own = {digest for pair in held.files.values_list("digest", "packed") for digest in pair if digest}
        transaction.on_commit(lambda: remove_unnamed(own, place=store.EDITIONS))


def lay_out_for_search() -> int:
    """Lay every edition out for search again, as `manage.py index_search` asks; how many there are.

    For editions that have no lines yet, and when the portal has learnt to fold or to lay out otherwise than it did.
    """
    editions = Edition.objects.standing().order_by("pk")
    for edition in editions.iterator(chunk_size=1):
        lines = search.lines_of(from_json(edition.document), edition)
        with transaction.atomic():
            edition.search_lines.all().delete()
            SearchLine.objects.bulk_create(lines)
    return len(editions)


def _administrators_only(by: User | None) -> None:
    if by is not None and not by.is_administrator:
        raise NotReady(_("An administrator does this."))


def _newest(period: ReportingPeriod) -> Edition | None:
    return Edition.objects.filter(period=period).order_by("-number").first()
