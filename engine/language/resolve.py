"""Naming: what a path such as `inputs.clip.seconds` or `steps.restyle.video` is, or why it is nothing."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from engine.language.fast_path import ROOTS
from engine.language.media_facts import FACTS
from engine.language.narrow import path_of, values_left, written
from engine.language.scope_types import Names, Where
from engine.language.syntax import Index, Member, Name, Tree
from engine.language.types import BOOLEAN, INTEGER, STRING, UNKNOWN, Kind, Type, optional
from engine.language.values import References
from engine.values import hints
from engine.values.faults import Faults
from engine.values.place import Place

if TYPE_CHECKING:
    from engine.language.infer import Inference

_NOTHING: Final = frozenset({"null", "Null", "NULL", "nil", "undefined"})
LOOP: Final[Mapping[str, Type]] = {"index": INTEGER, "first": BOOLEAN, "last": BOOLEAN, "length": INTEGER}


class Naming:
    """Gives paths their types; `references` gathers everything that was named."""

    def __init__(self, inference: "Inference", faults: Faults) -> None:
        self._named: list[References] = []
        self._inference = inference
        self._faults = faults

    def _fault(self, key: str, place: Place, **args: str | int | None) -> Type:
        self._faults.add(key, place, **args)
        return UNKNOWN

    @property
    def references(self) -> References:
        return References.of_all(self._named)

    def _refer(self, found: References) -> None:
        self._named.append(found)

    def type_of(self, tree: Name | Member | Index, names: Names) -> Type:
        """Return the type of what a path names, surely there if a condition around it says so."""
        known = self._declared(tree, names)
        path = path_of(tree)
        return known.sure() if path is not None and path in names.sure else known

    def _declared(self, tree: Name | Member | Index, names: Names) -> Type:
        match tree:
            case Name():
                return self._root(tree, names)
            case Member(of=Name(name="inputs")) if "inputs" not in names.local:
                return self._input(tree, names)
            case Member(of=Member(of=Name(name="steps")) as step) if "steps" not in names.local:
                return self._output(tree, step, names)
            case Member(of=Name(name="loop")) if "loop" in names.local:
                return LOOP.get(tree.name) or self._unknown("unknown-member", tree, LOOP)
        if _rooted(tree, "prompts") and "prompts" not in names.local:
            return self._prompt(tree, names)
        if isinstance(tree, Index):
            return self._element(tree, names)
        return self._member(tree, names)

    def _root(self, tree: Name, names: Names) -> Type:
        if tree.name in names.local:
            return names.local[tree.name]
        if tree.name == "item":
            if names.item is None:
                return self._fault("item-outside-foreach", tree.place)
            self._refer(References(item=True))
            return names.item
        if tree.name in ROOTS:
            return self._fault("name-alone", tree.place, name=tree.name)
        known = (*ROOTS, *names.local)
        for root, declared in (("inputs", names.inputs), ("prompts", names.prompts), ("steps", names.outputs)):
            if tree.name in declared:
                fix = f"{root}.{tree.name}"
                return self._fault("name-without-root", tree.place, name=tree.name, root=root, fix=fix)
        if tree.name in _NOTHING:
            return self._fault("expression-none", tree.place)
        return self._fault("unknown-name", tree.place, name=tree.name, near=hints.near(tree.name, known))

    def _unknown(self, key: str, tree: Member, known: Mapping[str, object], **args: str) -> Type:
        near = hints.near(tree.name, known)
        return self._fault(key, tree.named, name=tree.name, near=near, known=hints.listed(known), **args)

    def _input(self, tree: Member, names: Names) -> Type:
        self._refer(References(inputs=(tree.name,)))
        declared = names.inputs.get(tree.name)
        if declared is None:
            broken = names.broken & {"inputs", f"inputs.{tree.name}"}
            return UNKNOWN if broken else self._unknown("unknown-input", tree, names.inputs)
        return declared.type

    def _output(self, tree: Member, step: Member, names: Names) -> Type:
        if step.name not in names.outputs:
            return self._no_step(step, names)
        outputs = names.outputs[step.name]
        if tree.name not in outputs:
            return self._unknown("unknown-output", tree, outputs, step=step.name)
        return self._made(outputs[tree.name], tree, names)

    def _made(self, known: Type, tree: Member, names: Names) -> Type:
        """Return the type of what a step makes, which may be named in media places only."""
        if known.made is None:
            return known
        if names.where is not Where.MEDIA:
            return self._fault("step-not-here", tree.place, name=path_of(tree) or tree.name)
        self._refer(References(outputs=(known.made,)))
        return known

    def _no_step(self, step: Member, names: Names) -> Type:
        """Name a step that isn't there, unless steps have faults of their own that may have hidden it."""
        if names.broken & {"steps", f"steps.{step.name}"}:
            self._refer(References(steps=(step.name,)))
            return UNKNOWN
        return self._unknown("unknown-step", step, names.outputs)

    def _prompt(self, tree: Member | Index, names: Names) -> Type:
        """Return the type of a named prompt; of a map that is indexed, every piece that may be meant is looked at."""
        if names.where is Where.CONDITION:
            return self._fault("prompt-not-here", tree.place)
        found: list[object] = [names.prompts]
        for level in _levels(tree):
            maps = [one for one in found if isinstance(one, Mapping)]
            if len(maps) < len(found):
                return self._fault("prompt-is-text", level.place)
            if isinstance(level, Index):
                self._inference.present(level.key, names)
                found = self._chosen(level, maps, names)
                continue
            if isinstance(level.of, Name):
                self._refer(References(prompts=(level.name,)))
            if isinstance(level.of, Name) and names.broken & {"prompts", f"prompts.{level.name}"}:
                return UNKNOWN
            for one in maps:
                if level.name not in one:
                    return self._unknown("unknown-prompt", level, one)
            found = [one[level.name] for one in maps]
        return STRING if all(one is None for one in found) else self._fault("prompt-is-map", tree.place)

    def _chosen(self, level: Index, maps: list[Mapping[str, object]], names: Names) -> list[object]:
        """Return the pieces that an index may choose; each value of an enum input must have one."""
        words = _values_of(level.key, names)
        for one in maps:
            for word in words:
                if word not in one:
                    near, known = hints.near(word, one), hints.listed(one)
                    self._fault("unknown-prompt", level.key.place, name=word, near=near, known=known)
        return [piece for one in maps for word, piece in one.items() if not words or word in words]

    def _member(self, tree: Member, names: Names) -> Type:
        if isinstance(tree.of, Name) and tree.of.name == "steps" and "steps" not in names.local:
            if tree.name not in names.outputs:
                return self._no_step(tree, names)
            output = next(iter(names.outputs[tree.name]), "")
            return self._fault("step-alone", tree.place, name=tree.name, output=output)
        of = self._whole(tree, names)
        if of.is_unknown:
            return UNKNOWN
        if of.optional:
            return self._fault("possibly-absent", tree.of.place, name=written(tree.of))
        if of.keyed:
            return self._made(of.items or UNKNOWN, tree, names)
        if tree.name in of.members:
            return self._made(of.members[tree.name], tree, names)
        return self._fact_of(of, tree)

    def _whole(self, tree: Member, names: Names) -> Type:
        """Return the type of what a member is asked of: of what a step makes, facts may be known when planning."""
        if names.where in (Where.CONDITION, Where.VALUE):
            names = names.at(Where.MEDIA)
        return self._inference.type_of(tree.of, names)

    def _fact_of(self, of: Type, tree: Member) -> Type:
        facts = FACTS.get(of.kind, {})
        if not facts and not of.fields:
            return self._fault("no-members", tree.named, name=tree.name, type=str(of))
        if tree.name not in facts:
            key = "unknown-member" if of.fields else "unknown-fact"
            return self._unknown(key, tree, {**of.members, **facts}, type=str(of))
        if of.made and not of.foretold:
            return self._fault("fact-not-known", tree.place, name=tree.name)
        return facts[tree.name]

    def _element(self, tree: Index, names: Names) -> Type:
        of, key = self._inference.present(tree.of, names), self._inference.present(tree.key, names.at(Where.VALUE))
        if of.is_unknown or key.is_unknown:
            return UNKNOWN
        kinds = (Kind.INTEGER, Kind.STRING) if of.keyed else (Kind.INTEGER,)
        if of.kind is not Kind.LIST or key.kind not in kinds:
            return self._fault("index-type", tree.place, type=str(of))
        items = of.items or UNKNOWN
        return items if of.keyed else optional(items)


def _values_of(tree: Tree, names: Names) -> tuple[str, ...]:
    """Return all texts that an enum input may be at this point; nothing for any other tree."""
    if not (isinstance(tree, Member) and tree.of_root("inputs")):
        return ()
    declared = names.inputs.get(tree.name)
    values = tuple(str(value) for value in declared.limits.enum) if declared else ()
    return values_left(f"inputs.{tree.name}", values, names.sure)


def _rooted(tree: Tree, root: str) -> bool:
    while isinstance(tree, Member | Index):
        tree = tree.of
    return isinstance(tree, Name) and tree.name == root


def _levels(tree: Tree) -> list[Member | Index]:
    """Return the members from the root outwards."""
    found: list[Member | Index] = []
    while isinstance(tree, Member | Index):
        found.append(tree)
        tree = tree.of
    return found[::-1]
