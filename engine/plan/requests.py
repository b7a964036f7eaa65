"""Requests: what a step asks for once its arguments are known: its request, what it is compared by and what it costs."""

from collections.abc import Collection, Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from engine.catalog import AnswerShape, Model, PriceRow, Role, Tool
from engine.plan.blame import Blame
from engine.plan.body import body_of
from engine.plan.cut_first import cut_first
from engine.plan.cuts import Piece
from engine.plan.fingerprint import AskedForms, Identity, PricedRequest
from engine.plan.given import Basis
from engine.plan.limits import limit_faults, rule_faults
from engine.plan.media import is_address, media_in, reference_of
from engine.plan.model import Estimate, MediaUse, Request
from engine.plan.price import bound_of, estimate_of, tier_of
from engine.plan.tools import request_of
from engine.plan.words import PromptTraces
from engine.recipe import Step
from engine.values.fault import Fault, fault
from engine.values.media import FileSource, Media, MediaFacts
from engine.values.money import Money

_SAYS_NOTHING: Final = frozenset({Role.PROMPT, Role.NEGATIVE, Role.SEED})
"""Parameters by which no price, no length and no limit of media goes, and of which each task has its own."""
_MOST_KINDS: Final = 1000
"""Of clips that are all of different lengths and sizes each makes a kind of its own, which no other task is of."""


class Alike(NamedTuple):
    """What tasks of a model have in common that differ in words alone, or in media of which the same is known."""

    facts: Mapping[str, MediaFacts]
    tier: str
    estimate: Estimate
    bound: Money


class _Terms(NamedTuple):
    """What holds for every task of one model."""

    price: PriceRow
    sent_name: str
    forms: AskedForms
    seed: str
    prompt: str
    silent: frozenset[str]
    answer: AnswerShape


@dataclass(slots=True)
class Requests:
    """Makes the requests of one plan; what tasks have in common is worked out once.

    `upstream` holds the identities of the tasks before, by task id; `traces`, if anybody wants them, where the words of prompts
    come from.
    """

    basis: Basis
    upstream: Mapping[str, Identity]
    traces: PromptTraces | None = None
    _models: dict[str, _Terms] = field(default_factory=dict)
    _tools: dict[str, AskedForms] = field(default_factory=dict)
    _kinds: dict[Hashable, Alike] = field(default_factory=dict)
    _same: dict[Hashable, Alike] = field(default_factory=dict)  # of many kinds the same comes out

    def known(self, model: Model, given: Mapping[str, object]) -> Alike | None:
        """Return what is known of tasks of this kind, of which nothing breaks a limit; None of the first of them."""
        return self._kinds.get(self._kind_of(model, given)) if model.name in self._models else None

    def learn(self, model: Model, given: Mapping[str, object], facts: Mapping[str, MediaFacts]) -> Alike:
        """Work out what tasks of this kind, whose outputs are of these facts, have in common; nothing is wrong with them.

        Raises OperatorError as `Basis.price` does.
        """
        price, terms = self._terms(model).price, self.basis.terms
        bound = bound_of(model, given, price) if terms.bills else Money.zero(price.currency)
        kind = Alike(facts, tier_of(model, given), estimate_of(model, given, price, terms), bound)
        if len(self._kinds) == _MOST_KINDS:
            self._kinds.clear()
            self._same.clear()
        same = self._same.setdefault((*facts.items(), *kind[1:]), kind)
        self._kinds[self._kind_of(model, given)] = same
        return same

    def _kind_of(self, model: Model, given: Mapping[str, object]) -> Hashable:
        silent, media = self._terms(model).silent, model.media
        kind: list[Hashable] = [model.name]
        for name, value in given.items():
            kind.append(name)
            if name in media:
                kind.append(tuple([medium.facts for medium in media_in(value)]))
            elif name not in silent:
                kind.append(value)
        return tuple(kind)

    def of_model(
        self, model: Model, given: Mapping[str, object], uses: tuple[MediaUse, ...], kind: Alike
    ) -> PricedRequest:
        """Return what is asked of a model; what nobody gave and the planner wrote, the seed, stands in the body."""
        terms = self._terms(model)
        asked = terms.forms.asked(given, realm=self.basis.terms.realm, upstream=self.upstream)
        derived = (terms.seed,) if terms.seed and terms.seed not in given else ()
        sent = {**given, terms.seed: asked.seed} if derived else given
        request = Request(
            model=model.name,
            sent_name=terms.sent_name,
            endpoint=model.endpoint,
            body=body_of(model, sent, uses, terms.sent_name),
            asked=asked.form,
            media=uses,
            prompt=str(given.get(terms.prompt, "")),
            tier=kind.tier,
            answer=terms.answer,
            derived=derived,
        )
        return PricedRequest(request, asked, kind.estimate, kind.bound)

    def of_tool(
        self, tool: Tool, told: Mapping[str, Any], given: Mapping[str, object], piece: Piece | None = None
    ) -> PricedRequest:
        """Return what is asked of a media tool, which costs nothing; a piece of a split is asked for as such."""
        stretch = piece.stretch if piece is not None else {}
        forms = self._tools.setdefault(tool.name, AskedForms.of(tool))
        asked = forms.asked(given, realm=self.basis.terms.realm, upstream=self.upstream, stretch=stretch)
        nothing = Estimate.nothing(self.basis.currency)
        return PricedRequest(request_of(tool, told, given, asked.form), asked, nothing, nothing.cost_high)

    def _terms(self, model: Model) -> _Terms:
        known = self._models.get(model.name)
        if known is None:
            price = self.basis.price(model)
            seed, prompt = model.with_role(Role.SEED), model.with_role(Role.PROMPT)
            known = self._models[model.name] = _Terms(
                price=price,
                sent_name=model.sent_names[price.region],
                forms=AskedForms.of(model),
                seed=seed.name if seed is not None else "",
                prompt=prompt.name if prompt is not None else "",
                silent=frozenset(one.name for role in _SAYS_NOTHING for one in model.all_with(role)),
                answer=model.answer,
            )
        return known


