"""The work of this floor that is done in the background: building agenda packs."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobs.kinds import File, JobFailed, Result, job
from jobs.progress import Progress
from meetings.document import Audience
from meetings.models import Meeting
from meetings.pack.building import Built, build
from meetings.rules import Refused

PACK = "build-pack"


@job(PACK)
def build_pack(progress: Progress, *, day: str, audience: str) -> Result:
    """The pack of a meeting as its agenda stands when the work is done."""
    meeting = Meeting.objects.filter(held_on=date.fromisoformat(day)).first()
    if meeting is None:
        raise JobFailed(_("Somebody removed this meeting meanwhile."))
    with TemporaryDirectory() as folder:
        target = Path(folder) / "pack.pdf"
        try:
            built = build(meeting, Audience(audience), target, tell=progress.tell)
        except Refused as refused:
            raise JobFailed(str(refused)) from refused
        file = File(
            name=f"agenda-pack-{day}-{audience}.pdf", content_type="application/pdf", content=target.read_bytes()
        )
    address = reverse("meetings:meeting", args=[meeting.held_on])
    return Result(note=_told(built), file=file, address=address, onward=_("Back to the meeting"))


def _told(built: Built) -> str:
    """How long the pack is and who can read it, in words: the clerk answers for that."""
    told = [
        ngettext("The pack has %(count)d page.", "The pack has %(count)d pages.", built.layout.total)
        % {"count": built.layout.total}
    ]
    if built.claims_ua:
        told.append(_("All of it is tagged, so a screen reader reads the whole (PDF/UA)."))
    else:
        papers = ", ".join(f"“{paper.title}”" for paper in built.unheard)
        told.append(
            _("A screen reader cannot read %(papers)s in order, so the pack makes no claim to PDF/UA.")
            % {"papers": papers}
        )
    return " ".join(told)
