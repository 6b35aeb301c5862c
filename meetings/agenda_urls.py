"""Addresses of published agendas, for everybody: /agendas/2019-09-24/ is what stands now; what lies below a number stays."""

from django.urls import path

from meetings.views import public

app_name = "agendas"
DAY = "<day:day>/"

urlpatterns = [
    path("", public.index, name="list"),
    path("answers/", public.answers, name="answers"),
    path(DAY, public.agenda, name="agenda"),
    path(f"{DAY}minutes/", public.minutes, name="minutes"),
    path(f"{DAY}<int:number>/", public.file, name="published"),
    path(f"{DAY}<int:number>/<path:path>", public.file, name="file"),
]
