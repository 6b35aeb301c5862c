"""Where links and bookmarks of an upload may lead: to places within it, web pages and mail; called by the worker."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from pdf.tags import name_tree

SCHEMES = ("http://", "https://", "mailto:")
MOST_NAMES = 50_000
MOST_BOOKMARKS = 10_000
DEEPEST = 20


class Goals:
    """What may be led to in one file."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.pages = {page.obj.objgen for page in pdf.pages}

    def clean_action(self, holder: Object, removed: set[str]) -> bool:
        """Leave a link or bookmark with a goal that may stay, or without any; whether it has one."""
        given, goal = holder.get("/A"), self._goal(holder.get("/Dest"))
        action = given if isinstance(given, Dictionary) else Dictionary()
        for key in ("/A", "/AA", "/Dest", "/PA"):
            if key in holder:
                del holder[key]
        kind = action.get("/S")
        if kind == "/URI":
            uri = action.get("/URI")
            address = bytes(uri).decode("latin-1").strip() if isinstance(uri, String) else ""
            if address.lower().startswith(SCHEMES) and address.isprintable():
                holder.A = Dictionary(S=Name.URI, URI=String(address))
                return True
        if kind == "/GoTo":
            goal = self._goal(action.get("/D"))
        elif kind is not None:
            removed.add("javascript" if "JavaScript" in str(kind) else "actions")
        if goal is not None:
            holder.Dest = goal
        return goal is not None

    def write_names(self) -> None:
        """All named places in one tree of names, whichever of the two ways the file had them in."""
        found: dict[str, Object] = {}
        old, names = self.pdf.Root.get("/Dests"), self.pdf.Root.get("/Names")
        for name, goal in old.items() if isinstance(old, Dictionary) else ():
            self._add_name(found, name.removeprefix("/"), goal)
        for name, place in _leaves(names.get("/Dests") if isinstance(names, Dictionary) else None):
            self._add_name(found, name, place)
        for key in ("/Dests", "/Names"):
            if key in self.pdf.Root:
                del self.pdf.Root[key]
        if found:
            self.pdf.Root.Names = Dictionary(Dests=name_tree(self.pdf, found.items()))

    def write_outline(self, removed: set[str]) -> int:
        """Write the bookmarks anew, each once and none deeper than twenty; how many there are."""
        outline = self.pdf.Root.get("/Outlines")
        if "/Outlines" in self.pdf.Root:
            del self.pdf.Root["/Outlines"]
        if not isinstance(outline, Dictionary):
            return 0
        root = self.pdf.make_indirect(Dictionary(Type=Name.Outlines))
        seen: set[tuple[int, int]] = set()
        # Each is a bookmark of the upload, what holds its copy, and how deep it stands; the next in the order of reading is last.
        waiting: list[tuple[object, Object, int]] = [(outline.get("/First"), root, 1)]
        while waiting and len(seen) < MOST_BOOKMARKS:
            item, holder, depth = waiting.pop()
            if not isinstance(item, Dictionary) or not item.is_indirect or item.objgen in seen:
                continue
            seen.add(item.objgen)
            waiting.append((item.get("/Next"), holder, depth))
            copy = self._bookmark(item, removed)
            _hang(copy, holder)
            waiting.append((item.get("/First"), copy if depth < DEEPEST else holder, min(depth + 1, DEEPEST)))
        if seen:
            self.pdf.Root.Outlines = root
        return len(seen)

    def _bookmark(self, item: Object, removed: set[str]) -> Object:
        title = item.get("/Title")
        self.clean_action(item, removed)
        copy = self.pdf.make_indirect(Dictionary(Title=title if isinstance(title, String) else String("–")))
        for key in ("/Dest", "/A"):
            if key in item:
                copy[key] = item[key]
        return copy

    def _add_name(self, found: dict[str, Object], name: str, goal: object) -> None:
        place = self._goal(goal)
        if isinstance(place, Array) and len(found) < MOST_NAMES:
            found.setdefault(name, place)

    def _goal(self, goal: object) -> Object | None:
        """The name of a place, or a page of this file and how it is shown; None for everything else."""
        if isinstance(goal, Dictionary):
            goal = goal.get("/D")
        if isinstance(goal, Name):
            return String(str(goal).removeprefix("/"))
        if isinstance(goal, String):
            return goal
        if not isinstance(goal, Array) or len(goal) < 2:
            return None
        page: object = goal[0]
        if not isinstance(page, Dictionary) or page.objgen not in self.pages or not isinstance(goal[1], Name):
            return None
        rest = [None if isinstance(one, (Array, Dictionary, Stream, String, Name)) else one for one in list(goal)[2:6]]
        return Array([page, goal[1], *rest])


def _hang(copy: Object, holder: Object) -> None:
    """Put a bookmark last of what another holds."""
    copy.Parent = holder
    if "/Last" in holder:
        copy.Prev, holder.Last.Next = holder.Last, copy
    else:
        holder.First = copy
    holder.Last = copy
    holder.Count = (
        abs(int(holder.get("/Count", 0))) + 1
        if holder.get("/Type") == "/Outlines"
        else int(holder.get("/Count", 0)) - 1
    )


def _leaves(tree: object) -> Iterator[tuple[str, object]]:
    """The names of a tree of names, each node of it looked at once."""
    seen: set[tuple[int, int]] = set()
    waiting: list[object] = [tree]
    looked_at = 0
    while waiting and looked_at < MOST_NAMES:
        node = waiting.pop()
        looked_at += 1
        if not isinstance(node, Dictionary) or (node.is_indirect and node.objgen in seen):
            continue
        seen.add(node.objgen)
        names, kids = node.get("/Names"), node.get("/Kids")
        if isinstance(names, Array):
            held = list(names)
            for name, goal in zip(held[::2], held[1::2], strict=False):
                if isinstance(name, String):
                    yield str(name), goal
        if isinstance(kids, Array):
            waiting.extend(list(kids))
