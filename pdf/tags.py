"""A PDF's structure tree as plain Python elements, read from the file and written back to it; called by this floor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, Object, Pdf, String


@dataclass(frozen=True, slots=True)
class Mark:
    """A run of marked content: the page it stands on (from 0) and its number there."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Annotated:
    """An annotation, such as a link, held by an element; `source` is the object reference that holds it."""

    source: Object
    page: int

    @property
    def annotation(self) -> Object:
        return self.source.Obj


@dataclass(eq=False, slots=True)
class Element:
    """One structure element: its tag after the role map, what it holds in reading order, and its dictionary in the file."""

    tag: str
    source: Object
    page: int | None = None
    kids: list[Element | Mark | Annotated] = field(default_factory=list)

    @property
    def elements(self) -> list[Element]:
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def child(self, tag: str) -> Element | None:
        """The first child with this tag, if any."""
        return next((kid for kid in self.elements if kid.tag == tag), None)

    def walk(self) -> Iterator[Element]:
        """This element and every element below it, in reading order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.elements))

    def all(self, tag: str) -> list[Element]:
        """Every element with this tag, in and below this one, in reading order."""
        return [element for element in self.walk() if element.tag == tag]

    def marks(self) -> Iterator[Mark]:
        """Every run of marked content in and below this element, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Mark):
                yield kid
            elif isinstance(kid, Element):
                yield from kid.marks()

    @property
    def has_marks(self) -> bool:
        return any(isinstance(kid, Mark) or (isinstance(kid, Element) and kid.has_marks) for kid in self.kids)

    @property
    def last_page(self) -> int | None:
        """The page of the last run of marked content; an element without any is where its dictionary says."""
        for kid in reversed(self.kids):
            if isinstance(kid, Mark):
                return kid.page
            if isinstance(kid, Element) and kid.has_marks:
                return kid.last_page
        return self.page


def raw_elements(root: Object) -> Iterator[Object]:
    """The dictionaries of all elements below a structure tree's root, each once, in no order; quicker than `read_tree`."""
    seen: set[tuple[int, int]] = set()
    waiting = [root]
    while waiting:
        source = waiting.pop()
        held = source.get("/K")
        for kid in held if isinstance(held, Array) else [held]:
            if isinstance(kid, Dictionary) and "/S" in kid and kid.objgen not in seen:
                if kid.is_indirect:
                    seen.add(kid.objgen)
                waiting.append(kid)
                yield kid


def attributes(source: Object) -> list[Object]:
    """An element's dictionaries of attributes, of which it may have one or several."""
    held = source.get("/A")
    return [one for one in (held if isinstance(held, Array) else [held]) if isinstance(one, Dictionary)]


def read_tree(pdf: Pdf) -> list[Element]:
    """The elements at the root of the structure tree, each with all it holds; an empty list for an untagged file."""
    if Name.StructTreeRoot not in pdf.Root:
        return []
    root = pdf.Root.StructTreeRoot
    return _Reader(pdf, root).elements(root)


class _Reader:
    def __init__(self, pdf: Pdf, root: Object) -> None:
        self.pages: dict[tuple[int, int], int] = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self.roles = {key: str(role) for key, role in root.get("/RoleMap", {}).items()}

    def elements(self, root: Object) -> list[Element]:
        return [kid for kid in self.kids(root, None) if isinstance(kid, Element)]

    def kids(self, source: Object, page: int | None) -> Iterator[Element | Mark | Annotated]:
        held = source.get("/K")
        if held is None:
            return
        for kid in held if isinstance(held, Array) else [held]:
            if isinstance(kid, int):
                if page is not None:
                    yield Mark(page, kid)
                continue
            own = kid.get("/Pg")
            kid_page = page if own is None else self.pages.get(own.objgen)
            if (tag := kid.get("/S")) is not None:
                element = Element(self.tag(str(tag)), kid, kid_page)
                element.kids.extend(self.kids(kid, kid_page))
                yield element
            elif kid_page is not None:
                yield Mark(kid_page, int(kid.MCID)) if "/MCID" in kid else Annotated(kid, kid_page)

    def tag(self, name: str) -> str:
        """A role may lead to another; one that leads back to itself is what it is."""
        passed: set[str] = set()
        while name in self.roles and name not in passed:
            passed.add(name)
            name = self.roles[name]
        return name.removeprefix("/")


def new_element(pdf: Pdf, tag: str, kids: list[Element | Mark | Annotated], page: int | None) -> Element:
    """An element that was not in the file; `write_tree` ties it to its parent, page and kids."""
    return Element(tag, pdf.make_indirect(Dictionary()), page, kids)


def write_tree(pdf: Pdf, document: Element) -> set[Mark]:
    """Write the elements back under the structure root, with a new parent tree and ID tree, and return the marks they hold.

    Pages and annotations get new numbers in the parent tree (ISO 32000-1, 14.7.4.4): pages first, then annotations as read.
    """
    pages = [page.obj for page in pdf.pages]
    parents: list[dict[int, Object]] = [{} for _ in pages]
    annotations: list[Object] = []
    names: list[tuple[str, Object]] = []

    def write(element: Element, parent: Object) -> None:
        source = element.source
        source.S = Name("/" + element.tag)
        # It is an element without being called so (table 323): of tens of thousands in a pack, that makes one twelfth less work.
        if Name.Type in source:
            del source.Type
        source.P = parent
        if element.page is not None:
            source.Pg = pages[element.page]
        if Name.ID in source:
            names.append((str(source.ID), source))
        held: list[object] = []
        for kid in element.kids:
            if isinstance(kid, Element):
                write(kid, source)
                held.append(kid.source)
            elif isinstance(kid, Mark):
                parents[kid.page][kid.number] = source
                here = kid.page == element.page
                held.append(kid.number if here else Dictionary(Type=Name.MCR, Pg=pages[kid.page], MCID=kid.number))
            else:
                kid.annotation.StructParent = len(pages) + len(annotations)
                annotations.append(source)
                held.append(kid.source)
        source.K = Array(held)

    root = pdf.Root.StructTreeRoot
    write(document, root)
    root.K = Array([document.source])
    numbers: list[object] = []
    for number, (page, marked) in enumerate(zip(pages, parents, strict=True)):
        page.StructParents = number
        numbers += [number, Array([marked.get(mark) for mark in range(max(marked, default=-1) + 1)])]
    for number, source in enumerate(annotations, start=len(pages)):
        numbers += [number, source]
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    root.ParentTreeNextKey = len(pages) + len(annotations)
    if Name.IDTree in root:
        del root.IDTree
    if names:
        root.IDTree = name_tree(pdf, names)
    return {Mark(page, number) for page, marked in enumerate(parents) for number in marked}


def name_tree(pdf: Pdf, entries: Iterable[tuple[str, Object]]) -> Object:
    """A name tree (ISO 32000-1, 7.9.6) in one piece, sorted by the bytes of the names."""
    pairs = sorted(((String(name), value) for name, value in entries), key=lambda pair: bytes(pair[0]))
    return pdf.make_indirect(Dictionary(Names=Array([item for pair in pairs for item in pair])))
