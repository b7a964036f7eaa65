"""Inference: the type of every expression before anything runs, with a fault for each that can't be right."""

from collections.abc import Mapping
from dataclasses import replace

from engine.language.arithmetic import MAX_DECIMALS
from engine.language.filters import FILTERS, TESTS, Rule
from engine.language.names import Names
from engine.language.narrow import holds, path_of, there, written
from engine.language.resolve import Naming
from engine.language.syntax import (
    Binary,
    Choice,
    Comparison,
    Concat,
    Filter,
    Index,
    Listing,
    Literal,
    Member,
    Name,
    Test,
    Tree,
    Unary,
    spanning,
)
from engine.language.truth import negated
from engine.language.types import BOOLEAN, INTEGER, NUMBER, STRING, UNKNOWN, Kind, Type, joined, list_of, skipped_with
from engine.language.values import References
from engine.values import hints
from engine.values.fault import Faults
from engine.values.place import Place


class Inference:
    """Infers the types of one value's trees; `references` is what they name."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self._naming = Naming(self, faults)
        self._fallbacks: list[Place] = []

    @property
    def references(self) -> References:
        return self._naming.references

    @property
    def fallbacks(self) -> frozenset[Place]:
        """The places of those `or` whose left side may be absent."""
        return frozenset(self._fallbacks)

    def type_of(self, tree: Tree, names: Names) -> Type:
        """Return the type of a tree, UNKNOWN if it has a fault."""
        match tree:
            case Literal():
                return _literal_type(tree)
            case Name() | Member() | Index():
                return self._naming.type_of(tree, names)
            case Filter():
                return self._rule(tree, FILTERS, names)
            case Test():
                return self._rule(tree, TESTS, names)
            case Listing():
                return self._listing(tree, names)
            case _:
                return self._computed(tree, names)

    def _computed(self, tree: Unary | Binary | Comparison | Concat | Choice, names: Names) -> Type:
        match tree:
            case Unary():
                return self._unary(tree, names)
            case Binary(operator="and" | "or"):
                return self._logic(tree, names)
            case Binary():
                return self._arithmetic(tree, names)
            case Comparison():
                return self._comparison(tree, names)
            case Choice():
                return self._choice(tree, names)
            case Concat():
                for part in tree.parts:
                    self.printable(part, names)
                return STRING

    def condition(self, tree: Tree, names: Names) -> None:
        """Demand a boolean, or something possibly absent (which asks whether it is there, perhaps once more)."""
        known = self.type_of(tree, names)
        if not (known.optional or BOOLEAN.accepts(known) or names.may_be_absent(tree)):
            self._fault("condition-type", tree.place, type=str(known))

    def where(self, tree: Tree, names: Names) -> Names:
        """Return the names where a condition holds whose type is inferred."""
        return names.surely(holds(tree, names, self._fallbacks))

    def where_not(self, tree: Tree, names: Names) -> Names:
        """Return the names where it doesn't."""
        return names.surely(negated(holds(tree, names, self._fallbacks)))

    def printable(self, tree: Tree, names: Names) -> Type:
        """Demand a text or a number that is surely there."""
        known = self.present(tree, names)
        if not (known.is_number or STRING.accepts(known)):
            if known.members:
                named = [f"{written(tree)}.{name}" for name in known.members]
                return self._fault("print-map", tree.place, name=written(tree), known=hints.listed(named))
            key = "print-media" if known.is_media else "print-type"
            self._fault(key, tree.place, type=str(known))
            return UNKNOWN
        return known

    def present(self, tree: Tree, names: Names) -> Type:
        """Demand a value that is surely there."""
        known = self.type_of(tree, names)
        if known.optional:
            self._fault("possibly-absent", tree.place, name=written(tree))
            return UNKNOWN
        return known

    def _fault(self, key: str, place: Place, **args: str | int | None) -> Type:
        self._faults.add(key, place, **args)
        return UNKNOWN

    # what is computed

    def _listing(self, tree: Listing, names: Names) -> Type:
        items: Type | None = None
        for member, known in [(member, self.type_of(member, names)) for member in tree.items]:
            wider = known if items is None else joined(items, known)
            if wider is None:
                return self._fault("mixed-types", member.place, left=str(items), right=str(known))
            items = wider
        return replace(list_of(items), least=len(tree.items))

    def _unary(self, tree: Unary, names: Names) -> Type:
        if tree.operator == "not":
            self.condition(tree.operand, names)
            return BOOLEAN
        known = self.present(tree.operand, names)
        return known if known.is_number else self._operand(tree.operator, tree.operand, known)

    def _operand(self, operator: str, tree: Tree, known: Type) -> Type:
        if known.is_unknown:
            return UNKNOWN
        key = "plus-on-text" if operator == "+" and known.kind is Kind.STRING else "operand-type"
        return self._fault(key, tree.place, operator=operator, type=str(known))

    def _logic(self, tree: Binary, names: Names) -> Type:
        if tree.operator == "and":
            self.condition(tree.left, names)
            self.condition(tree.right, self.where(tree.left, names))
            return BOOLEAN
        left = self.type_of(tree.left, names)
        if left.optional:
            right_names = names.surely(negated(there(tree.left, names, self._fallbacks)))
            self._fallbacks.append(tree.place)
            return self._fallback(tree, left, self.type_of(tree.right, right_names))
        right_names = self.where_not(tree.left, names)
        if left.is_unknown:
            self.type_of(tree.right, right_names)
            return UNKNOWN
        if left.kind is not Kind.BOOLEAN:
            return self._fault("or-never-absent", tree.left.place, type=str(left))
        self.condition(tree.right, right_names)
        return BOOLEAN

    def _fallback(self, tree: Binary, left: Type, right: Type) -> Type:
        found = joined(left.sure(), right)
        return found or self._fault("mixed-types", tree.right.place, left=str(left.sure()), right=str(right))

    def _arithmetic(self, tree: Binary, names: Names) -> Type:
        hyphened = self._naming.hyphened(tree, names)
        if hyphened is not None:
            return hyphened
        left = self.present(tree.left, names)
        if left.is_unknown and tree.operator == "-":
            return UNKNOWN  # perhaps a name with a hyphen, which is a fault where it is declared
        sides = ((tree.left, left), (tree.right, self.present(tree.right, names)))
        for side, known in sides:
            if not known.is_number:
                return self._operand(tree.operator, side, known)
        if tree.operator in ("/", "//", "%"):
            self._refuse_zero(tree.right)
        whole = tree.operator != "/" and all(known.kind is Kind.INTEGER for _, known in sides)
        return INTEGER if whole or tree.operator == "//" else NUMBER

    def _refuse_zero(self, divisor: Tree) -> None:
        if isinstance(divisor, Literal) and divisor.value == 0:
            self._fault("division-by-zero", divisor.place)

    def _comparison(self, tree: Comparison, names: Names) -> Type:
        left_tree, left = tree.first, self.type_of(tree.first, names)
        for operator, right_tree in tree.rest:
            right = self.type_of(right_tree, names)
            self._compared(operator, (left_tree, left), (right_tree, right), names)
            left_tree, left = right_tree, right
        return BOOLEAN

    def _compared(self, operator: str, left: tuple[Tree, Type], right: tuple[Tree, Type], names: Names) -> None:
        (left_tree, left_type), (right_tree, right_type) = left, right
        if self._is_with_nothing(operator, left_tree, right_tree, names):
            return
        if left_type.is_unknown or right_type.is_unknown:
            return
        if operator in ("lt", "lteq", "gt", "gteq"):
            for side, known in (left, right):
                if known.optional:
                    name = written(side)
                    fix = f"{name} and {name}" if side is left_tree and path_of(side) is not None else None
                    self._fault("absent-order", side.place, name=name, fix=fix)
                elif not known.is_number:
                    other = right_type if side is left_tree else left_type
                    is_text = known.kind is Kind.STRING and other.is_number and isinstance(side, Member)
                    fix = f"{written(side)} | number" if is_text else None
                    self._fault("order-type", side.place, type=str(known), fix=fix)
        elif operator in ("in", "notin"):
            self._contained(left_tree, left_type, right_tree, right_type, names)
        elif BOOLEAN in (left_type.sure(), right_type.sure()) and (word := _quoted(left_tree, right_tree)) is not None:
            shown = {"left": str(left_type.sure()), "right": str(right_type.sure())}
            self._fault("comparison-type", word.place, **shown, fix=str(word.value))
        elif joined(left_type, right_type) is None or left_type.is_media or left_type.kind is Kind.LIST:
            said = {"left": str(left_type.sure()), "right": str(right_type.sure())}
            is_number = left_type.kind is Kind.STRING and isinstance(right_tree, Literal) and right_type.is_number
            fix = f"'{right_tree.value}'" if is_number and isinstance(right_tree, Literal) else None
            self._fault("comparison-type", right_tree.place, **said, fix=fix)
        else:
            if left_type.optional and right_type.optional:
                name = written(left_tree)
                self._fault(
                    "both-absent",
                    left_tree.place,
                    name=name,
                    other=written(right_tree),
                    fix=f"{name} is defined and {name}",
                )
            self._possible(left_tree, right_tree, names)
            self._possible(right_tree, left_tree, names)

    def _is_with_nothing(self, operator: str, left: Tree, right: Tree, names: Names) -> bool:
        """Refuse to compare what is given with an empty text: where a value is given, an empty one is absent."""
        constants = [left, *(right.items if isinstance(right, Listing) else (right,))]
        empty = next((one for one in constants if isinstance(one, Literal) and one.value == ""), None)
        given = next((one for one in constants if one is not empty and names.is_given(one)), None)
        if empty is None or given is None:
            return False
        asks = {"eq": "undefined", "ne": "defined"}.get(operator)
        name = written(given)
        fix = f"{name} is {asks}" if asks is not None and names.may_be_absent(given) else None
        self._fault("never-empty", spanning(left.place, right.place), name=name, fix=fix)
        return True

    def _contained(self, left_tree: Tree, left: Type, right_tree: Tree, right: Type, names: Names) -> None:
        if right.optional:
            self._fault("possibly-absent", right_tree.place, name=written(right_tree))
        elif right.kind is Kind.LIST:
            if right.items is not None and joined(left, right.items) is None:
                self._fault("comparison-type", right_tree.place, left=str(left.sure()), right=str(right))
            for item in right_tree.items if isinstance(right_tree, Listing) else ():
                self._possible(left_tree, item, names)
        elif right.kind is not Kind.STRING or left.kind is not Kind.STRING:
            self._fault("comparison-type", right_tree.place, left=str(left.sure()), right=str(right))

    def _possible(self, named: Tree, literal: Tree, names: Names) -> None:
        """Refuse a comparison of an enum with a constant that is not among its values."""
        declared = names.declared(named) if isinstance(literal, Literal) else None
        if declared is None or not declared.values or not isinstance(literal, Literal):
            return
        if literal.value not in declared.values:
            known = [str(value) for value in declared.values]
            near = hints.near(str(literal.value), known)
            meant = written(Literal(near, literal.place)) if near and isinstance(literal.value, str) else near
            self._faults.unknown(
                "never-equal", literal.place, str(literal.value), known, near=meant, input=written(named)
            )

    def _choice(self, tree: Choice, names: Names) -> Type:
        self.condition(tree.test, names)
        then = self.type_of(tree.then, self.where(tree.test, names))
        if tree.otherwise is None:
            return self._fault("else-missing", tree.place)
        otherwise = self.type_of(tree.otherwise, self.where_not(tree.test, names))
        found = joined(then, otherwise)
        return found or self._fault("mixed-types", tree.otherwise.place, left=str(then), right=str(otherwise))

    def _rule(self, tree: Filter | Test, rules: Mapping[str, Rule], names: Names) -> Type:
        rule = rules.get(tree.name)
        if rule is None:
            for part in (tree.of, *tree.arguments):
                self.type_of(part, names)
            from engine.language.foreign_calls import kind_of_filter, meant_filter  # noqa: PLC0415  loaded when there is one

            meant = meant_filter(tree.name)
            near = {"near": meant} if meant is not None else {}
            self._faults.unknown(kind_of_filter(tree.name), tree.named, tree.name, rules, **near)
            return UNKNOWN
        of = whole = self.type_of(tree.of, names)
        if of.optional and of.skippable and rule.passes_skip:
            of = of.sure()
        elif of.optional and not rule.takes_absent:
            of = self._fault("possibly-absent", tree.of.place, name=written(tree.of))
        arguments = [self.type_of(argument, names) for argument in tree.arguments]
        low, high = rule.arguments
        if not low <= len(arguments) <= high:
            wanted = str(low) if low == high else f"{low}-{high}"
            return self._fault("argument-count", tree.named, name=tree.name, count=len(arguments), wanted=wanted)
        if (of.is_unknown and not of.optional) or any(known.is_unknown for known in arguments):
            return UNKNOWN
        for decimals in tree.arguments if tree.name == "round" else ():
            if not isinstance(decimals, Literal) or decimals.value not in range(MAX_DECIMALS + 1):
                return self._fault("round-decimals", decimals.place, limit=MAX_DECIMALS)
        if any(known.optional for known in arguments) and not rule.takes_absent:
            absent = next(one for one, known in zip(tree.arguments, arguments, strict=True) if known.optional)
            return self._fault("possibly-absent", absent.place, name=written(absent))
        found = rule.typing(of, arguments)
        if found is not None:
            return skipped_with(whole, found) if rule.passes_skip else found
        return self._fault("filter-type", tree.named, name=tree.name, type=str(of))


def _quoted(*sides: Tree) -> Literal | None:
    """Return the side that is `true` or `false` in quotes."""
    return next((side for side in sides if isinstance(side, Literal) and side.value in ("true", "false")), None)


def _literal_type(tree: Literal) -> Type:
    if isinstance(tree.value, bool):
        return BOOLEAN
    if isinstance(tree.value, str):
        return STRING
    return INTEGER if isinstance(tree.value, int) else NUMBER
