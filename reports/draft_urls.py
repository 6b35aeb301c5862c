"""Addresses of drafts, under those of the quarter: the same pages as a published report has, by the same names."""

from django.urls import path

from reports.views import drafts

app_name = "drafts"

urlpatterns = [
    path("", drafts.contents, name="contents"),
    path("summary/", drafts.summary, name="summary"),
    path("pages/<slug:slug>/", drafts.sub_theme_page, name="page"),
    path("finance/", drafts.finance, name="finance"),
    path("finance/<slug:slug>/", drafts.finance_page, name="finance_page"),
    path("tables/<slug:statement>.<slug:ending>", drafts.table, name="table"),
    path("key/", drafts.key, name="key"),
    path("whole/", drafts.whole, name="whole"),
    path("report.pdf", drafts.pdf, name="pdf"),
]
