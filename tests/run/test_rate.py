"""One bucket for all questions of a run and one for its submits: refusals slow it, answers speed it up."""

from hypothesis import given, strategies as st

from engine.catalog.rates import Allowance
from engine.emulator.rules.rates import Window
from engine.run.rate import LEAST, STEPS, Rate, SubmitRate


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


FIVE = Allowance(count=5, per_s=1)
SECONDS = st.integers(0, 3 * 1024).map(lambda parts: parts / 1024)
"""Times whose sums are exact, so that who counts them up and who counts them down agree at the boundary."""


@given(
    st.lists(st.tuples(SECONDS, SECONDS, SECONDS), max_size=40),
    st.builds(Allowance, count=st.integers(1, 8), per_s=st.integers(1, 4)),
)
def test_no_submit_is_refused_for_its_rate_however_long_each_is_under_way(
    submits: list[tuple[float, float, float]], allowed: Allowance
) -> None:
    rate, now, service = SubmitRate.of_kept(allowed, ()), 0.0, Window(allowed.count, allowed.per_s)
    for idle, there, back in submits:
        now = max(now + idle, rate.free)
        rate = rate.sent(now)
        assert service.allows(now + there)
        now += there + back
        rate = rate.answered(now, refused=False)


def test_submits_that_take_no_time_are_as_fast_as_they_may_be() -> None:
    rate, now = SubmitRate.of_kept(FIVE, ()), 0.0
    for _ in range(51):
        now = max(now, rate.free)
        rate = rate.sent(now).answered(now, refused=False)
    assert round(now, 6) == 10.0


def test_what_came_too_often_slows_the_next_submits() -> None:
    rate = SubmitRate.of_kept(FIVE, ()).sent(0.0).answered(0.0, refused=True)
    assert rate.sent(1.0).free == 1.4  # twice as long as before


@given(st.lists(st.booleans()), st.floats(0.0, 10.0))
def test_what_is_kept_of_a_rate_is_all_of_it(answers: list[bool], now: float) -> None:
    rate = SubmitRate.of_kept(FIVE, ())
    for refused in answers:
        rate = rate.sent(now).answered(now + 0.1, refused=refused)
        assert SubmitRate.of_kept(FIVE, rate.kept) == rate
        now += 0.25


def test_who_may_ask_less_often_than_others_does_so() -> None:
    assert Rate.of_kept(2, Rate.at_most(10).kept).now == 2
    assert Rate.of_kept(20, Rate.at_most(10).kept).answered().now == 11


def test_only_answers_that_still_count_are_remembered() -> None:
    rate = SubmitRate.of_kept(Allowance(count=1000, per_s=1), ())
    for second in range(100):
        rate = rate.sent(float(second)).answered(float(second), refused=False)
    assert rate.answers == (99.0,)
