"""Addresses of a report's texts in the second language, under those of its quarter."""

from django.urls import path

from reports.views import languages

app_name = "languages"

urlpatterns = [
    path("", languages.overview, name="overview"),
    path("preview/", languages.preview, name="preview"),
    path("<slug:name>/", languages.page, name="page"),
    path("<slug:name>/<slug:slug>/", languages.page, name="page"),
]
