"""The portal's addresses, the smallest view, and a page of a report as it would be if each reader's were assembled anew."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from bench import quarters
from pcp_portal import urls as portal
from pillars.models import ReportingPeriod
from reports.assemble import assemble
from reports.render import draw


def smallest(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def assembled(request: HttpRequest) -> HttpResponse:
    period = ReportingPeriod.objects.of(quarters.SAMPLE).select_related("plan__office", "scale").get()
    return HttpResponse(draw(assemble(period), "vulnerability", register="/commitments/"))


urlpatterns = [path("bench/smallest/", smallest), path("bench/assembled/", assembled), *portal.urlpatterns]
handler500 = portal.handler500
