"""Written questions from members: the list, asking about an item or a figure, changing, answering and removing one."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, only
from meetings import actions
from meetings.following import line_of_question
from meetings.followups import questions_page
from meetings.forms.following import AnswerForm, FigureQuestionForm, QuestionForm
from meetings.models import Question
from meetings.queries import editions_for_papers
from meetings.rules import Refused
from meetings.subjects import subject_of
from meetings.views.editing import Done, EditPage, confirmed, edited, sent
from meetings.views.found import KEEPERS, OPENED, item_at, question_at
from meetings.views.undertakings import taken
from reports.document.stored import from_json

# What a form offers for the answer, until somebody says otherwise.
DAYS_TO_ANSWER = timedelta(days=14)


@only(*KEEPERS)
@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """Questions that wait for an answer, what is overdue first; answers that are not published; and all others."""
    context = {"page": questions_page(timezone.localdate()), "area": "meetings"}
    return TemplateResponse(request, "meetings/followed.html", context)


@only(*KEEPERS)
@require_http_methods(OPENED)
def ask(request: SignedInRequest) -> HttpResponse:
    """A question about a figure, an indicator or a commitment of a published report."""
    offered = {str(one.pk): one for one in editions_for_papers(timezone.now())}
    form = FigureQuestionForm(
        sent(request), instance=Question(), editions=list(offered.values()), initial=_from_today()
    )
    lede = "" if offered else _("A question about an item of an agenda is written down where its minutes are taken.")
    page = EditPage(_("A question about a figure"), _("Save the question"), _up(), lede=lede)

    def act() -> Done:
        edition = offered[form.cleaned_data["edition"]]
        subject = subject_of(from_json(edition.document), form.cleaned_data["about"])
        if subject is None:
            raise Refused(_("The report has nothing of this name. Write it as it stands there."), "about")
        actions.ask_about_figure(edition=edition, subject=subject, values=form.values, by=request.user)
        return Done(_("The question is saved. It is about: %(subject)s") % {"subject": subject.words}, page.back)

    return edited(request, page, form, act)


@only(*KEEPERS)
@require_http_methods(OPENED)
def add(request: SignedInRequest, day: date, pk: int) -> HttpResponse:
    """A question about an item of an agenda."""
    item = item_at(day, pk)
    form = QuestionForm(sent(request), instance=Question(item=item), initial=_from_today())
    page = EditPage(_("A question about this item"), _("Save the question"), taken(item), str(item))

    def act() -> Done:
        actions.ask_about_item(item=item, values=form.values, by=request.user)
        return Done(_("The question is saved."), page.back)

    return edited(request, page, form, act)


@only(*KEEPERS)
@require_http_methods(OPENED)
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Other words for a question, or another day."""
    held = question_at(pk)
    form = QuestionForm(sent(request), instance=held)
    remove_address = reverse("meetings:question_remove", args=[pk])
    page = EditPage(_("Change the question"), _("Save"), _up(), _about(held), "", remove_address, _("Remove it"))

    def act() -> Done:
        given = form.cleaned_data
        actions.change_question(question=held, values=form.values, based_on=given["based_on"], by=request.user)
        return Done(_("The question is saved."), page.back)

    return edited(request, page, form, act)


@only(*KEEPERS)
@require_http_methods(OPENED)
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    """The answer, and when it was published."""
    held, today = question_at(pk), timezone.localdate()
    form = AnswerForm(sent(request), instance=held)
    page = EditPage(_("The answer"), _("Save the answer"), _up(), _about(held), f"{held.asked_by_role}: {held.words}")

    def act() -> Done:
        given = form.cleaned_data
        actions.answer_question(
            question=held, values=form.values, today=today, based_on=given["based_on"], by=request.user
        )
        return Done(_("The answer is saved."), page.back)

    return edited(request, page, form, act)


@only(*KEEPERS)
@require_http_methods(OPENED)
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask whether a question that was written down by mistake shall go."""
    held = question_at(pk)
    page = EditPage(_("Remove this question?"), _("Remove it"), _up(), _about(held), held.words)

    def act() -> Done:
        actions.remove_question(question=held, by=request.user)
        return Done(_("The question is removed."), page.back)

    return confirmed(request, page, act)


def _from_today() -> dict[str, date]:
    today = timezone.localdate()
    return {"asked_on": today, "due_on": today + DAYS_TO_ANSWER}


def _about(question: Question) -> str:
    return line_of_question(question, timezone.localdate()).whence


def _up() -> tuple[str, str]:
    return reverse("meetings:questions"), _("Questions")
