"""What a truth table says follows, follows in every world."""

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings, strategies as st

from engine.language.truth import (
    ALWAYS,
    MAX_QUESTIONS,
    NEVER,
    Asks,
    Every,
    Not,
    Question,
    Some,
    Subject,
    every,
    follows,
    negated,
    possible,
    some,
)
from tests.language.answers import answer, true_in

A, B, C = (Question(Subject(name), Asks.THERE) for name in "abc")
LOOK = Subject("look", values=("ink", "clay", "oil"), sure=True)
INK, CLAY, OIL = (Question(LOOK, Asks.IS, value) for value in LOOK.values)
NUMBER = Subject("n")
FEW, MANY = Question(NUMBER, Asks.AT_MOST, 3), Question(NUMBER, Asks.AT_MOST, 10)

RULES = [
    ("what is known follows", [A], A, True),
    ("nothing follows from nothing", [], A, False),
    ("each part of `and` follows", [every(A, B)], B, True),
    ("either part of `or` may be the one", [some(A, B)], B, False),
    ("two cases that both lead there", [some(every(A, C), every(negated(A), C))], C, True),
    ("one case is left", [some(A, B), negated(A)], B, True),
    ("what can't be leads anywhere", [A, negated(A)], Question(A.of, Asks.TRUE), True),
    ("but only as far as its subjects go", [A, negated(A)], C, False),
    ("what is true is there", [Question(A.of, Asks.TRUE)], A, True),
    ("the last value is left", [negated(INK), negated(CLAY)], OIL, True),
    ("two values are left", [negated(INK)], OIL, False),
    ("one value is no other", [INK], negated(CLAY), True),
    ("less is less than more", [FEW], MANY, True),
    ("and more is no less", [negated(MANY)], negated(FEW), True),
    ("below a number is at most that number", [Question(NUMBER, Asks.BELOW, 3)], FEW, True),
    ("at most a number is not below it", [FEW], Question(NUMBER, Asks.BELOW, Decimal(3)), False),
    ("what is compared is there", [FEW], Question(NUMBER, Asks.THERE), True),
    ("a chain of conditions", [some(negated(A), B), some(negated(B), C), A], C, True),
]


@pytest.mark.parametrize(("known", "wanted", "expected"), [row[1:] for row in RULES], ids=[row[0] for row in RULES])
def test_what_follows(known, wanted, expected):
    assert follows(known, wanted) is expected
    assert possible(known, negated(wanted)) is not expected


def test_beyond_the_greatest_table_nothing_is_known():
    many = [Question(Subject(name), Asks.THERE) for name in range(MAX_QUESTIONS + 1)]

    assert follows([every(*many[:MAX_QUESTIONS])], some(*many[:MAX_QUESTIONS]))
    assert not follows([every(*many)], some(*many))
    assert follows(many, many[-1]), "what is joined by `and` counts one by one"
    assert follows([A, some(*many)], A)


# the table against every world, one by one

QUESTIONS = [A, B, Question(A.of, Asks.TRUE), INK, CLAY, OIL, FEW, MANY, Question(NUMBER, Asks.BELOW, 3)]
FORMULAS = st.recursive(
    st.sampled_from([*QUESTIONS, ALWAYS, NEVER]),
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.builds(lambda *parts: Every(parts), inner, inner),
        st.builds(lambda *parts: Some(parts), inner, inner),
    ),
    max_leaves=8,
)
WORLDS = [
    {"a": a, "b": b, "look": look, "n": n}
    for a, b, look, n in product([None, False, True], [None, True], LOOK.values, [None, 2, 3, 7, 11])
]


@settings(max_examples=300)
@given(st.lists(FORMULAS, max_size=3), FORMULAS)
def test_what_follows_holds_in_every_world(known, wanted):
    if follows(known, wanted):
        for world in WORLDS:
            answers = {question: answer(question, world[question.of.what]) for question in QUESTIONS}.__getitem__
            if all(true_in(one, answers) for one in known):
                assert true_in(wanted, answers)
