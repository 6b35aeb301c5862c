"""The limited process that takes in one PDF: asked by a line of JSON on standard input, it answers so on standard output.

`take.py` starts it; whatever a hostile file does to it, the portal goes on.
"""

from __future__ import annotations

import json
import sys
import threading
from contextlib import suppress
from errno import EDQUOT, ENOSPC
from pathlib import Path
from typing import Any

from pikepdf import (
    AccessMode,
    DataDecodingError,
    Dictionary,
    ObjectStreamMode,
    PasswordError,
    Pdf,
    PdfError,
    Stream,
    StreamDecodeLevel,
    String,
    settings,
)

from confined.process import confine
from pdf.intake.clean import clean_catalog, clean_objects, note_what_acts
from pdf.intake.forms import flatten, prepare_forms
from pdf.intake.goals import Goals
from pdf.intake.pages import Content, make_sound, read_content, what_is_wrong
from pdf.intake.refusal import Refusal
from pdf.intake.tree import Tree, remove_tags
from pdf.text import TextReader

# Less than any thread of the portal has: what is copied here without running out of it can be joined there.
STACK = 4_000_000
# In what stands before the header, such as a mail's lines.
HEADER_WITHIN = 1024


def main() -> None:
    """Take in one file and end."""
    asked = json.loads(sys.stdin.buffer.readline())
    confine(memory=asked["memory"], seconds=asked["seconds"], written=2 * asked["size"] + 1_000_000)
    settings.set_qpdf_limits(
        flate_max_memory=asked["unpacked"],
        run_length_max_memory=asked["unpacked"],
        png_max_memory=asked["unpacked"],
        tiff_max_memory=asked["unpacked"],
        dct_max_memory=asked["unpacked"],
        doc_max_warnings=1000,
    )
    answer: list[dict[str, Any]] = []
    threading.stack_size(STACK)
    thread = threading.Thread(target=lambda: answer.append(_answer(asked)))
    thread.start()
    thread.join()
    sys.stdout.write(json.dumps(answer[0]))


def _answer(asked: dict[str, Any]) -> dict[str, Any]:
    source, target = Path(asked["source"]), Path(asked["target"])
    try:
        taken = _take(source, target, asked["pages"])
        _try_to_join(target, len(taken["sizes"]))
        return {"taken": taken}
    except Refusal as refusal:
        return {"refused": refusal.code, "page": refusal.page}
    except (PdfError, DataDecodingError, ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError):
        code = "broken"
    except OSError as trouble:
        code = "no_room" if trouble.errno in (ENOSPC, EDQUOT) else "broken"
    except (RecursionError, RuntimeError):
        code = "broken"
    except MemoryError:
        code = "limits"
    return {"refused": code, "page": 0}


def _take(source: Path, target: Path, most_pages: int) -> dict[str, Any]:
    with source.open("rb") as file:
        if b"%PDF-" not in file.read(HEADER_WITHIN):
            raise Refusal("not_pdf")
    try:
        # What the library would mend it might mend by losing a page, and nobody would know.
        pdf = Pdf.open(source, access_mode=AccessMode.stream, attempt_recovery=False, suppress_warnings=True)
    except PasswordError:
        raise Refusal("locked") from None
    except PdfError as error:
        raise Refusal("no_pages" if "no pages found" in str(error) else "broken") from None
    with pdf:
        if pdf.is_encrypted:
            raise Refusal("restricted")
        _count(pdf, most_pages)
        told = _described(pdf)
        removed: set[str] = set()
        note_what_acts(pdf, removed)
        prepare_forms(pdf, removed)
        told["has_hidden_layers"] = clean_catalog(pdf)
        goals = Goals(pdf)
        told["bookmarks"] = goals.write_outline(removed)
        goals.write_names()
        contents, sizes, flattened = _clean_pages(pdf, goals, removed)
        if wrong := what_is_wrong(pdf):
            raise Refusal(wrong)
        tree = Tree(pdf, contents, flattened) if "/StructTreeRoot" in pdf.Root else None
        held = tree.write() if tree is not None else [set() for _ in contents]
        if tree is None:
            remove_tags(pdf)
        in_forms = set(tree.in_forms) if tree is not None else set()
        clean_objects(pdf, in_forms)
        untagged = [
            number
            for number, (content, marks) in enumerate(zip(contents, held, strict=True), start=1)
            if content.has_text and not (content.spoken & marks) and not in_forms
        ]
        pdf.save(
            target,
            min_version="1.7",
            object_stream_mode=ObjectStreamMode.generate,
            stream_decode_level=StreamDecodeLevel.none,
            deterministic_id=True,
        )
    numbered = list(enumerate(contents, start=1))
    return told | {
        "pages": len(sizes),
        "sizes": sizes,
        "is_tagged": (any(held) or bool(in_forms)) and not untagged,
        "untagged_pages": untagged,
        "pages_without_text": [number for number, content in numbered if not content.has_text],
        "unreadable_pages": [number for number, content in numbered if content.is_unreadable],
        "removed": sorted(removed),
    }


