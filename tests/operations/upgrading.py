"""Run as a module: an empty database is brought to the state of the first version, filled, and brought up to date."""

import json
import sys
from datetime import date
from typing import Any

FIRST = ("accounts", "pillars", "commitments", "indicators", "finance", "reports")


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    known = sorted(executor.loader.disk_migrations or {})
    targets = [next(found for found in known if found[0] == app) for app in FIRST]
    executor.migrate(targets)
    fill(executor.loader.project_state(targets).apps)
    call_command("migrate", verbosity=0)
    sys.stdout.write(json.dumps(told()))


def fill(then: Any) -> None:
    """A quarter of a plan with something in each record, as the first version kept it."""
    from django.contrib.auth.hashers import make_password

    def make(model: str, /, **fields: Any) -> Any:
        return then.get_model(model)._base_manager.create(**fields)

    make(
        "accounts.User", email="administrator@westmarsh.example", password=make_password("a pass phrase of four words")
    )
    names = ("name", "short_name", "area", "role", "role_short", "panel", "report_title")
    office = make("pillars.Office", **{name: name for name in names})
    days = {"starts_on": date(2017, 4, 1), "ends_on": date(2021, 3, 31)}
    plan = make("pillars.Plan", key="plan", title="Plan", office=office, **days)
    pillar = make("pillars.Pillar", key="pillar", order=1, title="Pillar", plan=plan)
    sub_theme = make("pillars.SubTheme", key="sub-theme", order=1, title="Sub-theme", pillar=pillar)
    scale = make("pillars.RatingScale", version=1, plan=plan)
    green = {
        "code": "G",
        "word": "Green",
        "definition": "Well.",
        "shape": "disc",
        "colour": "green",
        "order": 1,
        "rank": 1,
    }
    rating = make("pillars.Rating", scale=scale, **green)
    period = make("pillars.ReportingPeriod", year=2019, number=1, plan=plan, scale=scale)
    held = make("pillars.Return", period=period, sub_theme=sub_theme)
    make("pillars.SubThemeRating", quarterly_return=held, rating=rating)
    make("pillars.Narrative", kind="activities", quarterly_return=held, text="What was done.")
    commitment = make("commitments.Commitment", number=1, plan=plan)
    make("commitments.Wording", text="A promise", in_force_from=date(2017, 4, 1), commitment=commitment)
    line = make("commitments.Line", order=1, quarterly_return=held)
    make("commitments.LineCommitment", order=1, commitment=commitment, line=line, period=period)
    make("commitments.Status", line=line, rating=rating)
    report = make("finance.FinanceReport", title="Finance", period=period, sub_theme=sub_theme)
    statement = make("finance.Statement", key="revenue", order=1, page="1", title="Revenue", report=report)
    row = make("finance.Row", key="staff", order=1, label="Staff", statement=statement)
    column = make("finance.Column", key="budget", order=1, heading="Budget", statement=statement)
    make("finance.Figure", column=column, row=row, amount=1146)


def told() -> dict[str, Any]:
    """What the portal holds and shows now that it is up to date."""
    from django.core.management import call_command
    from django.test import Client

    from accounts.models import User
    from accounts.roles import Role
    from commitments.models import Status, Wording
    from finance.models import Figure
    from frozen import triggers
    from pillars.models import Narrative, ReportingPeriod, SubThemeRating

    call_command("check", "--database", "default")
    person = User.objects.get()
    person.is_administrator = True
    person.save()
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    pages = (
        "/quarters/",
        "/quarters/2019-20-q1/",
        "/quarters/2019-20-q1/draft/",
        "/plan/commitments/",
        "/meetings/",
        "/",
    )
    return {
        "signs in": person.check_password("a pass phrase of four words"),
        "roles": sorted(person.roles & set(Role)),
        "quarter": str(ReportingPeriod.objects.get()),
        "rated": [*SubThemeRating.objects.values_list("rating__word"), *Status.objects.values_list("rating__word")],
        "words": [Narrative.objects.get().text, Wording.objects.get().text],
        "figure": Figure.objects.get().amount,
        "frozen": triggers.standing(),
        "pages": {page: client.get(page, follow=True).status_code for page in pages},
    }


if __name__ == "__main__":
    main()