def model_faults(
    step: Step,
    model: Model,
    given: Mapping[str, object],
    uses: tuple[MediaUse, ...],
    blame: Blame,
    unknown: Collection[str] = (),
) -> list[Fault]:
    """Return every limit of a model that its media or its parameters surely break, whatever the unknown ones are."""
    source = model.with_role(Role.SOURCE)
    places = partial(blame.value, step, clip=source.name if source is not None else "")
    broken = [one for use in uses for one in _medium_faults(step, model, use, blame)]
    return broken + rule_faults(model, given, places, unknown)


def _medium_faults(step: Step, model: Model, use: MediaUse, blame: Blame) -> list[Fault]:
    is_one = model.parameters[use.parameter].items is None
    name = use.parameter if is_one else f"{use.parameter}: {_file_of(use.media)}"
    place = partial(blame.medium, step, use.parameter, use.media)
    found = limit_faults(model.limits_of(use.parameter), name, use.media, place)
    return [_with_cut(one, step, use.parameter, blame) if one.key == "clip-too-long" else one for one in found]


def _with_cut(found: Fault, step: Step, parameter: str, blame: Blame) -> Fault:
    """Say how a clip that is too long is cut first, as it is written in this recipe if that is plain."""
    cut = cut_first(blame.recipe, step, parameter, str(found.args["limit"]))
    return found if cut is None else replace(found, args=MappingProxyType({**found.args, "cut": cut}))


def _file_of(media: Media) -> str:
    """Return what tells one medium of a list from the others."""
    source = media.source
    return source.path.replace("\\", "/").rpartition("/")[2] if isinstance(source, FileSource) else reference_of(media)


def address_faults(step: Step, tool: Tool, given: Mapping[str, object], blame: Blame, task: str) -> Iterator[Fault]:
    """Yield a fault for each medium that is an address: a tool works on files of this machine."""
    for name in tool.parameters:
        for medium in media_in(given.get(name)):
            if is_address(medium):
                yield fault("tool-needs-file", blame.medium(step, name, medium), task=task)