def _count(pdf: Pdf, most_pages: int) -> None:
    count = len(pdf.pages)
    if not count:
        raise Refusal("no_pages")
    if count > most_pages:
        raise Refusal("too_long")
    # Pages are laid out flat, and given what they inherit, when one is added.
    pdf.add_blank_page()
    del pdf.pages[-1]


def _described(pdf: Pdf) -> dict[str, Any]:
    language, information = pdf.Root.get("/Lang"), pdf.trailer.get("/Info")
    title = information.get("/Title") if isinstance(information, Dictionary) else None
    told: dict[str, Any] = {
        "title": str(title) if isinstance(title, String) else "",
        "language": str(language) if isinstance(language, String) else "",
        "claims_ua": False,
    }
    # What is said in metadata that nobody can read does not matter.
    with suppress(Exception):
        metadata = pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False)
        told["title"] = str(metadata.get("dc:title") or told["title"])
        told["claims_ua"] = metadata.get("pdfuaid:part") == "1"
    told["title"] = " ".join("".join(letter if letter.isprintable() else " " for letter in told["title"]).split())[:300]
    return told


def _clean_pages(
    pdf: Pdf, goals: Goals, removed: set[str]
) -> tuple[list[Content], list[tuple[float, float]], dict[tuple[int, int], tuple[int, int]]]:
    reader = TextReader(pdf)
    contents: list[Content] = []
    sizes: list[tuple[float, float]] = []
    flattened: dict[tuple[int, int], tuple[int, int]] = {}
    for number, page in enumerate(pdf.pages, start=1):
        sizes.append(make_sound(pdf, page, number))
        content = read_content(pdf, page, number, reader)
        before = len(page.obj.Contents) if page.obj.Contents._type_name == "array" else 1
        marks = flatten(pdf, page, max(content.marks, default=-1) + 1, goals, removed)
        after = len(page.obj.Contents) if page.obj.Contents._type_name == "array" else 1
        if after > before:
            content = read_content(pdf, page, number, reader)
        flattened |= {place: (number - 1, mark) for place, mark in marks.items()}
        contents.append(content)
    return contents, sizes, flattened


def _try_to_join(target: Path, pages: int) -> None:
    """What joining does to a file, tried where it may fail; without its streams' data, which the library would hold in memory."""
    with Pdf.open(target, access_mode=AccessMode.stream, attempt_recovery=False) as clean, Pdf.new() as whole:
        for obj in clean.objects:
            if isinstance(obj, Stream):
                obj.write(b"")
        for page in clean.pages:
            whole.pages.append(page)
        for key in ("/StructTreeRoot", "/Outlines", "/Names", "/OCProperties"):
            if key in clean.Root:
                held = clean.Root[key]
                whole.copy_foreign(held if held.is_indirect else clean.make_indirect(held))
        if len(whole.pages) != pages:
            raise Refusal("broken")


if __name__ == "__main__":
    main()
