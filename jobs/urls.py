"""Addresses of jobs: where a page that asked for work sends the person on to."""

from django.urls import path

from jobs import views

app_name = "jobs"

urlpatterns = [
    path("<uuid:pk>/", views.job, name="job"),
    path("<uuid:pk>/result/", views.result, name="result"),
]
