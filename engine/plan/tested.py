"""Tested: a plan held against what a test of the recipe expects (pure)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from engine.catalog.catalog import Catalog
from engine.language.bindings import Evaluated
from engine.plan.media import reference_of
from engine.plan.model import Action, Plan, RequestTask, Task
from engine.plan.parameters import parameters_of
from engine.recipe import Expected, ExpectedAmount, ExpectedPrompt, ExpectedRequest, ExpectedValue, PlacedText
from engine.values.fault import Fault, fault, unknown_name
from engine.values.media import FileSource, Media, MediaKind
from engine.values.money import Money
from engine.values.place import Place

_INPUT = "input:"
_TASK = "task:"
_AROUND = 40


@dataclass(frozen=True, slots=True)
class Tested:
    """What one test comes to: its plan, the inputs that it was made for, and how media are found by name.

    `named` gives the medium of a path or URL, or None if there is none.
    """

    plan: Plan
    inputs: Mapping[str, Evaluated]
    catalog: Catalog
    named: Callable[[str, MediaKind], Media | None]


def differences(expected: Expected, tested: Tested) -> tuple[Fault, ...]:
    """Return a fault, where the expectation stands, for everything that is not as expected."""
    tasks = tested.plan.by_id
    found: list[Fault] = []
    for prompt in expected.prompts:
        found += _prompt(prompt, tasks)
    for request in expected.requests:
        found += _request(request, tasks, tested)
    for name, action, words in (("run", Action.RUN, expected.run), ("skip", Action.SKIP, expected.skip)):
        if words is not None:
            found += _actions(words, action, tasks, expected.places[name])
    estimate = tested.plan.totals.estimate
    if expected.billed_seconds is not None:
        found += _seconds(expected.billed_seconds, estimate.billed_seconds.low, estimate.billed_seconds.high)
    if expected.cost is not None:
        found += _cost(expected.cost, estimate.would_low, estimate.would_high, tested.plan.terms.service)
    return tuple(found)


# -- tasks -------------------------------------------------------------------------------------------------------------


def _unknown(words: PlacedText, tasks: Mapping[str, Task]) -> Fault:
    return unknown_name("test-unknown-task", words.place, words.text, tasks)


def _actions(words: tuple[PlacedText, ...], action: Action, tasks: Mapping[str, Task], place: Place) -> Iterator[Fault]:
    for one in words:
        task = tasks.get(one.text)
        if task is None:
            yield _unknown(one, tasks)
        elif task.action is not action:
            yield fault("test-task-action", one.place, task=task.id, action=task.action.value, reason=task.reason)
    named = {one.text for one in words}
    more = [task.id for task in tasks.values() if task.action is action and task.id not in named]
    if more:
        yield fault("test-tasks-left-out", place, names=", ".join(more))


# -- prompts -----------------------------------------------------------------------------------------------------------


def _prompt(expected: ExpectedPrompt, tasks: Mapping[str, Task]) -> Iterator[Fault]:
    task = tasks.get(expected.task.text)
    if task is None:
        yield _unknown(expected.task, tasks)
        return
    prompt = task.request.prompt if isinstance(task, RequestTask) else ""
    whole = expected.whole
    if whole is not None and whole.text != prompt:
        yield fault("test-prompt", whole.place, task=task.id, found=_from_difference(whole.text, prompt), prompt=prompt)
    for part in expected.contains:
        if part.text not in prompt:
            yield fault("test-prompt-lacks", part.place, task=task.id, found=prompt)
    for part in expected.lacks:
        if part.text in prompt:
            yield fault("test-prompt-contains", part.place, task=task.id, found=prompt)


def _from_difference(wanted: str, found: str) -> str:
    """Return what stands in a text from where it leaves the wanted one, from the start of that word on."""
    at = next((n for n, (one, other) in enumerate(zip(wanted, found, strict=False)) if one != other), None)
    at = min(len(wanted), len(found)) if at is None else at
    start = max(found.rfind(" ", 0, at), found.rfind("\n", 0, at)) + 1
    start = start if at - start <= _AROUND else at
    shown = found[start : start + _AROUND].replace("\n", " ")
    return shown + ("…" if start + _AROUND < len(found) else "")


# -- requests ----------------------------------------------------------------------------------------------------------


def _request(expected: ExpectedRequest, tasks: Mapping[str, Task], tested: Tested) -> Iterator[Fault]:
    task = tasks.get(expected.task.text)
    if task is None:
        yield _unknown(expected.task, tasks)
        return
    model = tested.catalog.models.get(task.model) or tested.catalog.tools.get(task.model)
    known = parameters_of(task.request, model) if isinstance(task, RequestTask) and model is not None else {}
    for name, value in expected.parameters.items():
        parameter = model.parameters.get(name) if model is not None else None
        if model is not None and parameter is None:
            yield unknown_name("unknown-key", value.key, name, model.parameters)
            continue
        found = known.get(name)
        kind = parameter.media if parameter is not None else None
        wanted = _media_wanted(value, kind, tasks, tested) if kind is not None else _plain(value.value)
        if wanted != (_references(found) if kind is not None else _plain(found)):
            yield fault("test-parameter", value.place, task=task.id, name=name, found=_shown(found, tested))


def _media_wanted(
    expected: ExpectedValue, kind: MediaKind, tasks: Mapping[str, Task], tested: Tested
) -> tuple[str, ...]:
    """Return the references of the media that a test names."""
    texts = expected.value if isinstance(expected.value, tuple) else (expected.value,)
    found: list[str] = []
    for text in texts:
        if isinstance(text, str):
            found += _named(text, kind, tasks, tested)
    return tuple(found)


def _named(text: str, kind: MediaKind, tasks: Mapping[str, Task], tested: Tested) -> tuple[str, ...]:
    if text.startswith(_INPUT):
        return _references(tested.inputs.get(text.removeprefix(_INPUT)))
    if text.startswith(_TASK):
        name, _, output = text.removeprefix(_TASK).rpartition("/")
        task = tasks.get(name)
        stands = task.needs[0] if task is not None and task.action is Action.SHARE else name
        return (f"{_TASK}{stands}/{output}",)
    medium = tested.named(text, kind)
    return (reference_of(medium),) if medium is not None else (text,)


def _references(value: object) -> tuple[str, ...]:
    if isinstance(value, Media):
        return (reference_of(value),)
    return tuple(reference_of(item) for item in value if isinstance(item, Media)) if isinstance(value, tuple) else ()


def _plain(value: object) -> object:
    """Return a value as it is compared: numbers by what they are, `720` and `720.0` alike; booleans are no numbers."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return ("number", Decimal(str(value)))
    if isinstance(value, list | tuple):
        return tuple(_plain(item) for item in value)
    return value


