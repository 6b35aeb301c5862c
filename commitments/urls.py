"""Addresses of the plan between quarters: its commitments and what an administrator does to them."""

from django.urls import path

from commitments.views import facts, plan, rows

app_name = "commitments"

urlpatterns = [
    path("", plan.plan, name="plan"),
    path("add/", rows.add, name="add"),
    path("<slug:slug>/", plan.commitment, name="commitment"),
    path("<slug:slug>/reword/", facts.reword, name="reword"),
    path("<slug:slug>/regroup/", rows.regroup, name="regroup"),
    path("<slug:slug>/move/", rows.move, name="move"),
    path("<slug:slug>/end/", facts.end, name="end"),
    path("<slug:slug>/reopen/", facts.reopen, name="reopen"),
]
