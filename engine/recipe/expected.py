"""Expected: the tests of a recipe as data: what is given, and what must come of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from engine.recipe.given import Given
from engine.text.scalars import Plain
from engine.values.media import MediaFacts
from engine.values.place import Place


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A text of a test, and where it stands."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class ExpectedPrompt:
    """What the prompt of a task must be: `whole`, or the parts that it contains and lacks."""

    task: PlacedText
    whole: PlacedText | None = None
    contains: tuple[PlacedText, ...] = ()
    lacks: tuple[PlacedText, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectedValue:
    """What a parameter must be: a scalar, a list of them, or None if it must not be sent; media are named by texts.

    `key` is the place of the parameter's name.
    """

    value: Plain | tuple[Plain, ...]
    place: Place
    key: Place


@dataclass(frozen=True, slots=True)
class ExpectedRequest:
    """Some parameters of the request of a task."""

    task: PlacedText
    parameters: Mapping[str, ExpectedValue]


@dataclass(frozen=True, slots=True)
class ExpectedAmount:
    """The bounds of an amount, as they are written; both are the same for an exact one."""

    low: str
    high: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What must come of a test's inputs; None and empty: anything may.

    `run` and `skip` name all tasks of their kind, `faults` all mistakes by code or key.
    """

    prompts: tuple[ExpectedPrompt, ...] = ()
    requests: tuple[ExpectedRequest, ...] = ()
    run: tuple[PlacedText, ...] | None = None
    skip: tuple[PlacedText, ...] | None = None
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}))
    billed_seconds: ExpectedAmount | None = None
    cost: ExpectedAmount | None = None
    faults: tuple[PlacedText, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipeTest:
    """One test of a recipe.

    `stand_ins` are the media that are only described: `inputs` names them by the texts that are their keys.
    """

    name: PlacedText
    inputs: Mapping[str, Given]
    stand_ins: Mapping[str, MediaFacts]
    service: PlacedText | None
    expected: Expected