def _shown(value: object, tested: Tested) -> str:
    if isinstance(value, Media):
        of_input = next((name for name, given in tested.inputs.items() if given == value), None)
        if of_input is not None:
            return _INPUT + of_input
        return value.source.path if isinstance(value.source, FileSource) else reference_of(value)
    if isinstance(value, list | tuple):
        return ", ".join(_shown(item, tested) for item in value) or "null"
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)


# -- amounts -----------------------------------------------------------------------------------------------------------


def _seconds(expected: ExpectedAmount, low: Decimal, high: Decimal) -> Iterator[Fault]:
    if not (Decimal(expected.low) <= low <= high <= Decimal(expected.high)):
        shown = str(low) if low == high else f"low {low}, high {high}"
        yield fault("test-amount", expected.place, name="billed_seconds", found=shown)


def _cost(expected: ExpectedAmount, low: Money, high: Money, service: str) -> Iterator[Fault]:
    wanted = (Money.parse(expected.low), Money.parse(expected.high))
    other = next((money for money in wanted if money.currency != low.currency), None)
    if other is not None:
        yield fault("test-currency", expected.place, cost=str(other), service=service, currency=low.currency)
    elif not (wanted[0].micros <= low.micros <= high.micros <= wanted[1].micros):
        shown = str(low) if low == high else f"low {low}, high {high}"
        yield fault("test-amount", expected.place, name="cost", found=shown)
