"""Makes one structure tree of those of the parts, so that numbers, names, roles and classes do not meet; called by join."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pikepdf import Array, Dictionary, Name, NameTree, NumberTree, Object, Page, Pdf, Stream, String

from pdf.parts import Part
from pdf.tags import attributes, name_tree, raw_elements


class Tags:
    """Collects the tags of the parts while they are added, and writes them at the end."""

    def __init__(self, whole: Pdf) -> None:
        self.whole = whole
        self.document = whole.make_indirect(Dictionary(S=Name.Document, K=Array()))
        self.root = whole.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([self.document])))
        self.document.P = self.root
        self.next_key = 0
        self.parents: list[object] = []
        self.identifiers: list[tuple[str, Object]] = []
        # What each role and class that was met means, and what it is, in the whole.
        self.meanings: dict[str, dict[str, tuple[bytes, Object]]] = {"/RoleMap": {}, "/ClassMap": {}}

    def prepare(self, part: Part, source: Pdf) -> None:
        """Give what the part names in its tags names of its own, before any of it is copied."""
        root = source.Root.StructTreeRoot
        renamed = {key: self._renamed(part, root, key) for key in self.meanings}
        roles, classes = renamed["/RoleMap"], renamed["/ClassMap"]
        has_names = Name.IDTree in root
        if not (has_names or roles or classes):
            return
        named: list[tuple[str, Object]] = []
        for element in raw_elements(root):
            if str(element.S) in roles:
                element.S = Name(roles[str(element.S)])
            if "/C" in element:
                given = list(element.C) if isinstance(element.C, Array) else [element.C]
                element.C = Array(
                    [Name(classes.get(str(one), str(one))) if isinstance(one, Name) else one for one in given]
                )
            if has_names and Name.ID in element:
                named.append((f"{part.name}#{element.ID}", element))
                element.ID = String(named[-1][0])
            for held in attributes(element) if has_names else ():
                if "/Headers" in held:
                    held.Headers = Array([String(f"{part.name}#{name}") for name in held.Headers])
        if has_names:
            root.IDTree = name_tree(source, named)

    def add(self, part: Part, source: Pdf, pages: Sequence[Page]) -> None:
        """One element for the part, which the part's own Document becomes, holding all that the part holds."""
        root = self.whole.copy_foreign(source.Root.StructTreeRoot)
        self._move_keys(root, pages)
        for key, merged in self.meanings.items():
            for name, meaning in root.get(key, Dictionary()).items():
                merged.setdefault(name, (_written(meaning), meaning))
        if Name.IDTree in root:
            self.identifiers += [(_text(name), element) for name, element in NameTree(root.IDTree).items()]
        held = root.get("/K", Array())
        kids = held if isinstance(held, Array) else Array([held])
        if len(kids) == 1 and kids[0].S == "/Document":
            element = kids[0]
        else:
            element = self.whole.make_indirect(Dictionary(K=kids))
            for kid in kids:
                kid.P = element
        element.S, element.P, element.T = Name.Part, self.document, String(part.title)
        if language := part.language or str(source.Root.get("/Lang", "")):
            element.Lang = String(language)
        self.document.K.append(element)

    def write(self) -> None:
        """Hang the tree into the whole, if any part has tags."""
        if not len(self.document.K):
            return
        whole, root = self.whole, self.root
        root.ParentTree = whole.make_indirect(Dictionary(Nums=Array(self.parents)))
        root.ParentTreeNextKey = self.next_key
        if self.identifiers:
            root.IDTree = name_tree(whole, self.identifiers)
        for key, merged in self.meanings.items():
            if merged:
                root[key] = Dictionary({name: meaning for name, (_, meaning) in merged.items()})
        whole.Root.StructTreeRoot = root

    def _renamed(self, part: Part, root: Object, key: str) -> dict[str, str]:
        """New names, in the part's file, for its roles or classes that mean something else in a part before it."""
        given = root.get(key, Dictionary())
        met = self.meanings[key]
        new = {
            name: f"{name}-{part.name}"
            for name, meaning in given.items()
            if name in met and met[name][0] != _written(meaning)
        }
        if new:
            # A role may lead to another of the part's own.
            changed = {
                new.get(name, name): Name(new.get(str(meaning), str(meaning))) if isinstance(meaning, Name) else meaning
                for name, meaning in given.items()
            }
            root[key] = Dictionary(changed)
        return new

    def _move_keys(self, root: Object, pages: Sequence[Page]) -> None:
        """Give the part's keys into the parent tree numbers of their own (ISO 32000-1, 14.7.4.4)."""
        for holder, key in numbered(pages):
            holder[key] = int(holder[key]) + self.next_key
        last = -1
        if "/ParentTree" in root:
            for last, parent in NumberTree(root.ParentTree).items():
                self.parents += [last + self.next_key, parent]
        self.next_key += last + 1


def numbered(pages: Sequence[Page]) -> Iterator[tuple[Object, str]]:
    """What of these pages has a number in the parent tree, each once: pages, annotations, and forms that are drawn."""
    seen: set[tuple[int, int]] = set()

    def keys(holder: Object) -> Iterator[tuple[Object, str]]:
        for key in ("/StructParents", "/StructParent"):
            if key in holder:
                yield holder, key

    for page in pages:
        yield from keys(page.obj)
        for annotation in page.obj.get("/Annots", ()):
            yield from keys(annotation)
        waiting = [page.obj.get("/Resources")]
        while waiting:
            resources = waiting.pop()
            if not isinstance(resources, Dictionary) or resources.objgen in seen:
                continue
            if resources.is_indirect:
                seen.add(resources.objgen)
            forms = resources.get("/XObject")
            for form in forms.values() if isinstance(forms, Dictionary) else ():
                if isinstance(form, Stream) and form.objgen not in seen:
                    seen.add(form.objgen)
                    yield from keys(form)
                    waiting.append(form.get("/Resources"))


def _written(meaning: Object) -> bytes:
    return meaning.unparse(resolved=True)


def _text(name: str | bytes) -> str:
    return name if isinstance(name, str) else str(String(name))
