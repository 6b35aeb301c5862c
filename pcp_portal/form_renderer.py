"""How every form of the portal is drawn: Django's own field templates (templates/django/forms/) with one look for all.

To draw a form, a page writes `<form method="post" novalidate>{% csrf_token %}{{ form }}<p class="actions"><button
class="button">…</button></p></form>`, or places fields one by one with `{{ form.name.as_field_group }}`. A field draws
its label, hint (`help_text`), error and widget, tied to each other for screen readers; radios and checkboxes stand in a
fieldset. layouts/desk.html lists the errors of the page's `form` above its heading; a page whose form has another name
fills its block `summary` with `{% include "components/_error_summary.html" with form=… %}`. A fragment includes it itself.
Forms name no class: the look follows the widget, and the width of a text box its `max_length`. A date is asked for with
`DateInput(format="%Y-%m-%d", attrs={"type": "date"})`. `docs/development.md` shows an example.
"""

from collections.abc import Mapping
from typing import Any

from django.forms import BoundField, widgets
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString

# The first that fits says what a widget looks like; those in no row bring a template of their own.
LOOKS: tuple[tuple[type[widgets.Widget], str], ...] = (
    (widgets.CheckboxInput, "govuk-checkboxes__input"),
    (widgets.FileInput, "govuk-file-upload"),
    (widgets.Input, "govuk-input"),
    (widgets.Textarea, "govuk-textarea"),
    (widgets.Select, "govuk-select"),
)
HAVE_AN_ERROR_LOOK = {"govuk-file-upload", "govuk-input", "govuk-textarea", "govuk-select"}
WIDTHS = (5, 10, 20, 30)


class DrawnField(BoundField):
    """A field of a form with the classes of its widget, and the control that a list of errors leads to."""

    def build_widget_attrs(self, attrs: Mapping[str, Any], widget: widgets.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        drawn: dict[str, Any] = dict(super().build_widget_attrs(dict(attrs), widget))
        if self.use_fieldset:
            # ARIA knows no invalid radio button: the fieldset is what the error describes.
            drawn.pop("aria-invalid", None)
        if "placeholder" in widget.attrs:
            # Words that vanish while somebody types are no label and no hint.
            drawn["placeholder"] = False
        if classes := self._classes(widget):
            drawn["class"] = " ".join([*str(widget.attrs.get("class", "")).split(), *classes])
        return drawn

    def _classes(self, widget: widgets.Widget) -> list[str]:
        look = next((look for kind, look in LOOKS if isinstance(widget, kind)), "")
        if not look or widget.is_hidden:
            return []
        classes = [look]
        if look == "govuk-input" and (width := self._width(widget)):
            classes.append(f"govuk-input--width-{width}")
        if self.errors and look in HAVE_AN_ERROR_LOOK:
            classes.append(f"{look}--error")
        return classes

    @staticmethod
    def _width(widget: widgets.Widget) -> int | None:
        """The narrowest of WIDTHS, in letters, that holds all a person may type; None for the full width."""
        if isinstance(widget, widgets.NumberInput | widgets.DateInput | widgets.TimeInput):
            return 10
        longest = widget.attrs.get("maxlength")
        return next((width for width in WIDTHS if longest and int(longest) <= width), None)

    def label_tag(
        self,
        contents: str | None = None,
        attrs: dict[str, Any] | None = None,
        label_suffix: str | None = "",
        tag: str | None = None,
    ) -> SafeString:
        """The label, or as `legend_tag` the legend, without a colon after it."""
        kind = "govuk-fieldset__legend" if tag == "legend" else "govuk-label"
        if self.widget_type == "checkbox":
            kind += " govuk-checkboxes__label"
        return super().label_tag(contents, {"class": kind, **(attrs or {})}, label_suffix or "", tag)

    @property
    def first_control(self) -> str:
        """The id of the control that a link in a list of errors leads to: of several, the first."""
        if self.id_for_label:
            return self.id_for_label
        choices = self.subwidgets if isinstance(self.field.widget, widgets.ChoiceWidget) else ()
        first = next((choice.id_for_label for choice in choices), None)
        return first or f"{self.auto_id}_0"


class FormRenderer(TemplatesSetting):
    """Draws forms from the portal's templates; settings name it as FORM_RENDERER."""

    bound_field_class = DrawnField
