"""The portal's addresses and the smallest view."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from pcp_portal.urls import urlpatterns as portal


def smallest(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [path("bench/smallest/", smallest), *portal]
