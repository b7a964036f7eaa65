"""Naming: what a path such as `inputs.clip.seconds` or `steps.restyle.video` is, or why it is nothing."""

from collections.abc import Collection
from typing import Final, Protocol

from engine.language.media_facts import FACTS
from engine.language.names import Group, Makers, Names, PromptNames, Texts, Where, Word
from engine.language.narrow import path_of, written
from engine.language.syntax import NOTHING, Binary, Index, Literal, Member, Name, Tree, Unary
from engine.language.types import STRING, UNKNOWN, Kind, Made, Type, optional, skipped_with
from engine.language.values import Named, References
from engine.values import hints
from engine.values.fault import Faults
from engine.values.place import Place

_SHARED: Final = frozenset({"inputs", "steps", "item", "loop"})
"""Roots of ours that other tools have too: what nobody declared there may be theirs."""


class Typing(Protocol):
    """Gives the types of all trees; `present` demands that what they are is surely there."""

    def type_of(self, tree: Tree, names: Names) -> Type: ...
    def present(self, tree: Tree, names: Names) -> Type: ...


class Naming:
    """Gives paths their types; `references` gathers everything that was named."""

    def __init__(self, typing: Typing, faults: Faults) -> None:
        self._named: list[Named] = []
        self._outputs: list[Made] = []
        self._facts: list[Made] = []
        self._typing = typing
        self._faults = faults

    @property
    def references(self) -> References:
        named, outputs, facts = self._named, self._outputs, self._facts
        return References(tuple(dict.fromkeys(named)), tuple(dict.fromkeys(outputs)), tuple(dict.fromkeys(facts)))

    def type_of(self, tree: Name | Member | Index, names: Names) -> Type:
        """Return the type of what a path names, surely there if a condition around it says so."""
        foreign = self._foreign(tree, names)
        if foreign is not None:
            return foreign
        known = self._declared(tree, names)
        return known.sure() if known.optional and names.is_sure(tree) else known

    def _foreign(self, tree: Tree, names: Names) -> Type | None:
        """Refuse a path as another tool writes it; None if it is none, or is one here."""
        meant = _meant_by(tree, names) if isinstance(tree, Member) else None
        return self._fault("path-foreign", tree.place, name=written(tree), fix=meant) if meant is not None else None

    def hyphened(self, tree: Binary, names: Names) -> Type | None:
        """Refuse a subtraction that was meant as one name, as in `row.my-city`; None if there is nothing of that name."""
        parts: list[str] = []
        left: Tree = tree
        while isinstance(left, Binary) and left.operator == "-" and isinstance(base := _base(left.right), Name):
            parts.insert(0, base.name)
            left = left.left
        if not parts or not isinstance(left, Member) or not isinstance(left.of, Name):
            return None
        group, root, name = names.root(left.of), left.of.name, "-".join((left.name, *parts))
        if group is None or isinstance(group, Word) or left.name in group.broken:
            return None
        if isinstance(group, Group) and name in group.known:
            self._name(left.of, name, tree.place)
            return self._fault("column-needs-brackets", tree.place, root=root, name=name, fix=f"{root}[{name!r}]")
        meant = name.lower().replace("-", "_")
        if meant not in group.known:
            return None
        self._name(left.of, meant, tree.place)
        place = left.named.to(_base(tree.right).place)
        return self._fault(_unknown_in(group), place, name=name, near=meant, known=hints.listed(group.known))

    def _fault(self, key: str, place: Place, **args: str | int | None) -> Type:
        self._faults.add(key, place, **args)
        return UNKNOWN

    def _unknown(self, key: str, tree: Member, known: Collection[str], **args: str) -> Type:
        self._faults.unknown(key, tree.named, tree.name, known, **args)
        return UNKNOWN

    def _declared(self, tree: Name | Member | Index, names: Names) -> Type:
        if isinstance(tree, Name):
            return self._alone(tree, names)
        if isinstance(names.root(_base(tree)), Texts):
            return self._text(tree, names)
        if isinstance(tree, Index):
            return self._element(tree, names)
        root = names.root(tree.of)
        if isinstance(root, Group):
            return self._of_group(root, tree)
        if isinstance(root, Makers):
            return self._maker_alone(root, tree)
        makers = names.root(tree.of.of) if isinstance(tree.of, Member) else None
        if isinstance(makers, Makers) and isinstance(tree.of, Member):
            return self._output(makers, tree.of, tree, names)
        return self._member(tree, names)

    # roots

    def _alone(self, tree: Name, names: Names) -> Type:
        if tree.name in names.local:
            return names.local[tree.name]
        match names.roots.get(tree.name):
            case None:
                return self._no_root(tree, names)
            case Word(type=None, unknown=unknown):
                return self._fault(unknown, tree.place)
            case Word(type=Type() as known):
                self._name(tree, "", tree.place)
                return known
            case _:
                return self._fault("name-alone", tree.place, name=tree.name)

    def _name(self, root: Tree, member: str, place: Place) -> None:
        if isinstance(root, Name):
            self._named.append(Named(root.name, member, place))

    def _no_root(self, tree: Name, names: Names) -> Type:
        """Explain a name that begins no path."""
        for name, root in names.roots.items():
            if not isinstance(root, Word) and tree.name in root.known:
                fix = f"{name}.{tree.name}"
                return self._fault("name-without-root", tree.place, name=tree.name, root=name, fix=fix)
        if tree.name in NOTHING:
            return self._fault("expression-none", tree.place)
        near, known = hints.near(tree.name, (*names.roots, *names.local)), hints.listed(names.shown)
        return self._fault(names.unknown, tree.place, name=tree.name, near=near, known=known)

    def _of_group(self, group: Group, tree: Member) -> Type:
        self._name(tree.of, tree.name, tree.named)
        declared = group.find(tree.name)
        if declared is not None:
            return declared.type
        return UNKNOWN if tree.name in group.broken else self._unknown(group.unknown, tree, group.known)

    def _maker_alone(self, makers: Makers, step: Member) -> Type:
        if step.name not in makers.known:
            return self._no_maker(makers, step)
        output = next(iter(makers.known[step.name]), "")
        return self._fault("step-alone", step.place, name=step.name, output=output)

    def _output(self, makers: Makers, step: Member, tree: Member, names: Names) -> Type:
        if step.name not in makers.known:
            return self._no_maker(makers, step)
        outputs = makers.known[step.name]
        if tree.name not in outputs:
            return self._unknown("unknown-output", tree, outputs, step=step.name)
        return self._made(names.without_gaps(outputs[tree.name], tree), tree, names)

    def _no_maker(self, makers: Makers, step: Member) -> Type:
        """Name a step that isn't there, unless steps have faults of their own that may have hidden it."""
        if step.name in makers.broken:
            self._name(step.of, step.name, step.named)
            return UNKNOWN
        return self._unknown(_unknown_in(makers), step, makers.known)

    def _made(self, known: Type, tree: Member, names: Names) -> Type:
        """Return the type of what a step makes, which may be named in media places only."""
        if known.made is None:
            return known
        if names.where is Where.KNOWN:
            return self._fault("step-not-here", tree.place, name=written(tree))
        self._outputs.append(known.made)
        return known

    def _text(self, tree: Member | Index, names: Names) -> Type:
        """Return the type of a named text; of a map that is indexed, every piece that may be meant is looked at."""
        texts = names.root(_base(tree))
        assert isinstance(texts, Texts), "only their root leads here"
        found: list[PromptNames | None] = [texts.known]
        for level in _levels(tree):
            maps = [one for one in found if one is not None]
            if len(maps) < len(found):
                return self._fault("prompt-is-text", level.place)
            if isinstance(level, Index):
                self._typing.present(level.key, names)
                found = self._chosen(level, maps, names)
                continue
            if isinstance(level.of, Name):
                self._name(level.of, level.name, level.named)
                if level.name in texts.broken:
                    return UNKNOWN
            for one in maps:
                if level.name not in one:
                    return self._unknown(_unknown_in(texts), level, one)
            found = [one[level.name] for one in maps]
        return STRING if all(one is None for one in found) else self._fault("prompt-is-map", tree.place)

    def _chosen(self, level: Index, maps: list[PromptNames], names: Names) -> list[PromptNames | None]:
        """Return the pieces that an index may choose; each value of an enum must have one."""
        words = _values_of(level.key, names)
        for one in maps:
            for word in words:
                if word not in one:
                    self._faults.unknown("unknown-prompt", level.key.place, word, one, near=None)
        return [piece for one in maps for word, piece in one.items() if not words or word in words]

    # members of values

    def _member(self, tree: Member, names: Names) -> Type:
        before = len(self._outputs)
        of = self._whole(tree, names)
        if of.is_unknown:
            return UNKNOWN
        if of.keyed and of.items is not None and (of.skippable or not of.optional):
            is_wrong = of.numbered and self._is_no_piece(tree.name, tree.named, of.numbered)
            return UNKNOWN if is_wrong else self._made(skipped_with(of, of.items), tree, names)
        if of.optional:
            return self._fault("possibly-absent", tree.of.place, name=written(tree.of))
        if tree.name in of.members:
            return self._made(of.members[tree.name], tree, names)
        self._facts += self._outputs[before:]
        del self._outputs[before:]
        return self._fact_of(of, tree)

    def _whole(self, tree: Member, names: Names) -> Type:
        """Return the type of what a member is asked of: of what a step makes, facts may be known when planning."""
        return self._typing.type_of(tree.of, names.at(Where.MEDIA))

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
        of, key = self._typing.type_of(tree.of, names), self._typing.present(tree.key, names.at(Where.KNOWN))
        if of.optional and not (of.keyed and of.skippable):
            return self._fault("possibly-absent", tree.of.place, name=written(tree.of))
        if of.is_unknown or key.is_unknown:
            return UNKNOWN
        kinds = (Kind.INTEGER, Kind.STRING) if of.keyed else (Kind.INTEGER,)
        if of.kind is not Kind.LIST or key.kind not in kinds:
            return self._fault("index-type", tree.place, type=str(of))
        items = of.items or UNKNOWN
        if of.numbered and isinstance(tree.key, Literal):
            self._is_no_piece(str(tree.key.value), tree.key.place, of.numbered, quote="'")
            return UNKNOWN
        return skipped_with(of, items) if of.keyed or _is_there(tree.key, of.least) else optional(items)

    def _is_no_piece(self, key: str, place: Place, count: int, quote: str = "") -> bool:
        """Tell whether a key is that of no piece of a split; it is refused then."""
        from engine.values.piece_keys import piece_key, piece_meant  # noqa: PLC0415  few recipes split

        meant = piece_meant(key, count)
        if meant == key and not quote:
            return False
        fix = f"{quote}{meant}{quote}" if meant is not None else None
        self._fault("no-such-item", place, name=key, fix=fix, known=f"{piece_key(1)} … {piece_key(count)}")
        return True


