"""Writes the structure tree of an upload anew, every element once, tied to its parent and its page; called by the worker."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from pdf.intake.kept import ELEMENT, NEWER_TYPES, STANDARD_TYPES
from pdf.intake.pages import Content
from pdf.tags import name_tree

DEEPEST = 200
# A form's own numbers are not counted out, as a page's are.
MOST_MARKS = 20_000

_Place = tuple[int, int]


class Tree:
    """One structure tree while it is written anew."""

    def __init__(
        self,
        pdf: Pdf,
        contents: Sequence[Content],
        flattened: dict[_Place, tuple[int, int]],
    ) -> None:
        """`flattened` gives the page (from 0) and the mark of each annotation that was drawn into its page."""
        self.pdf = pdf
        self.root = pdf.Root.StructTreeRoot
        self.pages = [page.obj for page in pdf.pages]
        self.numbers = {page.objgen: number for number, page in enumerate(self.pages)}
        self.links = {link.objgen: link for page in self.pages for link in page.get("/Annots", Array())}
        self.marks = [set(content.marks) for content in contents]
        self.flattened = flattened
        for page, mark in flattened.values():
            self.marks[page].add(mark)
        self.held: list[dict[int, Object]] = [{} for _ in self.pages]
        self.in_forms: dict[_Place, tuple[Object, dict[int, Object]]] = {}
        self.of_links: dict[_Place, Object] = {}
        self.identifiers: dict[str, Object] = {}
        self.seen: set[_Place] = {self.root.objgen}
        self.roles = _dictionary(self.root.get("/RoleMap"))
        self.classes = _dictionary(self.root.get("/ClassMap"))

    def write(self) -> list[set[int]]:
        """Write the tree, and return the marks that its elements hold, a set for each page; all empty where none is left."""
        waiting: list[tuple[Object, int | None, int]] = []
        top = self._kids(self.root, self.root, None, 0, waiting)
        # What is below is written after what is above it; the order of reading is that of the lists of kids.
        while waiting:
            element, page, depth = waiting.pop()
            element.K = Array(self._kids(element, element, page, depth, waiting))
        new = self.pdf.make_indirect(
            Dictionary(Type=Name.StructTreeRoot, K=Array([kid for kid in top if isinstance(kid, Dictionary)]))
        )
        for kid in new.K:
            kid.P = new
        held = [set(marks) for marks in self.held]
        if any(held) or self.in_forms:
            self._write_parents(new)
            self.pdf.Root.StructTreeRoot = new
            self.pdf.Root.MarkInfo = Dictionary(Marked=True)
        else:
            remove_tags(self.pdf)
        return held

    def _kids(
        self,
        source: Object,
        parent: Object,
        page: int | None,
        depth: int,
        waiting: list[tuple[Object, int | None, int]],
    ) -> list[object]:
        held = source.get("/K")
        kept: list[object] = []
        for kid in held if isinstance(held, Array) else [held]:
            if isinstance(kid, int) and not isinstance(kid, bool):
                if page is not None and self._take(page, int(kid), parent):
                    kept.append(int(kid))
            elif isinstance(kid, Dictionary):
                if "/S" in kid:
                    if depth < DEEPEST and (element := self._element(kid, parent, page, depth, waiting)) is not None:
                        kept.append(element)
                elif (reference := self._reference(kid, parent, page)) is not None:
                    kept.append(reference)
        return kept

    def _element(
        self, kid: Object, parent: Object, page: int | None, depth: int, waiting: list[tuple[Object, int | None, int]]
    ) -> Object | None:
        element = kid if kid.is_indirect else self.pdf.make_indirect(kid)
        if element.objgen in self.seen:
            return None
        self.seen.add(element.objgen)
        for key in set(element.keys()) - ELEMENT:
            del element[key]
        element.P, element.S = parent, Name("/" + self._meaning(element.S))
        own = element.get("/Pg")
        if isinstance(own, Dictionary) and own.objgen in self.numbers:
            page = self.numbers[own.objgen]
        elif own is not None:
            del element["/Pg"]
        self._clean(element)
        waiting.append((element, page, depth + 1))
        return element

    def _clean(self, element: Object) -> None:
        """Keep words that are words, attributes that are plain, and a name that no other element has."""
        for key in ("/T", "/Lang", "/Alt", "/E", "/ActualText", "/ID"):
            if key in element and not isinstance(element[key], String):
                del element[key]
        attributes = [*self._class_attributes(element.get("/C")), *_dictionaries(element.get("/A"))]
        for key in ("/A", "/C"):
            if key in element:
                del element[key]
        if attributes:
            element.A = attributes[0] if len(attributes) == 1 else Array(attributes)
        if "/ID" in element:
            name = str(element.ID)
            if self.identifiers.setdefault(name, element).objgen != element.objgen:
                del element["/ID"]

    def _class_attributes(self, named: object) -> list[Object]:
        """A class's attributes become the element's own, so that no file's classes meet those of another."""
        names = list(named) if isinstance(named, Array) else [named]
        return [one for name in names if isinstance(name, Name) for one in _dictionaries(self.classes.get(str(name)))]

    def _reference(self, kid: Object, parent: Object, page: int | None) -> Object | None:
        """A run of marked content on a page or in a form, or an annotation."""
        own = kid.get("/Pg")
        if isinstance(own, Dictionary) and own.objgen in self.numbers:
            page = self.numbers[own.objgen]
        if page is None:
            return None
        held = kid.get("/Obj")
        if held is not None:
            place = held.objgen if isinstance(held, Dictionary) else (0, 0)
            if place in self.flattened:
                return self._mark(*self.flattened[place], parent)
            if place not in self.links or place in self.of_links:
                return None
            self.of_links[place] = parent
            return Dictionary(Type=Name.OBJR, Pg=self.pages[page], Obj=held)
        mark, stream = kid.get("/MCID"), kid.get("/Stm")
        if not isinstance(mark, int):
            return None
        if isinstance(stream, Stream):
            marks = self.in_forms.setdefault(stream.objgen, (stream, {}))[1]
            if 0 <= mark < MOST_MARKS and mark not in marks:
                marks[int(mark)] = parent
                return Dictionary(Type=Name.MCR, Pg=self.pages[page], MCID=int(mark), Stm=stream)
            return None
        return self._mark(page, int(mark), parent)

    def _take(self, page: int, mark: int, element: Object) -> bool:
        """A run is held by one element, and by none if the page does not draw it."""
        if mark not in self.marks[page] or mark in self.held[page]:
            return False
        self.held[page][mark] = element
        return True

    def _mark(self, page: int, mark: int, element: Object) -> Object | None:
        if not self._take(page, mark, element):
            return None
        return Dictionary(Type=Name.MCR, Pg=self.pages[page], MCID=mark)

    def _meaning(self, name: object) -> str:
        """What the file's own name for a kind of element stands for in the end (ISO 32000-1, 14.7.3)."""
        role, passed = str(name).removeprefix("/"), set[str]()
        while role not in passed and isinstance(mapped := self.roles.get(f"/{role}"), Name):
            passed.add(role)
            role = str(mapped).removeprefix("/")
        role = NEWER_TYPES.get(role, role)
        return role if role in STANDARD_TYPES else "NonStruct"

    def _write_parents(self, root: Object) -> None:
        numbers: list[object] = []

        def add(holder: Object, key: str, parents: object) -> None:
            holder[key] = len(numbers) // 2
            numbers.extend((len(numbers) // 2, parents))

        def in_order(marks: dict[int, Object]) -> Object:
            return self.pdf.make_indirect(Array([marks.get(mark) for mark in range(max(marks, default=-1) + 1)]))

        for page, marks in zip(self.pages, self.held, strict=True):
            add(page, "/StructParents", in_order(marks))
        for stream, marks in self.in_forms.values():
            add(stream, "/StructParents", in_order(marks))
        for place, element in self.of_links.items():
            add(self.links[place], "/StructParent", element)
        for place in self.links.keys() - self.of_links.keys():
            if "/StructParent" in self.links[place]:
                del self.links[place]["/StructParent"]
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        root.ParentTreeNextKey = len(numbers) // 2
        if self.identifiers:
            root.IDTree = name_tree(self.pdf, self.identifiers.items())


def remove_tags(pdf: Pdf) -> None:
    """Leave nothing that leads into a structure tree that is not there."""
    for key in ("/StructTreeRoot", "/MarkInfo"):
        if key in pdf.Root:
            del pdf.Root[key]
    for page in pdf.pages:
        for holder, key in (
            (page.obj, "/StructParents"),
            *((link, "/StructParent") for link in page.obj.get("/Annots", ())),
        ):
            if key in holder:
                del holder[key]


def _dictionary(value: object) -> Object:
    return value if isinstance(value, Dictionary) else Dictionary()


def _dictionaries(value: object) -> list[Object]:
    """Dictionaries of attributes with only plain values in them; between them stand numbers of revisions."""
    held = list(value) if isinstance(value, Array) else [value]
    return [
        Dictionary({key: one for key, one in item.items() if _is_plain(one)})
        for item in held
        if isinstance(item, Dictionary)
    ]


def _is_plain(value: object) -> bool:
    if isinstance(value, Array):
        return len(value) < 1000 and all(isinstance(one, int | float | Decimal | String | Name) for one in value)
    return isinstance(value, int | float | Decimal | String | Name)
