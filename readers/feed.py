"""The feed of what became public, as Atom (RFC 4287): pure, so that the same editions give the same bytes."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import NAMESPACE_OID, uuid5

from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _

from reports.queries import PublicEdition

# So many entries at most: four years of quarters, and corrections besides.
ENTRIES = 24
# Characters that no XML can hold (XML 1.0, 2.2).
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Feed(Atom1Feed):
    """Atom needs to say when a feed last changed; of one without entries that is not the moment at which it is read."""

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else datetime(1970, 1, 1, tzinfo=UTC)


def atom(editions: Sequence[PublicEdition], *, office: str, language: str, portal: str) -> bytes:
    """The feed of these editions, the latest first; `portal` is the address that paths are put after.

    An entry's id comes from its edition's digest: it stays the same if the portal moves to another address.
    """
    office = _UNWRITABLE.sub("", office)
    feed = Feed(
        title=_("Reports of %(office)s") % {"office": office},
        link=f"{portal}/",
        description=_("Quarterly reports on the Police and Crime Plan, and their corrections."),
        language=language,
        author_name=office,
        feed_url=portal + reverse("readers:feed"),
        feed_guid=portal + reverse("readers:feed"),
    )
    for edition in editions[:ENTRIES]:
        feed.add_item(
            title=_title(edition),
            link=portal + reverse("reports:contents", args=[edition.quarter.slug]),
            # A summary is taken for HTML.
            description=escape(_UNWRITABLE.sub("", _summary(edition))),
            unique_id=uuid5(NAMESPACE_OID, edition.digest).urn,
            pubdate=edition.public_from,
            updateddate=edition.public_from,
            categories=(_("Correction") if edition.is_correction else _("Report"),),
        )
    return feed.writeString("utf-8").encode()


def _title(edition: PublicEdition) -> str:
    if edition.is_correction:
        return _("%(quarter)s: the report is corrected") % {"quarter": edition.quarter}
    return _("%(quarter)s: the report is published") % {"quarter": edition.quarter}


def _summary(edition: PublicEdition) -> str:
    if edition.corrected:
        return _("What was put right: %(what)s") % {"what": edition.corrected}
    if edition.is_correction:
        return _("Edition %(number)d takes the place of the one before, which can still be read.") % {
            "number": edition.number
        }
    return _("How the plan stood at the end of %(quarter)s: as pages, as a PDF, and as data.") % {
        "quarter": edition.quarter
    }
