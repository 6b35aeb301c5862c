"""The tools of the tests themselves: each must find a known fault, or its silence means nothing."""

import pytest

from tests.accessibility import px_too_wide

WHOLE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A page</title></head>
<body><main><h1>A page</h1><p>Llŵyn</p></main></body></html>"""
STRICT = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'",
    "Content-Type": "text/html; charset=utf-8",
}
ADDRESS = "http://localhost/page"


def serve(page, html):
    page.route(ADDRESS, lambda route: route.fulfill(body=html, headers=STRICT))
    page.goto(ADDRESS)


def first_of(page, errors):
    """What the console tells may come after the page."""
    for _ in range(3000):
        if errors:
            break
        page.wait_for_timeout(20)
    return errors.pop()


def test_axe_finds_a_button_without_a_name(desk_page, axe):
    serve(desk_page, WHOLE.replace("<p>", "<button type='button'></button><p>"))
    assert [line.partition(": ")[0] for line in axe(desk_page)] == ["button-name"]


def test_axe_is_silent_on_a_good_page_under_a_strict_policy(desk_page, axe):
    serve(desk_page, WHOLE)
    assert axe(desk_page) == []


def test_page_is_as_wide_as_its_window_or_is_told_by_how_much_it_is_not(phone_page):
    serve(phone_page, WHOLE)
    assert px_too_wide(phone_page) == 0
    serve(phone_page, WHOLE.replace("<p>", "<table width='500'><tr><td>Wide</table><p>"))
    assert px_too_wide(phone_page) >= 500 - 375


def test_html_faults_names_the_document_and_the_line(html_faults):
    documents = {"good": WHOLE, "bad": WHOLE.replace("<p>", "<p><div></p>")}
    found = html_faults(documents)
    assert found
    assert all(line.startswith("bad, line 2: ") for line in found)


def test_html_faults_passes_over_htmx_alone(html_faults):
    assert html_faults(WHOLE.replace("<p>", "<p hx-get='/x'>")) == []
    assert len(html_faults(WHOLE.replace("<p>", "<p hx-get='/x' colour='red'>"))) == 1


def test_any_page_comes_in_three_widths(any_page):
    serve(any_page, WHOLE)
    assert any_page.evaluate("innerWidth") in (320, 375, 1280)


def test_what_the_policy_stops_is_noted(desk_page, console_errors):
    serve(desk_page, WHOLE.replace("<p>", "<style>p {color: red}</style><p>"))
    assert "violates the following Content Security Policy directive" in first_of(desk_page, console_errors)


def test_what_a_script_throws_is_noted(desk_page, console_errors):
    desk_page.route("**/start.js", lambda route: route.fulfill(body="missing()", content_type="text/javascript"))
    serve(desk_page, WHOLE.replace("<p>", "<script src='/start.js'></script><p>"))
    assert first_of(desk_page, console_errors) == "missing is not defined"


def test_no_page_reaches_another_host(page):
    with pytest.raises(Exception, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://example.org/")


@pytest.mark.django_db
def test_the_live_server_hands_out_the_built_styles(live_server, page):
    answer = page.goto(f"{live_server.url}/static/styles/site.css")
    assert answer.ok
    assert "Source Sans 3" in answer.text()
