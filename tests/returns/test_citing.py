"""The way from a return's texts to the figures that they can cite: where it stands, what it costs, where it leads."""

import re

import pytest

from accounts.roles import Role
from pillars.models import Return
from tests import records
from tests.finance.tables import CELLS, COLUMNS, ROWS
from tests.people import client_of, make_person
from tests.returns.entry import make_place
from tests.returns.test_editing import HTMX, PAGE_QUERIES, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def cited(kept):
    records.make_table(kept.period, "revenue", COLUMNS, ROWS, CELLS)
    return kept


@pytest.fixture
def client(kept):
    return client_of(kept.editor)


def ways(html):
    """The fields that figures are inserted into."""
    return re.findall(r'data-cites="([^"]+)"', html)


def test_each_text_that_is_kept_has_the_way_and_no_list_is_loaded(client, cited, html_faults):
    html = client.get(cited.address).text
    assert ways(html) == ["text-summary-text", "text-headlines-text", "text-activities-text"]
    assert "scripts/citing.js" in html
    assert "data-token" not in html
    assert html_faults(html) == []


def test_it_costs_the_page_no_query(client, cited, django_assert_num_queries):
    make_place(cited)
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(cited.address)


def test_quarter_without_a_finance_part_shows_nothing(client, kept):
    html = client.get(kept.address).text
    assert ways(html) == []
    assert "Insert a figure" not in html
    assert "citing.js" not in html
    assert "inserted from the tables" not in html


def test_who_only_reads_inserts_nothing(client, cited):
    assert ways(client_of(make_person(Role.APPROVER)).get(cited.address).text) == []
    Return.objects.filter(pk=cited.held.pk).update(state="submitted")
    html = client.get(cited.address).text
    assert ways(html) == []
    assert "citing.js" not in html


def test_text_that_is_drawn_anew_has_the_way_and_a_line_has_none(client, cited):
    drawn = client.get(cited.save_address("text-headlines"), **HTMX).text
    assert ways(drawn) == ["text-headlines-text"]
    assert ways(client.get(cited.save_address(cited.line_key()), **HTMX).text) == []
    refused = save(client, cited, "text-headlines", htmx=False, text="Words.", none="on")
    assert len(ways(refused.text)) == 3


def test_page_of_figures_leads_an_editor_back_to_the_text(client, cited, html_faults):
    address = re.search(r'href="([^"]+)" data-cites="text-headlines-text"', client.get(cited.address).text)
    page = client.get(address[1].replace("&amp;", "&"))
    back = f'href="{cited.address}#text-headlines">Back to {cited.held.sub_theme}<'
    assert back in page.text
    assert "<code>{{revenue/pay/budget}}</code>" in page.text
    # What is searched keeps the way back.
    assert '<input type="hidden" name="return" value="theme-1-1">' in page.text
    assert '<input type="hidden" name="entry" value="text-headlines">' in page.text
    assert html_faults(page.text) == []


@pytest.mark.parametrize("asked", ["", "gone", "'><script>", "theme-1-1\x00"])
def test_page_of_figures_leaves_aside_a_return_that_it_does_not_know(asked, client, cited):
    figures = f"/quarters/{cited.period.quarter.slug}/finance/notes/figures/"
    page = client.get(figures, {"return": asked, "entry": "'><script>"})
    assert page.status_code == 200
    assert "Back to the notes" in page.text
    assert "'><script>" not in page.text
