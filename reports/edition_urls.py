"""Addresses of publishing, under those of a quarter: for the office's staff."""

from django.urls import path

from reports.views import publishing

app_name = "publishing"

urlpatterns = [
    path("", publishing.editions, name="editions"),
    path("publish/", publishing.publish, name="publish"),
    path("<int:number>/withdraw/", publishing.withdraw, name="withdraw"),
]
