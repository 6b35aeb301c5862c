"""Addresses with one page more: a form that holds every kind of field, in the layout of staff pages."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import path

from pcp_portal.urls import urlpatterns as portal

PAGE = """{% extends "layouts/desk.html" %}
{% block title %}Every field{% endblock %}
{% block page %}
  <h1 class="sheet-title">Every field</h1>
  <form method="post" enctype="multipart/form-data" novalidate>
    {% csrf_token %}
    {{ form }}
    <p class="actions"><button class="button">Save</button> <a class="button is-quiet" href="/">Leave it</a></p>
  </form>
{% endblock %}"""


class EveryField(forms.Form):
    title = forms.CharField(help_text="As the plan prints it.", max_length=150)
    number = forms.CharField(max_length=5)
    count = forms.IntegerField()
    due_on = forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), help_text="In a sentence.")
    pillar = forms.ChoiceField(choices=[("", "Choose one"), ("a", "Safer places")])
    rating = forms.ChoiceField(
        choices=[("r", "Red"), ("g", "Green")], widget=forms.RadioSelect, help_text="This period."
    )
    owners = forms.MultipleChoiceField(
        choices=[("Pillars", [("a", "Safer places"), ("b", "Roads")])], widget=forms.CheckboxSelectMultiple
    )
    is_final = forms.BooleanField(label="This is final", help_text="Nobody can change it afterwards.")
    paper = forms.FileField()
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean(self):
        raise forms.ValidationError("The quarter is closed.")


def every_field(request: HttpRequest) -> HttpResponse:
    form = EveryField(request.POST or None, request.FILES or None)
    if request.GET.get("done"):
        messages.success(request, "Saved.")
        return redirect("/every-field/")
    status = 422 if form.is_bound and not form.is_valid() else 200
    page = engines["django"].from_string(PAGE)
    return HttpResponse(page.render({"form": form}, request), status=status)


urlpatterns = [*portal, path("every-field/", every_field)]
