"""Again: what a run began with is planned once more, from what is recorded; so it is told where its words came from."""

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from engine.api.asked import Asked, selection_in
from engine.api.context import Context
from engine.api.planning import plan_file
from engine.errors import EngineError, unknown
from engine.plan import Plan, Terms
from engine.plan.words import PromptTraces
from engine.report.pages.overview import RecordedRun, Wording
from engine.values.realm import is_of_emulator

_MEDIA: Final = (("path", "sha256"), ("url", "version"))
"""How a medium is recorded: what it is called, and which bytes it had."""


def planned_again(
    context: Context, recorded: Mapping[str, Any], file: Path, traces: PromptTraces | None = None, *, anew: bool
) -> Plan:  # fmt: skip
    """Plan as on the day of a run, for its service and realm, with its inputs; what is stored is not looked at.

    `recorded` is what its manifest begins with. `traces` and `anew` as in `plan_file`, which says what is raised.
    """
    services = context.catalog.services
    if recorded["service"] not in services:
        raise unknown("unknown-service", recorded["service"], services)
    profile, realm, source = services[recorded["service"]], recorded["realm"], recorded.get("source") or {}
    bills = profile.bills and not is_of_emulator(realm)
    terms = Terms(service=profile.name, realm=realm, region=profile.region, bills=bills)
    given = {name: _given(value) for name, value in recorded["inputs"].items() if _is_given(value)}
    asked = Asked(file=file, values=given or None, some=selection_in(source))
    return plan_file(context, asked, terms, date.fromisoformat(recorded["day"]), None, anew=anew, traces=traces).plan


def words_of_run(context: Context, run: RecordedRun) -> Wording:
    """Return the words of a run's prompts by task; none if its recipe, rows or media are not there as they were.

    They stand where somebody in the folder of the run would say that they stand.
    """
    head, traces = run.planned.head, PromptTraces()
    source = head.get("source")
    if source is None:
        return {}
    folder = context.settings.project / source.get("folder", ".")
    file = Path(os.path.relpath(context.settings.project / source["file"], folder))
    try:
        plan = planned_again(replace(context, cwd=folder), head, file, traces, anew=False)
    except EngineError:
        return {}
    return traces if plan.recipe_digest == head["recipe"]["digest"] else {}


def _is_given(value: Any) -> bool:
    """Tell whether an input can be given again: one that was absent is not, nor is a picture whose bytes are not recorded."""
    return value is not None and not (isinstance(value, dict) and "data" in value)


def _given(value: Any) -> Any:
    """Return an input as it was given: media by their path or address."""
    if isinstance(value, list):
        return [_given(item) for item in value]
    if not isinstance(value, dict):
        return value
    medium = next((value[key] for key, other in _MEDIA if set(value) == {key, other}), None)
    return {name: _given(one) for name, one in value.items() if _is_given(one)} if medium is None else medium
