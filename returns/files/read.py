"""Reads a plan or quarter file into its shape, and collects every fault with its line, its place and a sentence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

AnyFile = TypeVar("AnyFile", bound=BaseModel)
PlaceInFile = tuple[str | int, ...]
LARGEST = 10_000_000
DEEPEST = 30
CLASH = (
    "The file puts records into an order or a grouping that clashes with the one held, which a load cannot untangle. "
    "Load it into an empty portal, or make the change in the portal."
)


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something wrong in a file: the line (0 where none is known), the place ("sub_themes › engagement"), a sentence."""

    line: int
    place: str
    sentence: str


class FaultyFile(Exception):
    """A file was refused; `faults` holds every fault found, in the order of the file. Nothing of it was kept."""

    def __init__(self, name: str, faults: Iterable[Fault]) -> None:
        self.name = name
        self.faults = sorted(set(faults))
        super().__init__(f"{name} has {len(self.faults)} fault{'s' if len(self.faults) != 1 else ''}.")

    def report(self) -> str:
        """One line a fault: `quarter.yaml:12: sub_themes › engagement: There is no …`."""
        lines = [
            f"{self.name}{f':{fault.line}' if fault.line else ''}: {fault.place + ': ' if fault.place else ''}{fault.sentence}"
            for fault in self.faults
        ]
        return "\n".join(lines)


class Loader(yaml.SafeLoader):
    """YAML without its surprises, as the file format describes it and as JSON reads too.

    Only true, false, null, 16 and 1.5 are more than text: 010 is no octal number, `No` no falsehood, and a date that the
    calendar lacks is found where it stands. A key is text whatever it looks like.
    """

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> Any:
        for key, _ in node.value:
            key.tag = "tag:yaml.org,2002:str"
        return super().construct_mapping(node, deep=deep)

    def construct_scalar(self, node: yaml.ScalarNode | yaml.MappingNode) -> Any:
        """JSON may write a character as two halves, which YAML does not join."""
        return str(super().construct_scalar(node)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


Loader.yaml_implicit_resolvers = {}
for _kind, _pattern, _first in (
    ("bool", r"true|false", "tf"),
    ("null", r"null|~|", ["n", "~", ""]),
    ("int", r"-?(?:0|[1-9][0-9]*)", "-0123456789"),
    ("float", r"-?(?:0|[1-9][0-9]*)\.[0-9]+", "-0123456789"),
):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_kind}", re.compile(rf"(?:{_pattern})\Z"), list(_first))

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


class Places:
    """Where each value of a file stands: the line of every key and item, so that a fault can be found."""

    def __init__(self) -> None:
        self.lines: dict[PlaceInFile, int] = {}
        self.faults: list[Fault] = []

    def fault(self, place: PlaceInFile, sentence: str) -> None:
        """Note a fault at a place; a place that is not in the file itself takes the line of the nearest one above."""
        known = place
        while known and known not in self.lines:
            known = known[:-1]
        self.faults.append(Fault(self.lines.get(known, 0), " › ".join(map(_step, place)), sentence))

    def walk(self, node: yaml.Node, place: PlaceInFile = ()) -> None:
        self.lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if not isinstance(key, yaml.ScalarNode):
                    raise yaml.MarkedYAMLError(problem="a key is a single word", problem_mark=key.start_mark)
                here = (*place, str(key.value))
                self.lines[here] = key.start_mark.line + 1
                if key.value in seen:
                    self.fault(here, "This key stands twice here; the second would hide the first.")
                seen.add(key.value)
                self.walk(value, here)
        elif isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                self.walk(item, (*place, index))
        elif CONTROL.search(node.value):
            self.fault(place, "This text holds a character that cannot be shown. Type it anew.")


def _step(step: str | int) -> str:
    return f"item {step + 1}" if isinstance(step, int) else step


def read_file(path: Path, shape: type[AnyFile]) -> tuple[AnyFile, Places]:
    """Read a YAML or JSON file into `shape`. Raises FaultyFile with every fault of its shape at once."""
    return read_text(path.name, _text(path), shape)


def read_text(name: str, text: str, shape: type[AnyFile], *, most: int | None = None) -> tuple[AnyFile, Places]:
    """Read the text of a YAML or JSON file into `shape`; `name` is what its faults call it. Raises FaultyFile likewise.

    `most` is how many keys, values, beginnings and ends may stand in it, where somebody waits for the answer.
    """
    places = Places()
    # In JSON a tab may stand before a value, in YAML it may not.
    text = text.replace("\t", " ") if text.lstrip().startswith("{") else text
    try:
        if endless := _endless(text, most):
            raise FaultyFile(name, [endless])
        loader = Loader(text)
        node = loader.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            raise FaultyFile(name, [Fault(1, "", "The file is not a list of keys and values.")])
        places.walk(node)
        content = loader.construct_document(node)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        line = mark.line + 1 if mark else 0
        raise FaultyFile(name, [Fault(line, "", f"This is not YAML: {problem}.")]) from error
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        # A value that says itself what it is, such as `!!timestamp x`, and is not.
        raise FaultyFile(name, [Fault(0, "", f"The file cannot be read: {error}.")]) from error
    return shaped(name, content, places, shape), places


def shaped(name: str, content: object, places: Places, shape: type[AnyFile]) -> AnyFile:
    """Plain values as `shape`, each fault at its place. Raises FaultyFile with all of them."""
    try:
        return shape.model_validate(content)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            places.fault(_place(fault["loc"]), _sentence(fault))
        raise FaultyFile(name, places.faults) from error


def _endless(text: str, most: int | None) -> Fault | None:
    """What can make a short file take for ever, looked for before any of it is built."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader)):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if most is not None and count > most:
            return Fault(line, "", "From this line on the file holds more than any plan has. Is it the right one?")
        if isinstance(event, yaml.AliasEvent):
            return Fault(line, "", "YAML aliases (*name) are not read. Write the value out.")
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return Fault(line, "", f"Lists lie in lists more than {DEEPEST} deep, which no plan or quarter needs.")
    return None


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise FaultyFile(path.name, [Fault(0, "", "The file is larger than 10 MB. Is it the right one?")])
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise FaultyFile(path.name, [Fault(0, "", f"The file cannot be opened: {error.strerror}.")]) from error
    except UnicodeDecodeError as error:
        raise FaultyFile(path.name, [Fault(0, "", "The file is not text in UTF-8. Save it as UTF-8.")]) from error


def _place(loc: tuple[int | str, ...]) -> PlaceInFile:
    """Pydantic names the branch of a union within the place, in square brackets; people do not write it."""
    return tuple(step for step in loc if isinstance(step, int) or "[" not in step)


def _sentence(fault: Any) -> str:
    given = fault.get("input")
    shown = f"“{given}”" if isinstance(given, str | int | float) else "This"
    context = fault.get("ctx", {})
    match fault["type"]:
        case "missing":
            return "This key is missing."
        case "extra_forbidden":
            return "There is no such key. Is it spelt right?"
        case "enum" | "literal_error":
            return f"{shown} is not one of {context['expected']}."
        case "value_error":
            return str(context["error"])
        case "string_too_long":
            return f"This text is longer than {context['max_length']} characters."
        case "string_too_short" | "too_short":
            return "This is empty."
        case "string_type":
            return f"{shown} is not a text. Put it in quotation marks."
        case "date_from_datetime_parsing" | "date_type" | "date_parsing":
            return f"{shown} is not a date. Write it like 2019-04-01."
        case _:
            message = str(fault["msg"])
            return f"{shown}: {message[0].lower()}{message[1:]}."
