"""The two ways to write a plan in the browser: an outline with a rating scale, or the text of a plan file.

Both read what was typed into the same checked plan, and carry in `seen` what was looked at.
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pillars import naming
from pillars.models import Plan
from returns.files.check_plan import check_plan
from returns.files.read import CONTROL, Fault, FaultyFile, Places, read_text, shaped
from returns.files.shape import PlanFile
from returns.setup.again import WORDS
from returns.setup.outline import read_outline
from returns.setup.rules import EARLIEST, too_much
from returns.setup.scale import FIELDS, RATINGS, TYPED, USUAL, rating_fields, ratings_of

if TYPE_CHECKING:
    from django.http import QueryDict

# Several times a large plan, in letters and in keys and values. More would keep a process busy while others wait.
LARGEST, MOST_VALUES = 200_000, 25_000
# Of many faults the first are told, and of a long sentence its beginning.
MOST_TOLD, LONGEST_TOLD = 50, 300


class PlanForm(forms.Form):
    """What a plan is written in; `plan` and `places` are what was read of it once the form is valid."""

    seen = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    written_in = ""
    plan: PlanFile | None = None
    places: Places | None = None

    @property
    def digest(self) -> str:
        """What names the plan that is written here: somebody who changes a word sees it again before it is made."""
        return sha256(self.plan.model_dump_json().encode()).hexdigest() if self.plan else ""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                plan, places = self.read()
                check_plan(plan, places)
                if places.faults:
                    raise FaultyFile("", places.faults)
            except FaultyFile as faulty:
                self.add_error(self.written_in, _told(faulty.faults, self.said))
            else:
                if sentence := too_much(plan):
                    self.add_error(None, sentence)
                self.plan, self.places = plan, places
        return cleaned

    def read(self) -> tuple[PlanFile, Places]:
        """The plan as it is typed, and where each part of it stands. Raises FaultyFile."""
        raise NotImplementedError

    def said(self, fault: Fault) -> str:
        """A fault as a sentence."""
        raise NotImplementedError


def _told(faults: list[Fault], said: Any) -> list[str]:
    """The first faults as sentences, and how many there are besides."""
    told = [
        sentence if len(sentence := said(fault)) <= LONGEST_TOLD else f"{sentence[:LONGEST_TOLD]} …"
        for fault in faults[:MOST_TOLD]
    ]
    if more := len(faults) - len(told):
        told.append(_("%(more)d more faults are not listed here.") % {"more": more})
    return told


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget)


def _word(name: str) -> forms.CharField:
    field = f"{name}_word"
    # A plan that says nothing else has the usual word.
    usual = getattr(Plan(), field)
    return forms.CharField(label=naming.WORDS[field], initial=usual, max_length=40, validators=[_shown])


_shown = RegexValidator(
    CONTROL, gettext_lazy("this text holds a character that cannot be shown. Type it anew."), inverse_match=True
)


class OutlineForm(PlanForm):
    """A plan typed as an outline, with its title, its term, the words for its parts, and its ratings."""

    title = forms.CharField(label=gettext_lazy("Title of the plan"), max_length=400, validators=[_shown])
    starts_on = _day(gettext_lazy("First day of the plan"))
    ends_on = _day(gettext_lazy("Last day of the plan"))
    outline = forms.CharField(
        label=gettext_lazy("Outline"),
        max_length=LARGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "true"}),
        help_text=gettext_lazy("One line each. A line that begins with neither a hyphen nor a number is a title."),
    )
    pillar = _word("pillar")
    pillars = _word("pillars")
    sub_theme = _word("sub_theme")
    sub_themes = _word("sub_themes")
    commitment = _word("commitment")
    commitments = _word("commitments")

    written_in = "outline"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= rating_fields(_shown)

    def words(self) -> list[forms.BoundField]:
        """The fields for what the parts are called."""
        return [self[name] for name in WORDS]

    def usual_ratings(self) -> Iterator[tuple[int, list[forms.BoundField]]]:
        """The fields of the ratings that most offices have, by number from the best down."""
        return ((number, self._rating(number)) for number in USUAL)

    def more_ratings(self) -> Iterator[tuple[int, list[forms.BoundField]]]:
        """Those of the ratings that an office may have besides."""
        return ((number, self._rating(number)) for number in RATINGS if number not in USUAL)

    def has_more_ratings(self) -> bool:
        """Whether anything is typed into these."""
        names = (f"rating-{number}-{name}" for number in RATINGS if number not in USUAL for name in TYPED)
        return any(self[name].value() or self[name].errors for name in names)

    def _rating(self, number: int) -> list[forms.BoundField]:
        return [self[f"rating-{number}-{name}"] for name in FIELDS]

    def clean(self) -> dict[str, Any]:
        starts_on, ends_on = self.cleaned_data.get("starts_on"), self.cleaned_data.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("choose a day after the first day of the plan."))
        self.scale, faults = ratings_of(self.cleaned_data)
        for name, sentence in faults:
            self.add_error(name, sentence)
        if self.errors and "outline" in self.cleaned_data:
            # Otherwise the faults of the outline would be told only once the rest is right.
            places = read_outline(self.cleaned_data["outline"], starts_on or EARLIEST)[1]
            if places.faults:
                self.add_error("outline", _told(sorted(places.faults), self.said))
        return super().clean()

    def read(self) -> tuple[PlanFile, Places]:
        given = self.cleaned_data
        content, places = read_outline(given["outline"], given["starts_on"])
        if places.faults:
            raise FaultyFile("", places.faults)
        words = {name: given[name] for name in WORDS}
        if not any(pillar["sub_themes"] for pillar in content["pillars"]):
            # What stands for a pillar in every record is called as the pillars are.
            words |= {"sub_theme": words["pillar"], "sub_themes": words["pillars"]}
        content |= {
            "format": "pcp-plan/1",
            "key": slugify(given["title"])[:80].strip("-_") or "plan",
            "title": given["title"],
            "starts_on": given["starts_on"],
            "ends_on": given["ends_on"],
            "words": words,
            "rating_scales": [{"version": 1, "ratings": self.scale}],
        }
        return shaped("", content, places, PlanFile), places

    def said(self, fault: Fault) -> str:
        return _("line %(line)d: %(sentence)s") % {"line": fault.line, "sentence": fault.sentence}


class PlanFileForm(PlanForm):
    """The text of a plan file: handed in, or pasted; once it is read it stands in the box, where it can be mended."""

    file = forms.FileField(
        label=gettext_lazy("A plan file"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("YAML or JSON, at most 200 kB. It takes the place of what stands in the box below."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,.json"}),
        error_messages={"max_length": gettext_lazy("the name of this file is too long. Give it a shorter one.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Text of the plan file"),
        required=False,
        max_length=LARGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false"}),
    )

    written_in = "text"

    def clean_file(self) -> str:
        """The text of the file, "" where none was handed in."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return ""
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("this file is larger than 200 kB, which no plan is. Is it the right one?"))
        try:
            return file.read().decode("utf-8-sig")
        except UnicodeDecodeError:
            raise forms.ValidationError(_("this file is not text in UTF-8. Save it as UTF-8.")) from None

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if text := given.get("file"):
            # What is drawn again is what was read.
            given["text"] = text
            self.data = cast("QueryDict", self.data).copy()
            self.data["text"] = text
        elif not self.errors and not given.get("text", "").strip():
            self.add_error("file", _("choose a file, or paste its text below."))
        return super().clean()

    def read(self) -> tuple[PlanFile, Places]:
        return read_text("", "\n".join(self.cleaned_data["text"].splitlines()), PlanFile, most=MOST_VALUES)

    def said(self, fault: Fault) -> str:
        where = _("line %(line)d") % {"line": fault.line} if fault.line else ""
        return ": ".join(part for part in (where, fault.place, fault.sentence) if part)
