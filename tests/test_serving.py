"""The live server finishes what it was asked for before a test is over, and can be spoken to afterwards."""

from http.client import HTTPConnection
from threading import Event, Thread
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponse
from django.urls import path

begun, may_answer = Event(), Event()


def slow(request):
    begun.set()
    may_answer.wait(60)
    return HttpResponse("At last.")


urlpatterns = [path("slow/", slow)]


@pytest.mark.django_db(transaction=True)
def test_no_request_outlasts_the_end(live_server, settings):
    settings.ROOT_URLCONF = __name__
    answers = []

    def ask():
        line = HTTPConnection(urlsplit(live_server.url).netloc, timeout=60)
        line.request("GET", "/slow/")
        answers.append(line.getresponse().read())
        line.close()

    asking = Thread(target=ask)
    asking.start()
    assert begun.wait(60)
    ending = Thread(target=live_server.thread.httpd.finish)
    ending.start()
    ending.join(0.2)
    assert ending.is_alive()
    may_answer.set()
    ending.join(60)
    asking.join(60)
    assert not ending.is_alive()
    assert answers == [b"At last."]
    ask()
    assert len(answers) == 2
