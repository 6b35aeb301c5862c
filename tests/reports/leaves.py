"""Every value in a tree of frozen dataclasses by itself: found by its path, and changed."""

from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

Path = tuple[Any, ...]


def leaves(value: object, path: Path = (), owner: str = ""):
    """The path of each leaf, the class and field that it is of, and what stands there."""
    if is_dataclass(value):
        for field in fields(value):
            yield from leaves(getattr(value, field.name), (*path, field.name), f"{type(value).__name__}.{field.name}")
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from leaves(item, (*path, number), owner)
    else:
        yield path, owner, value


def changed(tree, path: Path, new: object):
    """The tree with another value at this path."""
    if not path:
        return new
    first, *rest = path
    if isinstance(tree, tuple):
        return (*tree[:first], changed(tree[first], tuple(rest), new), *tree[first + 1 :])
    return replace(tree, **{first: changed(getattr(tree, first), tuple(rest), new)})


def another(value: object) -> object:
    """A value of the same kind that is not this one."""
    match value:
        case bool():
            return not value
        case int() | Decimal():
            return value + 1
        case date():
            return value + timedelta(days=1)
        case None:
            return 7
        case _:
            return f"{value} anew"
