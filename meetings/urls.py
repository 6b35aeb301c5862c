"""Addresses of the clerk's floor. A meeting's is its day: /meetings/2019-09-24/."""

from django.urls import path

from meetings.views import (
    agendas,
    calendars,
    exemptions,
    lists,
    meetings,
    minutes,
    packs,
    papers,
    parts,
    practice,
    programme,
    publishing,
    questions,
    recommendations,
    taking,
    undertakings,
    uploads,
)

app_name = "meetings"
MEETING = "meetings/<day:day>/"
ITEM = f"{MEETING}items/<int:pk>/"
PART = f"{MEETING}items/<int:item>/parts/<int:pk>/"
PAPER = f"{MEETING}items/<int:item>/papers/<int:pk>/"
REPORT = f"{MEETING}reports/<int:pk>/"
TOPIC = "meetings/programme/<int:pk>/"
ACTION = "meetings/actions/<int:pk>/"
QUESTION = "meetings/questions/<int:pk>/"
RECOMMENDATION = "meetings/recommendations/<int:pk>/"

urlpatterns = [
    path("meetings.ics", calendars.public, name="calendar"),
    path("meetings/", lists.index, name="list"),
    path("meetings/deadlines.ics", calendars.deadlines, name="deadlines"),
    path("meetings/plan/", lists.plan, name="plan"),
    path("meetings/days/", practice.index, name="practice"),
    path("meetings/days/change/", practice.change, name="practice_change"),
    path("meetings/days/add/", practice.day_add, name="day_add"),
    path("meetings/days/<int:pk>/remove/", practice.day_remove, name="day_remove"),
    path("meetings/programme/", programme.index, name="programme"),
    path("meetings/programme/add/", programme.add, name="topic_add"),
    path(TOPIC, programme.change, name="topic"),
    path(f"{TOPIC}schedule/", programme.schedule, name="topic_schedule"),
    path(f"{TOPIC}remove/", programme.remove, name="topic_remove"),
    path("meetings/actions/", undertakings.index, name="actions"),
    path(ACTION, undertakings.change, name="action"),
    path(f"{ACTION}close/", undertakings.close, name="action_close"),
    path(f"{ACTION}remove/", undertakings.remove, name="action_remove"),
    path("meetings/questions/", questions.index, name="questions"),
    path("meetings/questions/ask/", questions.ask, name="question_ask"),
    path(QUESTION, questions.change, name="question"),
    path(f"{QUESTION}answer/", questions.answer, name="question_answer"),
    path(f"{QUESTION}remove/", questions.remove, name="question_remove"),
    path("meetings/recommendations/", recommendations.index, name="recommendations"),
    path(RECOMMENDATION, recommendations.change, name="recommendation"),
    path(f"{RECOMMENDATION}response/", recommendations.respond, name="recommendation_respond"),
    path(f"{RECOMMENDATION}remove/", recommendations.remove, name="recommendation_remove"),
    path(MEETING, meetings.meeting, name="meeting"),
    path(f"{MEETING}change/", meetings.change, name="meeting_change"),
    path(f"{MEETING}published/", meetings.publication, name="publication"),
    path(f"{MEETING}remove/", meetings.remove, name="meeting_remove"),
    path(f"{MEETING}deadlines.ics", calendars.of_meeting, name="meeting_deadlines"),
    path(f"{MEETING}pack/", packs.build, name="pack_build"),
    path(f"{MEETING}publish/", publishing.publish, name="publish"),
    path(f"{MEETING}publications/", publishing.publications, name="publications"),
    path(f"{MEETING}publications/<int:number>/withdraw/", publishing.withdraw, name="withdraw"),
    path(f"{MEETING}items/add/", agendas.add, name="item_add"),
    path(ITEM, agendas.item, name="item"),
    path(f"{ITEM}change/", agendas.change, name="item_change"),
    path(f"{ITEM}move/", agendas.move, name="item_move"),
    path(f"{ITEM}remove/", agendas.remove, name="item_remove"),
    path(f"{ITEM}exempt/", exemptions.exempt, name="exempt"),
    path(f"{ITEM}open/", exemptions.open_again, name="exempt_open"),
    path(f"{ITEM}parts/add/", parts.add, name="part_add"),
    path(PART, parts.change, name="part"),
    path(f"{PART}move/", parts.move, name="part_move"),
    path(f"{PART}remove/", parts.remove, name="part_remove"),
    path(f"{ITEM}papers/edition/", papers.edition, name="paper_edition"),
    path(f"{ITEM}papers/write/", papers.write, name="paper_write"),
    path(f"{ITEM}papers/upload/", uploads.upload, name="paper_upload"),
    path(f"{ITEM}papers/programme/", uploads.programme, name="paper_programme"),
    path(PAPER, uploads.paper, name="paper"),
    path(f"{PAPER}file/", uploads.file, name="paper_file"),
    path(f"{PAPER}move/", papers.move, name="paper_move"),
    path(f"{PAPER}remove/", papers.remove, name="paper_remove"),
    path(f"{MEETING}minutes/", minutes.minutes, name="minutes"),
    path(f"{MEETING}minutes/take/", taking.take, name="minutes_take"),
    path(f"{MEETING}minutes/publish/", publishing.minutes, name="minutes_publish"),
    path(f"{MEETING}minutes/attendance/", minutes.attendance, name="attendance"),
    path(f"{MEETING}minutes/confirmed/", minutes.confirmed, name="minutes_confirmed"),
    path(f"{MEETING}minutes/<int:pk>/recommend/", recommendations.add, name="recommendation_add"),
    path(f"{ITEM}minute/", taking.minute, name="minute"),
    path(f"{PART}minute/", taking.part_minute, name="part_minute"),
    path(f"{ITEM}actions/add/", undertakings.add, name="action_add"),
    path(f"{ITEM}questions/add/", questions.add, name="question_add"),
    path(REPORT, papers.report, name="report"),
    path(f"{REPORT}change/", papers.report_change, name="report_change"),
]
