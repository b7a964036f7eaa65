"""Planning: files and inputs at the edge, then the pure plan, then what the journal can answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine.app.check import read
from engine.app.context import Context
from engine.app.project import Project
from engine.errors import AuthorError, FaultsFound
from engine.plan import Basis, Plan, RowGiven, Terms, make_plan, with_reuse
from engine.recipe import (
    Evaluated,
    Given as GivenInput,
    InputValue,
    Kind,
    ListValue,
    MediaConstant,
    MediaName,
    Recipe,
    Type,
    Value,
    bind_inputs,
)
from engine.sources import inputs as given_inputs
from engine.sources.media import MediaShelf
from engine.values.absent import ABSENT, Absent
from engine.values.fault import Fault, fault
from engine.values.media import Media, MediaKind
from engine.values.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asks for: a file, `-i` arguments, an inputs file."""

    file: Path
    arguments: Sequence[str] = ()
    inputs_file: Path | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """A plan, its recipe and the warnings of its files."""

    plan: Plan
    recipe: Recipe
    warnings: tuple[Fault, ...]


def plan_file(context: Context, asked: Asked, terms: Terms, day: date, project: Project | None) -> Ready:
    """Plan a file as it is now; raises FaultsFound with all mistakes of recipe, inputs and media at once.

    With a project, what its journal and store hold is reused.
    """
    given = _given(context, asked)
    checked = read(context, asked.file)
    if checked.recipe is None:
        raise FaultsFound(checked.faults)
    recipe = checked.recipe
    edge = _Edge(context, recipe, asked.file.parent, set(given))
    bound = bind_inputs(recipe, given)
    values = {name: edge.input(name, value, _place(given, recipe, name)) for name, value in bound.values.items()}
    media = dict(edge.constants())
    row = RowGiven(inputs=values, media=media, places={name: entry.place for name, entry in given.items()})
    basis = Basis(catalog=context.catalog, terms=terms, day=day)
    whole = not (bound.faults or edge.faults)
    planned = make_plan(recipe, [row], basis, inputs=values) if whole else None
    faults = [*checked.faults, *bound.faults, *edge.faults, *(planned.faults if planned else ())]
    if planned is None or planned.plan is None:
        raise FaultsFound(sorted(faults, key=lambda fault: fault.place))
    plan = planned.plan if project is None else with_reuse(planned.plan, project.stored(planned.plan))
    return Ready(plan, recipe, checked.faults)


def _given(context: Context, asked: Asked) -> dict[str, GivenInput]:
    arguments, text = given_inputs.from_arguments(asked.arguments)
    context.texts[given_inputs.INPUTS] = text
    found: dict[str, GivenInput] = {}
    if asked.inputs_file is not None:
        found |= given_inputs.from_file(asked.inputs_file)
    return found | arguments


def _place(given: Mapping[str, GivenInput], recipe: Recipe, name: str) -> Place:
    return given[name].place if name in given else recipe.inputs[name].place


class _Edge:
    """Resolves every medium that inputs and recipe name; what can't be is a fault where it is named."""

    def __init__(self, context: Context, recipe: Recipe, folder: Path, given: set[str]) -> None:
        self._shelf = MediaShelf(context.catalog.signature_parameters)
        self._context = context
        self._recipe = recipe
        self._folder = folder
        self._given = given
        self.faults: list[Fault] = []

    def input(self, name: str, value: InputValue | Absent, place: Place) -> Evaluated:
        """Resolve an input: paths start at the working directory if somebody gave it, else at the recipe."""
        base = self._context.cwd if name in self._given else self._folder
        return self._value(value, self._recipe.inputs[name].type, base, place)

    def _value(self, value: InputValue | Absent, kind: Type, base: Path, place: Place) -> Evaluated:
        if isinstance(value, tuple):
            items = kind.items or kind
            return tuple(self._value(item, items, base, place) for item in value)
        if isinstance(value, MediaName):
            wanted = MediaKind.VIDEO if kind.kind is Kind.VIDEO else MediaKind.IMAGE
            return self._media(value, wanted, base, place) or ABSENT
        return value

    def constants(self) -> Iterator[tuple[MediaName, Media]]:
        """Resolve what the recipe itself names in its steps."""
        for step in self._recipe.steps.values():
            model = self._context.catalog.models.get(step.uses)
            for name, value in step.arguments.items():
                kind = model.parameters[name].media if model is not None else None
                for constant in _constants(value):
                    media = self._media(constant.name, kind or MediaKind.IMAGE, self._folder, constant.place)
                    if media is not None:
                        yield constant.name, media

    def _media(self, name: MediaName, kind: MediaKind, base: Path, place: Place) -> Media | None:
        try:
            return self._shelf.resolve(name, kind, base)
        except AuthorError as error:
            self.faults.append(fault(error.key, place, **error.args_by_name))
            return None


def _constants(value: Value) -> Iterator[MediaConstant]:
    if isinstance(value, MediaConstant):
        yield value
    elif isinstance(value, ListValue):
        for item in value.items:
            yield from _constants(item)
