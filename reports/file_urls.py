"""Addresses of what is published once for every language: editions as they were frozen, data files, and what programs read."""

from django.urls import path, re_path

from reports.views import data, editions, pages

app_name = "files"

# The paths of a report's data files, but for those of its finance tables.
DATA = r"report\.(?:json|xlsx|ods)|data-package\.zip|data/[-\w]+\.(?:json|csv)"

urlpatterns = [
    path("reports/index.json", data.index_json, name="index_json"),
    path("openapi.json", data.openapi_json, name="openapi"),
    path("reports/<slug:quarter>/editions/<int:number>/", editions.edition_file, name="edition"),
    path("reports/<slug:quarter>/editions/<int:number>/SHA256SUMS", editions.checksums, name="checksums"),
    path("reports/<slug:quarter>/editions/<int:number>/<path:path>", editions.edition_file, name="edition_file"),
    re_path(rf"^reports/(?P<quarter>[-\w]+)/(?P<path>{DATA})$", pages.lasting_file, name="data_file"),
]
