"""The addresses of the clerk's floor for tests/test_access.py, with a meeting that has something at each of them."""

from datetime import date

from django.urls import reverse

from meetings.models import ExtraDay
from tests.meetings import diary, papers

# What is shown when it is opened; all are for those who keep the meetings.
SHOWN = (
    *(f"meetings:{page}" for page in ("list", "plan", "deadlines", "practice", "practice_change", "day_add")),
    *(f"meetings:{page}" for page in ("day_remove", "programme", "topic_add", "topic", "topic_schedule")),
    *(f"meetings:{page}" for page in ("topic_remove", "meeting", "meeting_change", "publication", "meeting_remove")),
    *(f"meetings:{page}" for page in ("meeting_deadlines", "item_add", "item", "item_change", "item_remove")),
    *(f"meetings:{page}" for page in ("exempt", "exempt_open", "part_add", "part", "part_remove", "paper_edition")),
    *(f"meetings:{page}" for page in ("paper_write", "paper_upload", "paper", "paper_remove")),
    *(f"meetings:{page}" for page in ("report", "report_change")),
    *(f"meetings:{page}" for page in ("minutes", "minutes_take", "attendance", "minutes_confirmed")),
    *(f"meetings:{page}" for page in ("action_add", "question_add", "recommendation_add", "question_ask")),
    *(f"meetings:{page}" for page in ("actions", "action", "action_close", "action_remove")),
    *(f"meetings:{page}" for page in ("questions", "question", "question_answer", "question_remove")),
    *(f"meetings:{page}" for page in ("recommendations", "recommendation", "recommendation_respond")),
    *(f"meetings:{page}" for page in ("recommendation_remove", "publish", "publications")),
)
# What only answers a form that is sent.
ANSWERS = (
    *(f"meetings:{page}" for page in ("item_move", "part_move", "paper_move", "pack_build")),
    *(
        f"meetings:{page}"
        for page in ("minute", "part_minute", "paper_programme", "paper_file", "withdraw", "minutes_publish")
    ),
)
# What stands at an address that names nothing.
LISTS = (
    *("list", "plan", "deadlines", "practice", "practice_change", "day_add", "programme", "topic_add"),
    *("actions", "questions", "question_ask", "recommendations"),
)
OF_MEETING = (
    *("meeting", "meeting_change", "publication", "meeting_remove", "meeting_deadlines", "item_add"),
    *("minutes", "minutes_take", "attendance", "minutes_confirmed", "pack_build"),
    *("publish", "publications", "minutes_publish"),
)


def arguments() -> dict[str, dict[str, object]]:
    """A meeting with an item, a part, a paper, a topic, and a minute with what follows from it, and what an address of each
    name wants."""
    meeting = diary.plan()
    item = diary.item(meeting, "Complaints")
    part, report, topic = diary.part(item, "a"), diary.report(item), diary.topic("Fraud")
    file = papers.kept(item)
    minute, action, question = diary.minute(item), diary.action(item), diary.question(item)
    recommendation = diary.recommendation(minute)
    extra = ExtraDay.objects.create(day=date(2019, 9, 18), reason="Mourning")
    day: dict[str, object] = {"day": meeting.held_on}
    found: dict[str, dict[str, object]] = {}
    for name in (*SHOWN, *ANSWERS):
        page = name.removeprefix("meetings:")
        if page in LISTS:
            found[name] = {}
        elif page == "day_remove":
            found[name] = {"pk": extra.pk}
        elif page.startswith("topic"):
            found[name] = {"pk": topic.pk}
        elif page == "recommendation_add":
            found[name] = {**day, "pk": minute.pk}
        elif page in ("action", "action_close", "action_remove"):
            found[name] = {"pk": action.pk}
        elif page in ("question", "question_answer", "question_remove"):
            found[name] = {"pk": question.pk}
        elif page.startswith("recommendation"):
            found[name] = {"pk": recommendation.pk}
        elif page in ("part", "part_move", "part_remove", "part_minute"):
            found[name] = {**day, "item": item.pk, "pk": part.pk}
        elif page in ("paper", "paper_file"):
            found[name] = {**day, "item": item.pk, "pk": file.pk}
        elif page in ("paper_move", "paper_remove"):
            found[name] = {**day, "item": item.pk, "pk": report.document.pk}
        elif page.startswith("report"):
            found[name] = {**day, "pk": report.pk}
        elif page == "withdraw":
            found[name] = {**day, "number": 1}
        elif page in OF_MEETING:
            found[name] = day
        else:
            found[name] = {**day, "pk": item.pk}
    return found


def path_of(name: str, given: dict[str, dict[str, object]]) -> str:
    return reverse(name, kwargs=given[name])
