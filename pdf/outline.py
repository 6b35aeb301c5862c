"""The outline and page labels of a joined document; called by join."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, String

# A part's way of headings, its title, its first page and its own outline.
Entry = tuple[tuple[str, ...], str, Page, Object | None]
# Beyond these a part's own outline is left out: nobody finds anything in it.
MOST_SIBLINGS = 20_000


def graft_outlines(whole: Pdf, parts: Sequence[Entry]) -> None:
    """One bookmark a part, named by its title: the one its own outline begins with, or one that holds all of them.

    Parts that follow each other under one heading share a bookmark of that name, and so on down their ways. Ways down are
    closed, so that the outline opens as a list of the whole.
    """
    root = whole.make_indirect(Dictionary(Type=Name.Outlines))
    items = _bookmarks(whole, parts)
    if not items:
        return
    _chain(root, items)
    root.Count = len(items)
    whole.Root.Outlines = root


def label_pages(whole: Pdf, labels: Sequence[str]) -> None:
    """What each page is called, such as 22, 58a or iv: runs that count on are written as one (ISO 32000-1, 12.4.2).

    Without labels pages are counted from 1. Raises ValueError for another number of labels than pages.
    """
    if labels and len(labels) != len(whole.pages):
        raise ValueError(f"There are labels for {len(labels)} pages, but the PDF has {len(whole.pages)}.")
    if not labels:
        whole.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
        return
    numbers: list[object] = []
    expected = ""
    for place, label in enumerate(labels):
        # A number that may count on: no zero leads it, and it is one that the format can hold.
        match = re.fullmatch(r"(.*?)([1-9]\d{0,8})", label, re.DOTALL)
        if label != expected or match is None:
            named = Dictionary(P=String(label)) if match is None else Dictionary(S=Name.D, St=int(match[2]))
            if match is not None and match[1]:
                named.P = String(match[1])
            numbers += [place, named]
        expected = f"{match[1]}{int(match[2]) + 1}" if match is not None else ""
    whole.Root.PageLabels = Dictionary(Nums=Array(numbers))


def _bookmarks(whole: Pdf, parts: Sequence[Entry]) -> list[Object]:
    items: list[Object] = []
    for heading, group in groupby(parts, key=lambda part: part[0][0] if part[0] else None):
        members = list(group)
        if heading is None:
            items += [_own_bookmark(whole, title, page, own) for _, title, page, own in members]
            continue
        holder = _bookmark(whole, heading, members[0][2])
        held = _bookmarks(whole, [(way[1:], title, page, own) for way, title, page, own in members])
        _chain(holder, held)
        holder.Count = -len(held)
        items.append(holder)
    return items


def _own_bookmark(whole: Pdf, title: str, page: Page, own: Object | None) -> Object:
    siblings = _siblings(own.get("/First")) if own is not None else []
    if len(siblings) == 1:
        item = siblings[0]
        item.Title = String(title)
    else:
        item = _bookmark(whole, title, page)
        if siblings:
            _chain(item, siblings)
            item.Count = len(siblings)
    if "/Count" in item:
        item.Count = -abs(int(item.Count))
    return item


def _bookmark(whole: Pdf, title: str, page: Page) -> Object:
    top = Array([page.obj, Name.XYZ, None, page.mediabox[3], None])
    return whole.make_indirect(Dictionary(Title=String(title), Dest=top))


def _chain(holder: Object, items: list[Object]) -> None:
    for item in items:
        item.Parent = holder
    for before, after in pairwise(items):
        before.Next, after.Prev = after, before
    for item, key in ((items[0], "/Prev"), (items[-1], "/Next")):
        if key in item:
            del item[key]
    holder.First, holder.Last = items[0], items[-1]


def _siblings(first: Object | None) -> list[Object]:
    """A bookmark and those after it, each once."""
    found: list[Object] = []
    seen: set[tuple[int, int]] = set()
    item = first
    while isinstance(item, Dictionary) and item.objgen not in seen and len(found) < MOST_SIBLINGS:
        found.append(item)
        seen.add(item.objgen)
        item = item.get("/Next")
    return found
