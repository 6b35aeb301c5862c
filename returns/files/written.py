"""How single values are written in a file: texts of a certain length, keys, numbers, figures. The shapes are made of them.

No text is longer than the column of the record that keeps it. `Strict` is what every shape is.
"""

import re
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, StringConstraints


class Strict(BaseModel):
    """A mapping in which an unknown key is a fault, not something to pass over."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
Short = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
# Texts that may be left out.
LongIfAny = Annotated[str, StringConstraints(strip_whitespace=True, max_length=400)]
NameIfAny = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
MarkIfAny = Annotated[str, StringConstraints(strip_whitespace=True, max_length=5)]
Paragraph = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]


def _written(pattern: str, advice: str) -> AfterValidator:
    """A text that is written after a pattern; `advice` says it in words."""

    def check(given: str) -> str:
        if re.fullmatch(pattern, given) is None:
            raise ValueError(f"“{given}” is not written as it should be: {advice}.")
        return given

    return AfterValidator(check)


KEY = _written("[a-z0-9]+(-[a-z0-9]+)*", "small letters, digits and single hyphens, as in working-with-communities")
Key = Annotated[str, StringConstraints(max_length=80), KEY]
Address = Annotated[
    str,
    StringConstraints(max_length=400),
    _written(r"https?://[^\s/]+(/\S*)?", "a whole address, as in https://example.org/licence"),
]
Code = Annotated[str, _written("[A-Z]{1,4}", "one to four capital letters, as in A")]
Version = Annotated[int, Field(ge=1, le=999)]
NoteReference = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10)]
# YAML reads an unquoted 16 as a number; people may write it either way.
Number = Annotated[str, BeforeValidator(lambda value: str(value) if type(value) is int else value)]

# A cell may hold 13 digits. How many of them stand behind the point its column says.
LARGEST = Decimal(10) ** 13


def _cell(given: Any) -> Decimal | str | None:
    if given is None or given == "-":
        return given
    try:
        amount = Decimal("NaN" if isinstance(given, bool) else str(given))
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or abs(amount) >= LARGEST:
        raise ValueError(
            f'“{given}” is not a figure. Write it like 1150 or -15; a printed dash is "-", a blank cell null.'
        )
    return amount


Cell = Annotated[Decimal | str | None, PlainValidator(_cell)]
