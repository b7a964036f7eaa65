"""A gate: many ask at once while a party is there, one at a time while it is away."""

from dataclasses import dataclass, field
from pathlib import Path

import anyio
import anyio.lowlevel
import pytest

from engine.run import events as e
from engine.run.driver.gate import Gate, Unanswered
from engine.run.outage import Party
from engine.run.ports import RunIdentity
from engine.run.service import Unreachable
from engine.values.reason import quoted
from tests.run.world import World
from tests.worlds import CHAIN, plan_of

pytestmark = pytest.mark.anyio
NOBODY = Unreachable(reason=quoted("nobody answers"))
MANY = 10


@dataclass
class Asking:
    """Questions that take a while; so many of them come to nothing."""

    vain: int
    asked: int = 0
    now: int = 0
    most: list[int] = field(default_factory=list)

    async def __call__(self) -> str | Unreachable:
        self.asked, self.now = self.asked + 1, self.now + 1
        self.most.append(self.now)
        for _ in range(5):
            await anyio.lowlevel.checkpoint()
        self.now -= 1
        self.vain -= 1
        return NOBODY if self.vain >= 0 else "here"


@pytest.fixture
def told() -> list[e.Event]:
    return []


@pytest.fixture
def gate(tmp_path: Path, told: list[e.Event]) -> Gate:
    identity = RunIdentity(run="r", account="a", host="h", scope="s", process="p", boot="b")

    async def tell(event: e.Event) -> None:
        told.append(event)

    return Gate(Party.SERVICE, World(tmp_path).ports(plan_of(CHAIN), identity, None), tell)


async def answers(gate: Gate, asking: Asking) -> list[object]:
    """What so many tasks get that ask at the same time."""
    found: list[object] = []

    async def one() -> None:
        found.append(await gate.ask(asking))

    async with anyio.create_task_group() as group:
        for _ in range(MANY):
            group.start_soon(one)
    return found


async def test_while_it_is_away_one_question_is_asked_at_a_time(gate: Gate, told: list[e.Event]) -> None:
    asking = Asking(vain=MANY + 5)  # all that were on their way, and five more
    assert await answers(gate, asking) == ["here"] * MANY
    assert max(asking.most[:MANY]) == MANY
    assert set(asking.most[MANY : MANY + 6]) == {1}
    assert [type(event) for event in told] == [e.Away, *[e.StillAway] * 4, e.Back]


async def test_whoever_waits_leaves_when_the_run_does(gate: Gate) -> None:
    asking = Asking(vain=10_000)
    found: list[object] = []
    async with anyio.create_task_group() as group:

        async def ask() -> None:
            found.extend(await answers(gate, asking))

        group.start_soon(ask)
        while asking.asked < MANY + 3:
            await anyio.lowlevel.checkpoint()
        gate.leave()
    assert found == [Unanswered(Party.SERVICE, NOBODY.reason, given_up=False)] * MANY
    assert await gate.passable() == found[0]


async def test_who_only_waits_asks_nothing_and_passes_when_it_is_back(gate: Gate) -> None:
    asking = Asking(vain=5)
    passed: list[bool] = []

    async def passes() -> None:
        assert await gate.passable() is None
        passed.append(gate.contact.is_waited_for)

    async with anyio.create_task_group() as group:
        group.start_soon(gate.ask, asking)
        while not gate.contact.is_waited_for:
            await anyio.lowlevel.checkpoint()
        group.start_soon(passes)
    assert (passed, asking.asked) == ([False], 6)
