"""The use cases for programs, of runs as far as they are prepared: plain functions that may block, over what commands call.

Each takes the context of one call first or last, and gives what its schema says, with types.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.api.asked import Asked
from engine.api.audit.alternatives import alternatives
from engine.api.check import check
from engine.api.comparing import compare, sides_of
from engine.api.context import Context
from engine.api.endpoint import choose_endpoint
from engine.api.models import chosen
from engine.api.planning import plan_now
from engine.api.project import existing_project
from engine.api.rendering import check_for
from engine.api.runs.cap import budget_under, cap_to_show, said_cap
from engine.api.runs.kept_run import kept_run
from engine.api.runs.order import Order, PreparedRun
from engine.api.runs.preparing import prepare
from engine.api.runs.resuming import endpoint_of, prepare_again
from engine.api.status import all_runs, one_run
from engine.api.testing import try_tests
from engine.api.turn.doubts import all_doubts
from engine.door.compared import ComparedModels
from engine.door.difference import Difference
from engine.door.faults import Fault, seen_from, told
from engine.door.models import Models
from engine.door.plan import Plan, public_plan
from engine.door.shape import typed
from engine.door.status import RunStatus, RunSummary
from engine.door.tried import TriedTest, TriedTests
from engine.report.difference import difference_data
from engine.report.models import models_data
from engine.report.status import record_data, runs_data
from engine.report.survey.alternatives import alternatives_data
from engine.report.testing import TriedFile, tests_data
from engine.sources.recipes import choose

Values = Mapping[str, Any]


def checked(paths: Sequence[Path], values: Values | None, context: Context) -> tuple[Fault, ...]:
    """Check files and folders; with values the one recipe among them is rendered for these."""
    choice = choose(paths)
    found = check(context, choice) if values is None else check_for(context, choice, (), None, values)
    return told(found, context)


def planned(asked: Asked, service: str | None, max_cost: str | None, context: Context) -> Plan:
    """Plan a file as it is now, with its budget under the cap that a run would have."""
    endpoint = choose_endpoint(context, service)
    ready = plan_now(context, asked, endpoint.terms)
    cap = cap_to_show(max_cost, ready, said_cap(max_cost, ready, context.settings.max_cost))
    return public_plan(ready, budget_under(cap, ready), context)


def tested(paths: Sequence[Path], only: str, context: Context) -> TriedTests:
    """Try the tests of recipes."""
    files = list(try_tests(context, paths, only))
    data = tests_data(files, context.messages)
    results = [one for file in files for one in _results(file, context)]
    faults = told([fault for file in files for fault in file.faults], context)
    return typed(TriedTests, {**data, "tests": results, "faults": faults, "json": data})


def _results(file: TriedFile, context: Context) -> list[TriedTest]:
    shown = seen_from(context.cwd, file.file)
    return [
        TriedTest(
            file=shown,
            name=result.name.text,
            line=result.name.place.line,
            state="passed" if result.passed else "failed",
            faults=told(result.faults, context),
        )
        for result in file.results
    ]


def compared(files: Sequence[str], asked: Asked, service: str | None, context: Context) -> Difference:
    """Hold two files, or two revisions of one, against each other; `asked` names none of them."""
    before, after = sides_of(files, context.cwd)
    here = [replace(side, path=context.cwd / side.path) for side in (before, after)]
    terms = choose_endpoint(context, service).terms
    data = difference_data(compare(context, (here[0], here[1]), asked, terms), str(before), str(after))
    return typed(Difference, {**data, "json": data})


def on_models(
    asked: Asked, names: Sequence[str], step: str | None, service: str | None, context: Context
) -> ComparedModels:
    """Hold one step on several models against each other."""
    found = alternatives(context, asked, choose_endpoint(context, service).terms, names, step)
    data = alternatives_data(found, context.messages)
    models = [{**one, "faults": told(on.faults, context)} for one, on in zip(data["models"], found.models, strict=True)]
    return typed(ComparedModels, {**data, "models": models, "json": data})


def runs(context: Context) -> tuple[RunSummary, ...]:
    """Return all runs, newest first."""
    return tuple(typed(RunSummary, run) for run in runs_data(all_runs(context), (), context.messages)["runs"])


def status(run: str, context: Context) -> RunStatus:
    """Return the run whose id begins so."""
    record = one_run(context, run)
    doubts = [one for one in all_doubts(context) if record.run in (one.doubt.run, one.doubt.last_run)]
    data = record_data(record, doubts, context.messages)
    files = [{**file, "path": context.cwd / file["path"]} for file in data["files"]]
    return typed(RunStatus, {**data, "files": files, "json": data})


def models(name: str | None, context: Context) -> Models:
    """Return what can be used, or only one model."""
    data = models_data(chosen(context.catalog, name))
    return typed(Models, {**data, "json": data})


def prepared(order: Order, service: str | None, context: Context) -> PreparedRun:
    """Prepare an order; the journal is read over a connection of this call's own."""
    endpoint = choose_endpoint(context, service)
    with existing_project(context.settings.home) as known:
        return prepare(context, order, endpoint, known)


def resumed(order: Order, run: str, context: Context) -> PreparedRun:
    """Prepare a run again by what it kept; the journal is read over a connection of this call's own."""
    with existing_project(context.settings.home) as known:
        kept = kept_run(known, run)
        assert known is not None, "a run was found in it"
        return prepare_again(context, kept, order, endpoint_of(context, kept), known)