def _values_of(tree: Tree, names: Names) -> tuple[str, ...]:
    """Return all texts that an enum may be at this point; nothing for any other tree."""
    declared = names.declared(tree)
    return tuple(map(str, names.values_left(tree, declared.values))) if declared is not None else ()


def _base(tree: Tree) -> Tree:
    """Return what a path begins with."""
    while isinstance(tree, Member | Index):
        tree = tree.of
    return tree


def _meant_by(tree: Member, names: Names) -> str | None:
    """Return how a path of another tool is written here; None if it is none, or if there is nothing of that name."""
    path = path_of(tree)
    if path is not None and names.declares(path):
        return None
    if path is None or path[0] in names.local or (path[0] in names.roots and path[0] not in _SHARED):
        return _of_item(tree, names)
    from engine.language.foreign_paths import candidates  # noqa: PLC0415  loaded for what nobody declared

    found = next((found for found in candidates(path) if names.declares(found)), None)
    return ".".join(found) if found is not None else _of_item(tree, names)


def _of_item(tree: Member, names: Names) -> str | None:
    """Return how the output of one item is named whose step was asked for the item: `steps.a['ink'].video`.

    A step that is not repeated has no items: its output is meant.
    """
    match tree.of:
        case Index(of=step, key=Literal(value=0)):
            which: str | None = " | first"
        case Index(of=step, key=Literal()):
            which = None
        case Index(of=step, key=key):
            which = f"[{written(key)}]"
        case Member(of=step, name=name):
            which = f"[{name!r}]"
        case _:
            return None
    path = path_of(step)
    makers = names.roots.get(path[0]) if path is not None else None
    if path is None or len(path) != 2 or not isinstance(makers, Makers) or not names.declares((*path, tree.name)):
        return None
    output = ".".join((*path, tree.name))
    if not makers.known[path[1]][tree.name].keyed:
        return output
    return output + which if which is not None else None


def _unknown_in(root: Group | Makers | Texts) -> str:
    """Return the key of the fault of a name that a root doesn't have."""
    match root:
        case Group():
            return root.unknown
        case Makers():
            return "unknown-step"
        case Texts():
            return "unknown-prompt"


def _levels(tree: Tree) -> list[Member | Index]:
    """Return the members from the root outwards."""
    found: list[Member | Index] = []
    while isinstance(tree, Member | Index):
        found.append(tree)
        tree = tree.of
    return found[::-1]


def _is_there(key: Tree, least: int) -> bool:
    """Tell whether a number, counted from 0 or backwards from -1, is one of a list that has that many members at least."""
    back = isinstance(key, Unary) and key.operator == "-"
    number = key.operand if isinstance(key, Unary) and back else key
    if not isinstance(number, Literal) or not isinstance(number.value, int):
        return False
    return 1 <= number.value <= least if back else number.value < least
