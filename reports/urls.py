"""Addresses of the reader's floor. They are permanent: papers and minutes cite them."""

from django.urls import path

from reports.views import pages, plan, register

app_name = "reports"

urlpatterns = [
    path("", pages.home, name="home"),
    path("reports/", pages.report_list, name="list"),
    path("reports/<slug:quarter>/", pages.contents, name="contents"),
    path("reports/<slug:quarter>/summary/", pages.summary, name="summary"),
    path("reports/<slug:quarter>/pages/<slug:slug>/", pages.sub_theme_page, name="page"),
    path("reports/<slug:quarter>/finance/", pages.finance, name="finance"),
    path("reports/<slug:quarter>/finance/<slug:slug>/", pages.finance_page, name="finance_page"),
    path("reports/<slug:quarter>/tables/<slug:statement>.<slug:ending>", pages.table, name="table"),
    path("reports/<slug:quarter>/key/", pages.key, name="key"),
    path("reports/<slug:quarter>/whole/", pages.whole, name="whole"),
    path("reports/<slug:quarter>/report.pdf", pages.pdf, name="pdf"),
    path("pillars/", plan.plan, name="plan"),
    path("pillars/<slug:key>/", plan.pillar, name="pillar"),
    path("indicators/", plan.indicators, name="indicators"),
    path("indicators/<slug:key>/", plan.indicator, name="indicator"),
    path("commitments/", register.register, name="register"),
    path("commitments/changes/<slug:quarter>/", register.changes, name="changes"),
    path("commitments/<slug:slug>/", register.commitment, name="commitment"),
]
