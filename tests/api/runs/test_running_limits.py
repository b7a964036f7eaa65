"""How many jobs may be open: what a person wrote is exact, what the service takes beyond its limit is the service's data."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.api.context import make_context
from engine.api.endpoint import choose_endpoint, embedded_options
from engine.api.runs.pace import LOCAL_PACE, jobs_at_once, pace_of, running_of
from engine.catalog.rates import Allowance
from engine.emulator.rules.rates import Limits
from engine.errors import AuthorError
from engine.run.ports import JobLimit
from engine.run.schedule.limits import RunLimits
from engine.values.service_limits import ServiceLimits


@pytest.mark.parametrize(
    ("models", "asked", "look_ahead", "limits"),
    [
        ([5, 3], None, 2, RunLimits(running=3, ahead=2)),
        ([5], 1, 2, RunLimits(running=1)),
        ([5], 6, 2, RunLimits(running=5, ahead=1)),
        ([5], 9, 2, RunLimits(running=5, ahead=2)),
        ([5], None, 0, RunLimits(running=5)),
        ([], None, 2, RunLimits(running=1, ahead=2)),
    ],
)
def test_limits(models: list[int], asked: int | None, look_ahead: int, limits: RunLimits) -> None:
    assert jobs_at_once(models, asked, look_ahead) == limits


def test_what_the_project_says_of_a_service_goes_before_the_catalog(tmp_path: Path) -> None:
    (tmp_path / "editchain.toml").write_text("[limits.embedded]\nsubmits = 50\nqueries = 100\n")
    context = make_context(tmp_path, {})
    rates = {name: model.rates for name, model in context.catalog.models.items()}
    set_here = pace_of(choose_endpoint(context, None), rates)
    assert (set_here.submits, set_here.queries) == (Allowance(count=50, per_s=1), 100)
    options = embedded_options(context)
    assert options.limits == Limits(submits=50, queries_per_second=200)
    left = pace_of(replace(choose_endpoint(context, None), limits=ServiceLimits()), rates)
    slowest = min((one.submits for one in rates.values()), key=lambda one: one.count / one.per_s)
    running = min(one.running for one in rates.values())
    places = {name: JobLimit(one.group, one.running) for name, one in rates.items()}
    assert left == replace(LOCAL_PACE, submits=slowest, running=running, places=places)


def test_the_project_says_how_often_a_job_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "editchain.toml").write_text("[limits.embedded]\npoll_first_s = 90\npoll_every_s = 20\n")
    pace = pace_of(choose_endpoint(make_context(tmp_path, {}), None), {})
    assert (pace.first, pace.every, pace.longest) == (90, 20, 20)


def test_jobs_at_once_are_those_that_the_project_says(tmp_path: Path) -> None:
    (tmp_path / "editchain.toml").write_text("[limits.embedded]\nrunning = 20\n")
    endpoint = choose_endpoint(make_context(tmp_path, {}), None)
    rates = next(iter(make_context(tmp_path, {}).catalog.models.values())).rates
    assert running_of(endpoint, {"m": rates}) == {"m": 20}


def test_limits_of_a_service_that_there_is_not_are_told(tmp_path: Path) -> None:
    (tmp_path / "editchain.toml").write_text("[limits.embeded]\nsubmits = 50\n")
    with pytest.raises(AuthorError) as raised:
        choose_endpoint(make_context(tmp_path, {}), None)
    assert (raised.value.key, raised.value.args_by_name["near"]) == ("unknown-service", "embedded")


@pytest.mark.parametrize(
    ("text", "key", "name"),
    [
        ("limits = 3", "settings-limit", "limits"),
        ("limits = {embedded = 3}", "settings-limit", "limits.embedded"),
        ("[limits.embedded]\nrunning = 0", "settings-limit", "limits.embedded.running"),
        ("[limits.embedded]\njobs = 3", "settings-unknown-key", "limits.embedded.jobs"),
    ],
)
def test_what_is_no_limit_is_told_by_its_name(tmp_path: Path, text: str, key: str, name: str) -> None:
    (tmp_path / "editchain.toml").write_text(text)
    with pytest.raises(AuthorError) as raised:
        make_context(tmp_path, {})
    assert (raised.value.key, raised.value.args_by_name["name"]) == (key, name)
