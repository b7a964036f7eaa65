"""Work, counted in calls: what does not depend on how busy a machine is."""

import sys
from collections.abc import Callable


def calls_of(work: Callable[[], object]) -> int:
    """Count the calls that Python makes, of its own functions and of the library's, while something is done."""
    count = 0

    def called(frame: object, event: str, value: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def is_linear(work: Callable[[int], Callable[[], object]], size: int) -> bool:
    """Whether work grows in proportion to a size: the step from twice to four times it is two steps from once to twice."""
    work(size)()  # what is read or compiled but once
    once, twice, four = (calls_of(work(size * times)) for times in (1, 2, 4))
    return four - twice < 2.2 * (twice - once)
