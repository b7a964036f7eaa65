"""Draws the state diagrams of docs/architecture.md from the tables that the code runs by: `python docs/states.py`.

A test holds the page equal to what this writes, so that a picture can't show what the code doesn't do.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from engine.emulator.state.states import TRANSITIONS as JOBS
from engine.run.money.attempt import AttemptState
from engine.run.money.table import TABLE as MONEY
from engine.run.outage import TABLE as REACHES, Reach
from engine.run.state import FINAL, TABLE as TASKS

PAGE = Path(__file__).parent / "architecture.md"
MARKS = re.compile(r"(<!-- states: (\w+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
Arrow = tuple[str, str, str]
"""From which state to which, and by which event."""


def task_arrows() -> Iterator[Arrow]:
    """Give the arrows of a task's states; where a retry rule chooses, both, each with what it says."""
    for (state, event), following in TASKS.items():
        if isinstance(following, tuple):
            again, final = following
            yield state.value, again.value, f"{event.__name__}, tried again"
            yield state.value, final.value, f"{event.__name__}, for good"
        else:
            yield state.value, following.value, event.__name__


def reach_arrows() -> Iterator[Arrow]:
    """Give the arrows of how a run stands with a party; where patience chooses, both, each with what it says."""
    for (state, signal), following in REACHES.items():
        found = following if isinstance(following, tuple) else (following,)
        for reach, said in zip(found, ("", ", for too long"), strict=False):
            yield _named(state), _named(reach), signal.value + said


def money_arrows() -> Iterator[Arrow]:
    """Give the arrows of an attempt's states; what leaves it where it is is none."""
    for (state, outcome), row in MONEY.items():
        if row.to is not state:
            yield _named(state), _named(row.to), outcome.value


def _named(state: Reach | AttemptState) -> str:
    return state.value.replace(" ", "_").replace("-", "_")  # a name of Mermaid's holds neither


def job_arrows() -> Iterator[Arrow]:
    """Give the arrows of an emulator's job."""
    return ((state.value, following.value, event.value) for (state, event), following in JOBS.items())


def diagram(arrows: Iterable[Arrow], ends: Iterable[str]) -> str:
    """Return a Mermaid diagram: one arrow for each pair of states, with all events that lead along it."""
    events: dict[tuple[str, str], list[str]] = {}
    for start, end, event in arrows:
        events.setdefault((start, end), []).append(event)
    lines = [f"    {start} --> {end}: {' / '.join(names)}" for (start, end), names in events.items()]
    lines += [f"    {end} --> [*]" for end in ends]
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```", ""])


def ends_of(arrows: Iterable[Arrow]) -> list[str]:
    """Return the states that no arrow leaves, in the order in which they are reached."""
    found = list(arrows)
    left = {start for start, end, _ in found if start != end}
    return list(dict.fromkeys(end for _, end, _ in found if end not in left))


def pictures() -> dict[str, str]:
    """Return each diagram by its mark."""
    tasks, jobs, reaches = list(task_arrows()), list(job_arrows()), list(reach_arrows())
    assert set(ends_of(tasks)) == {state.value for state in FINAL}, "a final state is one that nothing leaves"
    named = {"task": tasks, "job": jobs, "reach": reaches, "money": list(money_arrows())}
    return {name: diagram(arrows, ends_of(arrows)) for name, arrows in named.items()}


def page(text: str) -> str:
    """Return the page with its diagrams drawn anew."""
    drawn = pictures()
    return MARKS.sub(lambda found: found[1] + drawn[found[2]] + found[4], text)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
