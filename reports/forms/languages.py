"""The texts of a page, each with a field for what it reads in the second language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from translations.actions import Typed
from translations.models import digest_of

# A text has no more characters in any language (the longest fields of texts, with room for another language).
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Row:
    """A text with its field: `words` as it reads in the office's own language, `lacks` where nothing is kept for it yet, and
    what `somebody` else has kept for it meanwhile ("" but for a conflict)."""

    words: str
    field: BoundField
    seen: BoundField
    lacks: bool
    somebody: str


class TextsForm(forms.Form):
    """A field for each text. Beside it stands what was kept when the page was drawn, so that a save knows what was touched.

    In a report each text is one line, however it is typed; where lines mean something, as in an address, it `keeps_lines`.
    """

    def __init__(
        self, data: Any, *, sources: Sequence[str], kept: Mapping[str, str], language: str, keeps_lines: bool = False
    ) -> None:
        super().__init__(data)
        self.keeps_lines = keeps_lines
        self.sources, self.kept = {digest_of(source)[:20]: source for source in sources}, kept
        self.conflicts: dict[str, str] = {}
        for name, source in self.sources.items():
            standing = kept.get(source, "")
            # As many lines as the text has at some seventy characters a line, and one to spare.
            lines = min(12, sum(len(line) // 70 + 1 for line in source.split("\n")) + 1)
            told = {} if standing else {"aria-describedby": f"id_{name}-lacks"}
            self.fields[name] = forms.CharField(
                label=source,
                initial=standing,
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": lines, "lang": language, "spellcheck": "true"} | told),
            )
            self.fields[f"seen-{name}"] = forms.CharField(
                initial=standing, required=False, strip=False, widget=forms.HiddenInput
            )

    @property
    def typed(self) -> dict[str, Typed]:
        """What was typed, by the text that it is for; what the page did not hold (texts have changed since) is left out."""
        return {
            source: Typed(self._tidied(self.cleaned_data[name]), self.cleaned_data[f"seen-{name}"])
            for name, source in self.sources.items()
            if name in self.data
        }

    def _tidied(self, text: str) -> str:
        return text if self.keeps_lines else " ".join(text.split())

    def set_against(self, conflicts: Mapping[str, str]) -> None:
        """Show beside what was typed what somebody else has kept meanwhile: saved again, it stands in its place."""
        data = dict(self.data.items())
        for name, source in self.sources.items():
            if source in conflicts:
                data[f"seen-{name}"] = conflicts[source]
                self.fields[name].widget.attrs["aria-describedby"] = f"id_{name}-somebody"
        self.data, self.conflicts = data, dict(conflicts)

    @property
    def rows(self) -> list[Row]:
        return [
            Row(source, self[name], self[f"seen-{name}"], source not in self.kept, self.conflicts.get(source, ""))
            for name, source in self.sources.items()
        ]
