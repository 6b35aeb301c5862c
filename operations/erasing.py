"""Takes a name out of all that the portal holds and did not publish, earlier versions too; `manage.py erase_name` asks.

Records say who did something by role, and nobody is named in minutes by design; but somebody may type a name.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import CharField, F, Field, JSONField, Model, QuerySet, SlugField, TextField, Value
from django.db.models.functions import Replace

from frozen import triggers
from reports.archive.tables import label_of, tables
from translations.actions import name_anew

# Somebody's own name stands in their account, which has a way of its own (forget_person).
APART = "accounts.user"


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a field of a table: in how many rows, and why it stays there; "" where it is taken out."""

    place: str
    rows: int
    stays: str = ""


@transaction.atomic
def erase(name: str, *, instead: str, is_really: bool) -> list[Found]:
    """Every place that holds a name as it is written; with `is_really` other words stand there afterwards, where they may.

    What was published is frozen: its row is told, to be withdrawn. A list within a field is told, to be changed by hand.
    """
    found = []
    for model, field in _text_fields():
        label = label_of(model)
        rows = _holding(model, field, name, instead)
        stays = ""
        if label in triggers.labels():
            stays = "it was published: withdraw it, and publish again what may stay"
        elif isinstance(field, JSONField):
            stays = "it is within a list: change it on its page"
        if number := rows.count():
            found.append(Found(f"{label}.{field.name}", number, stays))
            if is_really and not stays:
                rows.update(**{field.name: _without(field, name, instead)})
    if is_really:
        # They are found by the words that they translate.
        name_anew()
    return found


def _text_fields() -> Iterator[tuple[type[Model], Field]]:
    for table in tables():
        for field in table.fields:
            is_words = isinstance(field, (CharField, TextField, JSONField)) and not isinstance(field, SlugField)
            if is_words and not field.choices and not field.unique and table.label != APART:
                yield table.model, field


def _holding(model: type[Model], field: Field, name: str, instead: str) -> QuerySet[Model]:
    rows = model._base_manager.all()
    if isinstance(field, JSONField):
        return rows.filter(**{f"{field.name}__icontains": name})
    # Looking for it would take capital letters for small ones on one of the two databases.
    return rows.annotate(without_it=_without(field, name, instead)).exclude(without_it=F(field.name))


def _without(field: Field, name: str, instead: str) -> Replace:
    return Replace(F(field.name), Value(name), Value(instead), output_field=TextField())
