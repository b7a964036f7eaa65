"""Presence: when what a step makes is there, as a formula over what its conditions ask."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from engine.language.names import Names
from engine.language.narrow import EACH, Path, holds, there
from engine.language.truth import ALWAYS, NEVER, Asks, Formula, Question, Subject, every, is_long, mapped, questions_in
from engine.language.types import Type
from engine.language.values import Constant, Expression, Value
from engine.recipe.callee import Callee, result_types
from engine.recipe.model import Step
from engine.recipe.roots import ITEM, STEPS
from engine.recipe.steps.condition import OF_AN_ITEM


class Presence(NamedTuple):
    """When a step is there as a whole, and when, if it is, every one of its items is; `each` may be about `item`."""

    whole: Formula = ALWAYS
    each: Formula = ALWAYS


THERE: Final = Presence()


def presence_of(step: Step, callee: Callee, names: Names, over: Formula) -> Presence:
    """Return when what a step makes is there; `names` are those of its parameters, `over` says when its lists are there."""
    once = every(_holds(step.condition.once, names), over)
    required = [step.arguments.get(name) for name, row in callee.parameters.items() if row.required]
    inner = [_holds(step.condition.each, names), *(_there(value, names) for value in required)]
    if step.on_error == "skip":
        inner.append(Question(Subject((STEPS, step.id)), Asks.THERE))  # nobody knows before
    if step.foreach is None:
        return Presence(_bounded(every(once, *inner), step))
    return Presence(_bounded(once, step), _bounded(every(*inner), step))


def _bounded(formula: Formula, step: Step) -> Formula:
    """Return a formula; of a long one, as of a chain of conditional steps, only that the step may be absent."""
    return Question(Subject((STEPS, step.id)), Asks.THERE) if is_long(formula) else formula


def _holds(condition: Value | None, names: Names) -> Formula:
    if isinstance(condition, Constant):
        return NEVER if condition.value is False else ALWAYS
    return holds(condition.tree, names, condition.fallbacks) if isinstance(condition, Expression) else ALWAYS


def _there(value: Value | None, names: Names) -> Formula:
    if isinstance(value, Expression) and value.type.skippable:  # anything else that may be absent is a fault
        return there(value.tree, names, value.fallbacks)
    return ALWAYS


def outputs_there(step: str, callee: Callee, presence: Presence, *, repeated: bool) -> Mapping[Path, Formula]:
    """Return when each output of a step is there, and when all members of a list are."""
    found: dict[Path, Formula] = {}
    for name, known in result_types(callee, step, skippable=False).items():
        path = (STEPS, step, name)
        if not repeated:
            own = every(presence.whole, _itself(path)) if known.optional else presence.whole
            found[path] = own
            continue
        found[path] = presence.whole
        if not known.optional and not (known.items and known.items.optional):
            about_items = any(not one.of.roots.isdisjoint(OF_AN_ITEM) for one in questions_in(presence.each))
            found[*path, EACH] = _itself((*path, EACH)) if about_items else presence.each
    return found


def _itself(path: Path) -> Formula:
    return Question(Subject(path, frozenset(path[:1])), Asks.THERE)


def members_there(outputs: Mapping[str, Type], presence: Presence, axis: str) -> Mapping[Path, Formula]:
    """Return when the outputs of a step are there in an item of a repetition over it; `axis` is the list's name in the item."""
    before: Path = (ITEM, axis) if axis else (ITEM,)
    usable = True

    def within(question: Question) -> Formula:
        nonlocal usable
        what = question.of.what
        if question.of.roots.isdisjoint(OF_AN_ITEM):
            return question
        if not isinstance(what, tuple) or what[0] != ITEM or (len(what) > 1 and what[1] in outputs):
            usable = False  # of the item as it was before, or of something that isn't understood
            return question
        return question._replace(of=question.of._replace(what=(*before, *what[1:])))

    if presence.each == ALWAYS:
        return {}
    each = mapped(presence.each, within)
    return {(*before, name): each for name, known in outputs.items() if usable and not known.optional}
