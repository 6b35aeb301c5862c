"""Addresses of published packs with exempt papers, for the members of the Panel and the officers who serve it."""

from django.urls import path

from meetings.views import members

app_name = "members"

urlpatterns = [
    path("", members.index, name="packs"),
    path("<day:day>/<int:number>/<str:name>", members.file, name="pack"),
]
