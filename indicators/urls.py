"""Addresses of what is measured, under those of the plan."""

from django.urls import path

from indicators import views

app_name = "indicators"

urlpatterns = [
    path("", views.listed, name="listed"),
    path("add/", views.add, name="add"),
    path("<slug:key>/change/", views.indicator, name="indicator"),
]
