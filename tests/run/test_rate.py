"""One bucket for all questions of a run: refusals slow it, answers speed it up."""

from hypothesis import given, strategies as st

from engine.run.rate import LEAST, STEPS, Rate


def test_questions_are_let_through_at_their_rate() -> None:
    rate = Rate.at_most(10)
    assert rate.taken(5.0).free == 5.1
    assert round(rate.taken(5.0).taken(5.0, 3).free, 6) == 5.4
    assert round(rate.taken(5.0).taken(9.0).free, 6) == 9.1  # what nobody asked for is not saved up


def test_a_refusal_halves_and_answers_bring_it_back() -> None:
    slow = Rate.at_most(10).refused().refused()
    assert slow.now == 2.5
    assert slow.answered().now == 3.0
    for _ in range(STEPS):
        slow = slow.answered()
    assert slow.now == 10


@given(st.lists(st.booleans()), st.floats(0.01, 1000))
def test_it_stays_between_its_bounds(answers: list[bool], most: float) -> None:
    rate = Rate.at_most(most)
    for good in answers:
        rate = rate.answered() if good else rate.refused()
        assert min(LEAST, most) <= rate.now <= most
