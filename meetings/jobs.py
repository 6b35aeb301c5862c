"""The work of this floor that is done in the background: building agenda packs and publishing."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from jobs.kinds import File, JobFailed, Result, job
from jobs.models import Job, JobState
from jobs.progress import Progress
from meetings.document import Audience, Paper
from meetings.models import Meeting, Publication
from meetings.pack.building import Built, build
from meetings.publishing.actions import publish_agenda, publish_minutes
from meetings.rules import Refused
from meetings.scratch import scratch

PACK, PUBLISH, MINUTES = "build-pack", "publish-agenda", "publish-minutes"


@job(PACK)
def build_pack(progress: Progress, *, day: str, audience: str) -> Result:
    """The pack of a meeting as its agenda stands when the work is done."""
    meeting = _meeting(held_on=date.fromisoformat(day))
    with scratch() as folder:
        target = folder / "pack.pdf"
        try:
            built = build(meeting, Audience(audience), target, tell=progress.tell)
        except Refused as refused:
            raise JobFailed(str(refused)) from refused
        file = File(
            name=f"agenda-pack-{day}-{audience}.pdf", content_type="application/pdf", content=target.read_bytes()
        )
    address = reverse("meetings:meeting", args=[meeting.held_on])
    return Result(note=_told(built), file=file, address=address, onward=_("Back to the meeting"))


@job(PUBLISH)
def publish(progress: Progress, *, meeting: int, by: int, why: str) -> None:
    """Publish the agenda of a meeting, or what came or changed since."""
    held = _meeting(pk=meeting)

    def finish(publication: Publication) -> None:
        address = reverse("agendas:agenda", args=[publication.held_on])
        progress.finish(Result(note=_("It is public."), address=address, onward=_("The agenda as readers see it")))

    try:
        publish_agenda(meeting=held, why=why, by=User.objects.get(pk=by), tell=progress.tell, finish=finish)
    except Refused as refused:
        raise JobFailed(str(refused)) from refused


@job(MINUTES)
def publish_the_minutes(progress: Progress, *, meeting: int, by: int) -> None:
    """Publish the minutes of a meeting as they stand."""
    held = _meeting(pk=meeting)

    def finish(publication: Publication) -> None:
        address = reverse("agendas:published", args=[publication.held_on, publication.number])
        progress.finish(
            Result(note=_("They are public."), address=address, onward=_("The minutes as readers see them"))
        )

    try:
        publish_minutes(meeting=held, by=User.objects.get(pk=by), tell=progress.tell, finish=finish)
    except Refused as refused:
        raise JobFailed(str(refused)) from refused


def _meeting(**which: Any) -> Meeting:
    """The meeting that was asked for. Raises JobFailed where it is gone."""
    found = Meeting.objects.filter(**which).first()
    if found is None:
        raise JobFailed(_("Somebody removed this meeting meanwhile."))
    return found


def publishing_key(meeting: Meeting) -> str:
    """Names the publication of a meeting: whoever asks for it meanwhile sees the same job."""
    return f"{PUBLISH} {meeting.pk}"


def typed_before(meeting: Meeting, person: User) -> str:
    """The reason that this person gave for a publication that failed since, so that it need not be typed again; or ""."""
    last = Job.objects.filter(key=publishing_key(meeting), asked_by=person).order_by("-asked_at").first()
    return str(last.arguments.get("why", "")) if last and last.state == JobState.FAILED else ""


def _told(built: Built) -> str:
    """How long the pack is and who can read it, in words: the clerk answers for that."""
    told = [
        ngettext("The pack has %(count)d page.", "The pack has %(count)d pages.", built.layout.total)
        % {"count": built.layout.total}
    ]
    if built.claims_ua:
        told.append(_("All of it is tagged, so a screen reader reads the whole (PDF/UA)."))
    else:
        told.append(
            _("A screen reader cannot read %(papers)s in order, so the pack makes no claim to PDF/UA.")
            % {"papers": _named(built.unheard)}
        )
    if built.layered and not built.document.is_for_members:
        said = ngettext(
            "%(papers)s has layers that are not shown, and whoever opens the pack can show them: look at them before you give it "
            "to the public.",
            "%(papers)s have layers that are not shown, and whoever opens the pack can show them: look at them before you give "
            "it to the public.",
            len(built.layered),
        )
        told.append(said % {"papers": _named(built.layered)})
    return " ".join(told)


def _named(papers: Sequence[Paper]) -> str:
    return get_text_list([f"“{paper.title}”" for paper in papers], _("and"))
