"""Addresses of the reader's floor. They are permanent: papers and minutes cite them."""

from django.urls import path, re_path

from reports.views import data, pages, register

app_name = "reports"

# The paths of a report's data files, but for those of its finance tables.
DATA = r"report\.(?:json|xlsx|ods)|data-package\.zip|data/[-\w]+\.(?:json|csv)"

urlpatterns = [
    path("", pages.home, name="home"),
    path("reports/", pages.report_list, name="list"),
    path("reports/index.json", data.index_json, name="index_json"),
    path("openapi.json", data.openapi_json, name="openapi"),
    path("open-data/", data.open_data, name="open_data"),
    path("reports/<slug:quarter>/", pages.contents, name="contents"),
    path("reports/<slug:quarter>/summary/", pages.summary, name="summary"),
    path("reports/<slug:quarter>/pages/<slug:slug>/", pages.sub_theme_page, name="page"),
    path("reports/<slug:quarter>/finance/", pages.finance, name="finance"),
    path("reports/<slug:quarter>/finance/<slug:slug>/", pages.finance_page, name="finance_page"),
    path("reports/<slug:quarter>/tables/<slug:statement>.<slug:ending>", pages.table, name="table"),
    path("reports/<slug:quarter>/key/", pages.key, name="key"),
    path("reports/<slug:quarter>/whole/", pages.whole, name="whole"),
    path("reports/<slug:quarter>/report.pdf", pages.pdf, name="pdf"),
    re_path(rf"^reports/(?P<quarter>[-\w]+)/(?P<path>{DATA})$", data.data_file, name="data_file"),
    path("commitments/", register.register, name="register"),
    path("commitments/changes/<slug:quarter>/", register.changes, name="changes"),
    path("commitments/<slug:slug>/", register.commitment, name="commitment"),
]
