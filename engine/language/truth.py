"""Truth: what follows from conditions, decided by a truth table over the questions that they ask.

A condition is put together of yes-or-no questions about subjects: is it there, is it true, is it this value, is it at
most that number. One table has a row for every way to answer all of them that is possible at all; a formula is the set of
rows in which it holds, kept as the bits of one number, so that `and`, `or` and `not` are those of numbers.
"""

import enum
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from decimal import Decimal
from functools import reduce
from itertools import combinations, islice, pairwise
from operator import and_, or_
from typing import Final, Literal, NamedTuple

MAX_QUESTIONS: Final = 12
"""Questions of one table, which then has 4,096 rows; of what would need more nothing is known."""


MAX_LENGTH: Final = 64
"""Questions of one formula, counted as often as they stand in it; a longer one stands for nothing but itself."""


class Asks(enum.Enum):
    """What is asked of a subject. No to all but the first is also the answer of one that isn't there."""

    THERE = "there"
    TRUE = "true"
    IS = "is"
    BELOW = "below"
    AT_MOST = "at most"


class Subject(NamedTuple):
    """What a question is about; `roots` are the names on which it depends.

    `values` are all that it can be, if those are known; `sure`: it is always there.
    """

    what: Hashable
    roots: frozenset[str] = frozenset()
    values: tuple[str | int | Decimal | bool, ...] = ()
    sure: bool = False


class Question(NamedTuple):
    """A question about a subject; `value` is what IS, BELOW and AT_MOST compare it with."""

    of: Subject
    asks: Asks
    value: str | int | Decimal | bool | None = None


class Not(NamedTuple):
    """It doesn't hold."""

    part: "Formula"


class Every(NamedTuple):
    """All parts hold. `word` tells it from a Some of the same parts: named tuples are compared as tuples."""

    parts: "tuple[Formula, ...]"
    word: Literal["and"] = "and"


class Some(NamedTuple):
    """At least one part holds."""

    parts: "tuple[Formula, ...]"
    word: Literal["or"] = "or"


Formula = Question | Not | Every | Some

ALWAYS: Final = Every(())
NEVER: Final = Some(())


def every(*parts: Formula) -> Formula:
    """Return that all parts hold, those that always do left out."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, Every) else (part,))]
    if NEVER in flat:
        return NEVER
    return flat[0] if len(flat) == 1 else Every(tuple(dict.fromkeys(flat)))


def some(*parts: Formula) -> Formula:
    """Return that at least one part holds, those that never do left out."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, Some) else (part,))]
    if ALWAYS in flat:
        return ALWAYS
    return flat[0] if len(flat) == 1 else Some(tuple(dict.fromkeys(flat)))


def negated(part: Formula) -> Formula:
    """Return that something doesn't hold."""
    if part in (ALWAYS, NEVER):
        return NEVER if part == ALWAYS else ALWAYS
    return part.part if isinstance(part, Not) else Not(part)


def questions_in(formula: Formula) -> Iterator[Question]:
    """Give every question that a formula asks, as often as it does."""
    match formula:
        case Question():
            yield formula
        case Not():
            yield from questions_in(formula.part)
        case _:
            for part in formula.parts:
                yield from questions_in(part)


def is_long(formula: Formula) -> bool:
    """Tell whether a formula is too long to be taken apart."""
    return next(islice(questions_in(formula), MAX_LENGTH, None), None) is not None


def mapped(formula: Formula, change: Callable[[Question], Formula]) -> Formula:
    """Return a formula with something else in the place of every question."""
    match formula:
        case Question():
            return change(formula)
        case Not():
            return negated(mapped(formula.part, change))
        case Every():
            return every(*(mapped(part, change) for part in formula.parts))
        case Some():
            return some(*(mapped(part, change) for part in formula.parts))


def follows(known: Sequence[Formula], wanted: Formula) -> bool:
    """Tell whether something holds wherever all that is known does; False also if that can't be told."""
    if wanted == ALWAYS or wanted in known:
        return True
    asked = dict.fromkeys(questions_in(wanted))
    if len(asked) > MAX_QUESTIONS:
        return False
    table = _Table(asked, _near(known, asked))
    return table.rows & ~table.of(wanted) == 0


def possible(known: Sequence[Formula], wanted: Formula) -> bool:
    """Tell whether something may hold where all that is known does; True also if that can't be told."""
    return not follows(known, negated(wanted))


def _near(known: Sequence[Formula], asked: dict[Question, None]) -> list[Formula]:
    """Return what is known of the subjects asked about, nearest first and as much as fits; its questions join those asked."""
    found: list[Formula] = []
    waiting = [(formula, dict.fromkeys(questions_in(formula))) for formula in known]
    grown = True
    while grown:
        grown = False
        subjects = {question.of.what for question in asked}
        for pair in list(waiting):
            formula, questions = pair
            if questions and not any(question.of.what in subjects for question in questions):
                continue
            waiting.remove(pair)
            if len({**asked, **questions}) <= MAX_QUESTIONS:
                asked.update(questions)
                found.append(formula)
                grown = True
    return found


class _Table:
    """Every row that is possible and in which all that is known holds; rows are bits, questions are columns of them."""

    def __init__(self, asked: Iterable[Question], known: Iterable[Formula]) -> None:
        questions = tuple(asked)
        size = 1 << len(questions)
        self._all = (1 << size) - 1
        self._columns = {question: _column(at, size) for at, question in enumerate(questions)}
        subjects: dict[Hashable, list[Question]] = {}
        for question in questions:
            subjects.setdefault(question.of.what, []).append(question)
        self.rows = reduce(and_, map(self._possible, subjects.values()), self._all)
        self.rows &= reduce(and_, map(self.of, known), self._all)

    def of(self, formula: Formula) -> int:
        """Return the rows in which a formula holds."""
        match formula:
            case Question():
                return self._columns[formula]
            case Not():
                return self._all ^ self.of(formula.part)
            case Every():
                return reduce(and_, map(self.of, formula.parts), self._all)
            case Some():
                return reduce(or_, map(self.of, formula.parts), 0)

    def _possible(self, questions: Sequence[Question]) -> int:
        """Return the rows in which the answers about one subject go together."""
        subject, rows = questions[0].of, self._all
        there = self._columns.get(Question(subject, Asks.THERE), self._all)
        for question in questions:
            rows &= there | ~self._columns[question]
        equal = {question.value: self._columns[question] for question in questions if question.asks is Asks.IS}
        for one, other in combinations(equal.values(), 2):
            rows &= ~(one & other)
        is_asked = subject.sure or Question(subject, Asks.THERE) in self._columns
        if is_asked and equal and all(value in equal for value in subject.values) and subject.values:
            rows &= reduce(or_, equal.values(), 0) | ~there
        bounds = sorted((question for question in questions if question.asks in _BOUNDS), key=_height)
        for lower, higher in pairwise(bounds):
            rows &= self._columns[higher] | ~self._columns[lower]
        return rows & self._all


_BOUNDS: Final = (Asks.BELOW, Asks.AT_MOST)


def _height(bound: Question) -> tuple[Decimal, int]:
    assert isinstance(bound.value, int | Decimal), "only numbers are compared by size"
    return Decimal(bound.value), _BOUNDS.index(bound.asks)


def _column(at: int, size: int) -> int:
    """Return the rows in which the nth question is answered yes: every second block of 2^n rows."""
    block = 1 << at
    column = ((1 << block) - 1) << block
    width = 2 * block
    while width < size:
        column |= column << width
        width *= 2
    return column
