"""The OpenAPI document that is served: true to what is served, and fuzzed against it by schemathesis."""

import json
import warnings
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from engine.emulator.http.openapi import document
from engine.emulator.rules.entries import models
from engine.emulator.rules.options import EmulatorOptions
from engine.emulator.rules.rates import UNLIMITED
from engine.emulator.server import EmulatorServer
from tests.emulator.calls import HEADERS, SAMPLES, Api
from tests.emulator.objects.test_storage import fields_of, policy_of, send

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import schemathesis
    from schemathesis import GenerationMode
    from schemathesis.specs.openapi import checks

SCHEMA = schemathesis.openapi.from_dict(document(models().values()))
OPERATIONS = {operation.ok().label: operation.ok() for operation in SCHEMA.get_all_operations()}
CHECKS = (
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
)
QUIET = settings(
    deadline=None, derandomize=True, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmulatorServer]:
    options = EmulatorOptions(renderer="none", offline_media=SAMPLES, limits=UNLIMITED)
    with EmulatorServer(tmp_path_factory.mktemp("emulator"), options) as server:
        yield server


def fuzz(server: EmulatorServer, label: str, examples: int, mode: GenerationMode) -> None:
    @settings(QUIET, max_examples=examples)
    @given(case=OPERATIONS[label].as_strategy(generation_mode=mode))
    def hold(case: Any) -> None:
        answer = case.call(base_url=server.origin, headers={"Authorization": "Bearer sk-test"})
        case.validate_response(answer, checks=CHECKS)

    hold()


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value)
@pytest.mark.parametrize("label", OPERATIONS)
def test_whatever_is_asked_is_answered_as_told(fuzzed: EmulatorServer, label: str, mode: GenerationMode) -> None:
    if mode is GenerationMode.POSITIVE or list(OPERATIONS[label].iter_parameters()) or OPERATIONS[label].body:
        fuzz(fuzzed, label, 8, mode)


@pytest.mark.long
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=lambda mode: mode.value)
@pytest.mark.parametrize("label", OPERATIONS)
def test_whatever_is_asked_for_long_is_answered_as_told(
    fuzzed: EmulatorServer, label: str, mode: GenerationMode
) -> None:
    if mode is GenerationMode.POSITIVE or list(OPERATIONS[label].iter_parameters()) or OPERATIONS[label].body:
        fuzz(fuzzed, label, 100, mode)


def test_the_document_is_served_as_it_is_made(api: Api) -> None:
    told = api.http.get(api.server.origin + "/openapi.json").json()
    assert told == json.loads(json.dumps(document(models().values())))


def test_bounds_are_told_as_numbers_and_exactly() -> None:
    told = json.loads(json.dumps(document(models().values())), parse_float=Decimal)["components"]["schemas"]
    found = 0
    for model in models().values():
        for field in model.fields:
            shape = told["Body." + model.name.replace("/", "_")]
            for part in field.place.split("."):
                shape = shape["properties"][part]
            held = shape["anyOf"][0] if "anyOf" in shape else shape
            assert (held.get("minimum"), held.get("maximum")) == (field.minimum, field.maximum), field.place
            found += isinstance(field.maximum, Decimal)
    assert found, "no model has a bound between whole numbers"


def test_every_path_is_served_and_no_other(api: Api) -> None:
    from engine.emulator.app import app_of

    told = document(models().values())["paths"]
    app: Any = app_of(api.server._emulator)
    served = {
        (path.rstrip("/") or "/", method.lower())
        for route in app._app.routes
        if (path := route.path.removesuffix("/") or "/") and "{rest" not in route.path
        for method in route.methods - {"HEAD"}
    }
    assert {(path, method) for path, methods in told.items() for method in methods} == served


def test_what_is_answered_when_all_goes_well_is_as_told(api: Api) -> None:
    done = api.finished()
    policy = policy_of(api)
    stored = send(api, policy, fields_of(policy))
    assert stored.status_code == 200
    asked = {
        "POST /api/v1/services/aigc/video-generation/video-synthesis": api.submit(),
        "GET /api/v1/tasks": api.list(),
        "GET /api/v1/tasks/{id}": api.poll(done["output"]["task_id"]),
        "POST /api/v1/tokens": api.http.post(api.server.base_url + "/tokens", headers=HEADERS),
        "GET /results/{name}": api.http.get(done["output"]["video_url"]),
    }
    for label, answer in asked.items():
        assert answer.status_code == 200, label
        if answer.headers["content-type"] == "application/json":
            OPERATIONS[label].validate_response(answer)
