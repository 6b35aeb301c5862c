"""Pictures that are taken in are drawn anew, and what means harm is refused with a sentence."""

import io

import pytest
from PIL import Image, PngImagePlugin

from pictures.take import LARGEST, RefusedPicture, take_in
from tests.pictures.drawing import logo, png_that_claims, png_with_much_text, saved

WITHIN = (800, 200)


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png), formats=["PNG"])


def with_secrets() -> bytes:
    """A PNG with text, and a page and a program behind its end, so that it might be taken for either."""
    told = PngImagePlugin.PngInfo()
    told.add_text("Author", "Somebody")
    exif = Image.Exif()
    exif[0x010E] = "Secret place"
    return logo(pnginfo=told, exif=exif, icc_profile=b"no profile") + b"<script>alert(1)</script>PK\x03\x04"


@pytest.mark.parametrize(
    ("content", "size"),
    [
        pytest.param(logo(), (800, 133), id="wide and clear"),
        pytest.param(logo((300, 100)), (300, 100), id="small"),
        pytest.param(logo((800, 400), mode="RGB", kind="JPEG"), (400, 200), id="JPEG"),
        pytest.param(saved(opened(logo()).convert("CMYK"), "JPEG"), (800, 133), id="JPEG for print"),
        pytest.param(saved(Image.new("I;16", (100, 50), 9000)), (100, 50), id="grey of 16 bits"),
        pytest.param(saved(Image.effect_noise((1200, 200), 90).convert("RGB")), (800, 133), id="photograph"),
        pytest.param(with_secrets(), (800, 133), id="more than a picture"),
    ],
)
def test_picture_is_drawn_anew_within_its_bounds(content, size):
    made = take_in(content, within=WITHIN)
    assert (made.width, made.height) == size
    with opened(made.png) as picture:
        assert picture.size == size
        assert picture.info.keys() <= {"transparency"}
        assert not picture.getexif()
    assert len(made.png) < 200_000
    for secret in (b"Somebody", b"Secret", b"script", b"profile", b"PK\x03\x04"):
        assert secret not in made.png


def test_picture_keeps_its_colour_its_clear_ground_and_the_way_it_is_held():
    with opened(take_in(logo(), within=WITHIN).png) as picture:
        assert picture.convert("RGBA").getpixel((0, 0))[3] == 0
        assert picture.convert("RGBA").getpixel((300, 20)) == (11, 79, 42, 255)
    turned = Image.Exif()
    turned[0x0112] = 6
    made = take_in(logo((400, 100), mode="RGB", kind="JPEG", exif=turned), within=WITHIN)
    assert (made.width, made.height) == (50, 200)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(png_that_claims(60_000, 60_000), "more than 25 million points", id="bomb"),
        pytest.param(png_that_claims(5_000, 4_900), "is damaged", id="claims more than it has"),
        pytest.param(png_with_much_text(), "is damaged", id="bomb of text"),
        pytest.param(png_that_claims(8_000, 60), "more than ten times as long", id="ribbon"),
        pytest.param(logo()[:-400], "is damaged", id="cut off"),
        pytest.param(logo()[:40], "neither a PNG nor a JPEG", id="head alone"),
        pytest.param(b"<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>", "This is an SVG", id="SVG"),
        pytest.param(b"\xef\xbb\xbf <SVG onload='alert(1)'>", "This is an SVG", id="SVG in capitals"),
        pytest.param(logo(mode="RGB", kind="GIF"), "neither a PNG nor a JPEG", id="GIF"),
        pytest.param(logo(mode="RGB", kind="PDF"), "neither a PNG nor a JPEG", id="PDF"),
        pytest.param(b"", "neither a PNG nor a JPEG", id="empty"),
        pytest.param(logo((60, 20)), "less than 40 points high", id="small"),
        pytest.param(logo(colour="#f5f5f5"), "can be seen on white", id="white"),
        pytest.param(logo() + bytes(LARGEST), "larger than 2 MB", id="large"),
    ],
)
def test_what_is_no_logo_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(RefusedPicture, match=sentence):
        take_in(content, within=WITHIN)
