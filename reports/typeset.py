"""Sets one section of a report: HTML to a finished, tagged PDF. Runs in worker processes and needs no Django.

The only module that imports WeasyPrint, and only inside its functions: the web pages never pay for it.
"""

import gc
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from multiprocessing import parent_process
from pathlib import Path
from resource import RLIMIT_AS, setrlimit
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from pdf.finish import finish

# How many objects a process makes before it looks for those that nobody holds any more: a dozen sections' worth.
MANY = 5_000_000

BLOCKS = (
    "html|head|meta|title|body|article|section|div|h[1-6]|p|ul|ol|li|table|caption|colgroup|col|thead|tbody|tr|th|td"
)
BESIDE_BLOCK = re.compile(rf" ?(</?(?:{BLOCKS})(?: [^<>]*)?>) ?")
SPACE = re.compile(r"\s+")
LABEL = re.compile(r' data-label="[^"]*"')


def typeset(html: str, styles: Path) -> bytes:
    """The section as PDF/UA-1. Fonts and pictures come from the folder above `styles`; nothing is fetched elsewhere."""
    with _no_collecting():
        return finish(draw(html, styles))


def draw(html: str, styles: Path) -> bytes:
    """The HTML as WeasyPrint draws it, before its tags are mended."""
    from weasyprint import HTML

    stylesheet, fonts, fetcher = _materials(styles)
    page: bytes = HTML(string=_closed_up(html), base_url=styles.as_uri(), url_fetcher=fetcher).write_pdf(
        stylesheets=[stylesheet],
        font_config=fonts,
        pdf_variant="pdf/ua-1",
        pdf_identifier=b"section",
        # The section is taken apart at once, and compressed when it is joined to the others.
        uncompressed_pdf=True,
    )
    return page


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Collecting while a tree of boxes grows costs an eighth of the time and frees nothing; a section is small."""
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > MANY:
            gc.collect()
        gc.enable()


def _closed_up(html: str) -> str:
    """The HTML without what only screens need: WeasyPrint would read it letter by letter, and then make nothing of it.

    That is the white space of indentation, and the labels that cells bear where a table becomes cards.
    """
    return BESIDE_BLOCK.sub(r"\1", SPACE.sub(" ", LABEL.sub("", html)))


@cache
def _materials(styles: Path) -> tuple[Any, Any, Any]:
    """The parsed stylesheet, the fonts and the fetcher of this process: made once, since parsing them costs a third."""
    from weasyprint import CSS, URLFetcher
    from weasyprint.text.fonts import FontConfiguration

    root = styles.parent.parent.resolve()

    class OwnFilesOnly(URLFetcher):
        """Opens the files of the build folder and data in the page itself, whatever a text asks for."""

        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            address = urlsplit(url)
            if address.scheme == "file" and not Path(unquote(address.path)).resolve().is_relative_to(root):
                raise ValueError(f"A report may not read {url}.")
            return super().fetch(url, headers)

    fetcher = OwnFilesOnly(allowed_protocols=("data", "file"), allow_redirects=False)
    fonts = FontConfiguration()
    return CSS(filename=styles, font_config=fonts, url_fetcher=fetcher), fonts, fetcher


def warm(styles: Path, memory: int) -> None:
    """Get a fresh worker ready: libraries imported, stylesheet parsed, fonts read. It ends with the process it works for.

    It may have so many bytes of memory and no more, so that a text which was made to take all of it takes nobody else's.
    """
    with suppress(ValueError, OSError):
        setrlimit(RLIMIT_AS, (memory, memory))
    Thread(target=_end_with_parent, daemon=True).start()
    draw("<html lang=en><title>.</title><p>.", styles)
    gc.freeze()


def _end_with_parent() -> None:
    """One that was killed cannot tell its workers to stop; without this they would wait for sections for ever."""
    if parent := parent_process():
        parent.join()
        os._exit(0)
