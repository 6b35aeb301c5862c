"""The forms of what follows from a meeting: actions, questions and recommendations, and how each is brought to an end."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.forms.kept import KeptForm, day_input, lines
from meetings.forms.papers import title_of
from meetings.forms.topics import told
from meetings.minuted import later_meetings
from meetings.models import Action, Question, Recommendation
from reports.models import Edition


class ActionForm(KeptForm):
    """What is to be done, by whom and by when."""

    class Meta:
        model = Action
        fields = ("kind", "what", "owner_role", "due_at", "due_on")
        widgets = {"kind": forms.RadioSelect, "what": lines(3), "due_on": day_input()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        due_at: Any = self.fields["due_at"]
        due_at.queryset = later_meetings(self.instance.item.meeting.held_on)
        due_at.label_from_instance = told
        due_at.empty_label = _("The next meeting, whenever that is")


class OutcomeForm(KeptForm):
    """What came of an action, and when it was closed."""

    class Meta:
        model = Action
        fields = ("outcome", "closed_on")
        widgets = {"outcome": lines(4), "closed_on": day_input()}
        help_texts = {
            "outcome": gettext_lazy("What came of it, or how far it is."),
            "closed_on": gettext_lazy("Leave it empty while it is open: it goes with the next agenda."),
        }


class QuestionForm(KeptForm):
    """A member's question."""

    class Meta:
        model = Question
        fields = ("asked_by_role", "asked_on", "words", "due_on")
        widgets = {"asked_on": day_input(), "words": lines(4), "due_on": day_input()}


class FigureQuestionForm(QuestionForm):
    """A question about a figure, an indicator or a commitment of one of the editions that are offered."""

    edition = forms.ChoiceField(label=gettext_lazy("Report"))
    about = forms.CharField(
        label=gettext_lazy("About"),
        max_length=400,
        help_text=gettext_lazy(
            "The number of a commitment, the name of an indicator, or a cell of a finance table: revenue/staff/budget."
        ),
    )

    field_order = ("edition", "about")

    def __init__(self, *args: Any, editions: Sequence[Edition], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["edition"]
        offered = [(str(edition.pk), title_of(edition)) for edition in editions]
        field.choices = offered or [("", _("No report is published yet"))]

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values.items() if name != "edition"}

    def _get_validation_exclusions(self) -> set[str]:
        # What it is about is found once the form is right; the rule is for the record with it.
        left_out: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return left_out | {"edition", "subject_kind", "subject"}


class AnswerForm(KeptForm):
    """The answer to a question, and when it was published."""

    class Meta:
        model = Question
        fields = ("answer", "answered_by_role", "published_on")
        widgets = {"answer": lines(6), "published_on": day_input()}


class RecommendationForm(KeptForm):
    """What the Panel recommends to the commissioner."""

    class Meta:
        model = Recommendation
        fields = ("words", "made_on", "due_on")
        widgets = {"words": lines(4), "made_on": day_input(), "due_on": day_input()}


class ResponseForm(KeptForm):
    """What the commissioner responded."""

    class Meta:
        model = Recommendation
        fields = ("response", "responded_on")
        widgets = {"response": lines(6), "responded_on": day_input()}
