"""Addresses of the reader's floor. They are permanent: papers and minutes cite them."""

from django.urls import path

from reports import views

app_name = "reports"

urlpatterns = [
    path("", views.home, name="home"),
    path("reports/", views.report_list, name="list"),
    path("reports/<slug:quarter>/", views.contents, name="contents"),
    path("reports/<slug:quarter>/summary/", views.summary, name="summary"),
    path("reports/<slug:quarter>/pages/<slug:slug>/", views.sub_theme_page, name="page"),
    path("reports/<slug:quarter>/finance/", views.finance, name="finance"),
    path("reports/<slug:quarter>/finance/<slug:slug>/", views.finance_page, name="finance_page"),
    path("reports/<slug:quarter>/key/", views.key, name="key"),
    path("reports/<slug:quarter>/whole/", views.whole, name="whole"),
    path("reports/<slug:quarter>/report.pdf", views.pdf, name="pdf"),
]
