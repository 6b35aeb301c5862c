"""Takes out of an upload what acts, hides or tells; called by the worker."""

from __future__ import annotations

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from pdf.intake.kept import CATALOG, IN_PARENT_TREE, OF_STREAMS, OF_TYPED

MOST_LAYERS = 1000


def note_what_acts(pdf: Pdf, removed: set[str]) -> None:
    """Name what of the catalog will go, for the clerk to know."""
    root = pdf.Root
    names, opening = root.get("/Names"), root.get("/OpenAction")
    if isinstance(names, Dictionary):
        removed |= {"javascript"} if "/JavaScript" in names else set()
        removed |= {"files"} if "/EmbeddedFiles" in names else set()
    if isinstance(opening, Dictionary):
        removed.add("javascript" if opening.get("/S") == "/JavaScript" else "actions")
    if "/AA" in root or any("/AA" in page.obj for page in pdf.pages):
        removed.add("actions")
    if "/AF" in root or "/Collection" in root:
        removed.add("files")
    if "/Metadata" in root or "/Info" in pdf.trailer:
        removed.add("metadata")


def clean_catalog(pdf: Pdf) -> bool:
    """Keep of the catalog and trailer what is named; whether there are layers that are not shown."""
    root = pdf.Root
    for key in set(root.keys()) - CATALOG:
        del root[key]
    for key in set(pdf.trailer.keys()) & {"/Info", "/ID"}:
        del pdf.trailer[key]
    return _clean_layers(root)


def clean_objects(pdf: Pdf, tagged_forms: set[tuple[int, int]]) -> None:
    """Keep of no object what tells of its making, nor a number in a parent tree that it has not: `tagged_forms` have one."""
    for obj in pdf.objects:
        if isinstance(obj, Stream):
            keys = OF_STREAMS if obj.objgen in tagged_forms else OF_STREAMS | IN_PARENT_TREE
        elif isinstance(obj, Dictionary) and isinstance(obj.get("/Type"), Name):
            keys = OF_TYPED
        else:
            continue
        for key in keys:
            if key in obj:
                del obj[key]


def _clean_layers(root: Object) -> bool:
    """Layers (optional content) keep their names and whether they show."""
    layers = root.get("/OCProperties")
    if "/OCProperties" in root:
        del root["/OCProperties"]
    if not isinstance(layers, Dictionary):
        return False
    groups, given = _layers(layers.get("/OCGs")), layers.get("/D")
    if not isinstance(given, Dictionary):
        given = Dictionary()
    if given.get("/BaseState") == "/OFF":
        shown = {layer.objgen for layer in _layers(given.get("/ON"))}
        hidden = [layer for layer in groups if layer.objgen not in shown]
    else:
        hidden = _layers(given.get("/OFF"))
    for layer in groups:
        for key in set(layer.keys()) - {"/Type", "/Name"}:
            del layer[key]
    if groups:
        root.OCProperties = Dictionary(OCGs=Array(groups), D=Dictionary(OFF=Array(hidden)))
    return bool(hidden)


def _layers(held: object) -> list[Object]:
    items = list(held)[:MOST_LAYERS] if isinstance(held, Array) else []
    return [one for one in items if isinstance(one, Dictionary) and one.is_indirect]
