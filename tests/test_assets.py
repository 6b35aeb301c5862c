"""The built styles, scripts and fonts: whole, our own, and drawn right by the browser's and the PDF's engines."""

import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.conf import settings
from django.core.management import call_command
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

BUILT = Path(settings.BASE_DIR, "static", "build")
PACKAGES = Path(settings.BASE_DIR, "node_modules", "@fontsource")
# Letters of English, of Welsh, of names from elsewhere, and the signs of a finance table.
LETTERS = "Llŵyn ŷd Łódź Māori é ’ – £1,234 −5 ↑↓ ½"


def test_every_file_that_a_style_names_is_built():
    for style in ("site", "print"):
        path = BUILT / "styles" / f"{style}.css"
        named = [
            url for url in re.findall(r'url\(["\']?([^"\')]+)', path.read_text("utf-8")) if not url.startswith("data:")
        ]
        assert named
        assert [url for url in named if not (path.parent / url).is_file()] == []


def test_nothing_of_govuk_brand_is_built():
    built = [path for path in BUILT.rglob("*") if path.suffix in (".css", ".js")]
    assert not [path for path in built if re.search(r"GDS Transport|govuk-crest|govuk-crown", path.read_text("utf-8"))]


def test_the_real_storage_takes_every_file(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["print.css", "pack.css", "*.ttf"])
    assert list(tmp_path.glob("styles/site.*.css.gz"))


@pytest.mark.parametrize("family", ["Source Sans 3", "Source Serif 4"])
@pytest.mark.parametrize("face", ["400-normal", "600-normal", "700-normal", "400-italic"])
def test_the_pdf_draws_the_letters_that_it_says(family, face):
    """The text layer of a PDF may read well over wrong letters, so the outlines are compared with the typeface's own."""
    weight, style = face.split("-")
    name = family.lower().replace(" ", "-")
    wanted = {}
    for subset in ("latin-ext", "latin"):
        wanted |= outlines(TTFont(PACKAGES / name / "files" / f"{name}-{subset}-{face}.woff"))
    font = f'font: {style} {weight} 14pt "{family}"'
    drawn = drawn_letters(f"<html lang='en'><title>Letters</title><p style='{font}'>{LETTERS}</p></html>")
    assert set(drawn) == set(LETTERS)
    assert [letter for letter in drawn if drawn[letter] != wanted[letter]] == []


def drawn_letters(html):
    """Each letter that the text layer of the PDF names, with the outline that stands in its embedded font."""
    fonts = FontConfiguration()
    styles = CSS(filename=BUILT / "styles" / "print.css", font_config=fonts)
    pdf = pikepdf.open(BytesIO(HTML(string=html).write_pdf(stylesheets=[styles], font_config=fonts)))
    found = {}
    for font in pdf.pages[0].Resources.Font.values():
        embedded = TTFont(BytesIO(font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes()))
        _, _, says_all = font.ToUnicode.read_bytes().partition(b"endcodespacerange")
        says = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]{4})>\n", says_all)
        for number, letter in says:
            found[chr(int(letter, 16))] = outline(embedded, embedded.getGlyphName(int(number, 16)))
    return found


def outlines(font):
    return {chr(code): outline(font, glyph) for code, glyph in font.getBestCmap().items()}


def outline(font, glyph):
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[glyph].draw(pen)
    return pen.value


@pytest.mark.parametrize("made", sorted(BUILT.glob("fonts/*.ttf")), ids=lambda path: path.stem)
def test_figures_stand_under_each_other(made):
    """Figures of one width need no `tabular-nums`, which Source Sans's own subset does not hold."""
    font = TTFont(made)
    widths = [font["hmtx"][font.getBestCmap()[ord(digit)]][0] for digit in "0123456789"]
    assert max(widths) - min(widths) <= 1, "thousandths of the letter height"
