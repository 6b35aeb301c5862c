"""What OpenAPI describes is asked for with all that the description allows, and more: answers are as they are described."""

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from tests.reports import publishing

CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
BOUNDED = settings(
    max_examples=12, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture
def application():
    """The portal as a server sees it, but that no connection is closed after a request: the test's own would be lost."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield WSGIHandler()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.django_db
def test_every_operation_answers_as_it_is_described(application):
    publishing.publish(publishing.ready())
    schema = schemathesis.openapi.from_wsgi("/openapi.json", application)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 8
    for operation in operations:

        @BOUNDED
        @given(case=operation.as_strategy())
        def asked(case):
            case.validate_response(case.call(), checks=CHECKS)

        asked()
