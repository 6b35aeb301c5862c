"""Addresses of the reader's floor, in each language. They are permanent: papers and minutes cite them."""

from django.urls import path

from reports.views import data, pages, plan, register, search

app_name = "reports"

urlpatterns = [
    path("", pages.home, name="home"),
    path("reports/", pages.report_list, name="list"),
    path("open-data/", data.open_data, name="open_data"),
    path("reports/<slug:quarter>/", pages.contents, name="contents"),
    path("reports/<slug:quarter>/summary/", pages.lasting, {"name": "summary"}, name="summary"),
    path("reports/<slug:quarter>/pages/<slug:slug>/", pages.lasting, {"name": "page"}, name="page"),
    path("reports/<slug:quarter>/finance/", pages.lasting, {"name": "finance"}, name="finance"),
    path("reports/<slug:quarter>/finance/<slug:slug>/", pages.lasting, {"name": "finance_page"}, name="finance_page"),
    path(
        "reports/<slug:quarter>/tables/<slug:statement>.<slug:ending>", pages.lasting, {"name": "table"}, name="table"
    ),
    path("reports/<slug:quarter>/key/", pages.lasting, {"name": "key"}, name="key"),
    path("reports/<slug:quarter>/whole/", pages.lasting, {"name": "whole"}, name="whole"),
    path("reports/<slug:quarter>/report.pdf", pages.lasting, {"name": "pdf"}, name="pdf"),
    path("pillars/", plan.plan, name="plan"),
    path("pillars/<slug:key>/", plan.pillar, name="pillar"),
    path("indicators/", plan.indicators, name="indicators"),
    path("indicators/<slug:key>/", plan.indicator, name="indicator"),
    path("search/", search.search_page, name="search"),
    path("commitments/", register.register, name="register"),
    path("commitments/changes/<slug:quarter>/", register.changes, name="changes"),
    path("commitments/<slug:slug>/", register.commitment, name="commitment"),
]
