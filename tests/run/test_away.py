"""Somebody whom all need is away: the run waits as a whole, says so once, and goes on by itself; no row fails by it."""

from itertools import count
from pathlib import Path

import anyio
import anyio.lowlevel
import pytest

from engine.run import events as e
from engine.run.exits import exit_code
from engine.run.history import RunRecord
from engine.run.service import Doubt, DownloadFailed, JobState, Lease, Refusal, Throttled, Unreachable, Unsent
from engine.values.reason import because, quoted
from tests.run.test_driver import chain, far_chain, states
from tests.run.world import World
from tests.worlds import fan

pytestmark = pytest.mark.anyio
MINUTE = 60.0
PARTIES = ["service", "uploads", "results"]
NOBODY = quoted("nobody answers")
CERTIFICATE = because("certificate", why=quoted("expired"))


def goes_away(world: World, party: str, *, job: str = "job-1", seconds: float = MINUTE) -> None:
    """Let a party be away for a while from the first question for a job on."""

    def on_poll(asked: str) -> None:
        if asked == job and party not in world.service.away:
            world.service.away[party] = world.clock.now() + seconds

    world.service.on_poll = on_poll


def said(world: World, kind: type[e.Event]) -> list[e.Event]:
    return [event for event in world.told if type(event) is kind]


def code_of(record: RunRecord) -> int:
    return exit_code(record.state, record.cause)


@pytest.mark.parametrize("party", PARTIES)
async def test_a_minute_without_a_party_fails_nothing_and_is_said_once(world: World, party: str) -> None:
    goes_away(world, party)
    before = world.clock.now()
    record = await world.run(chain(world, fan(30)))
    assert (record.state, set(states(record).values())) == ("done", {"done"})
    assert len(world.service.sent) == 30
    if party != "uploads":  # all tasks read one clip, which is uploaded before
        (away,), (back,) = said(world, e.Away), said(world, e.Back)
        assert (away.party, back.party, away.since) == (party, party, pytest.approx(back.since, abs=1e-3))
        assert back.until - back.since >= MINUTE - 1
        assert before <= away.since < away.next_at
    assert world.service.most_open == 1


@pytest.mark.parametrize("party", ["service", "uploads"])
async def test_a_party_that_is_away_when_a_run_starts_is_waited_for(world: World, party: str) -> None:
    world.service.away[party] = world.clock.now() + MINUTE
    record = await world.run(chain(world, fan(30)))
    assert (record.state, set(states(record).values())) == ("done", {"done"})
    assert len(said(world, e.Away)) == len(said(world, e.Back)) == 1


@pytest.mark.parametrize("party", PARTIES)
async def test_who_is_away_is_asked_one_at_a_time_after_pauses_that_grow(world: World, party: str) -> None:
    """In an hour: six tries until the pauses are a minute, then one a minute; not thirty each for itself."""
    goes_away(world, party, seconds=60 * MINUTE)
    if party == "uploads":
        world.service.away[party] = world.clock.now() + 60 * MINUTE
    record = await world.run(chain(world, fan(30)))
    assert record.state == "done"
    assert 6 <= world.service.knocks[party] <= 6 + 60 + 4 + 4  # as many questions as are on their way at once


async def test_a_lost_answer_is_no_outage(world: World) -> None:
    world.service.polls = [JobState.RUNNING, Unreachable(reason=NOBODY)]
    record = await world.run(chain(world))
    assert record.state == "done"
    assert said(world, e.Away) == said(world, e.Back) == []


async def test_an_answer_that_is_not_the_one_asked_for_concerns_its_job_alone(world: World) -> None:
    world.service.polls = [Unreachable(reason=quoted("HTTP 404"), status=404, answered=True)] * 20
    record = await world.run(chain(world))
    assert record.state == "done"
    assert said(world, e.Away) == []


async def test_storage_that_takes_nothing_for_now_is_waited_for(world: World) -> None:
    answers: list[Throttled | Unreachable] = [
        *[Throttled(after_s=3)] * 20,
        *[Unreachable(reason=quoted("HTTP 502"), status=502, storage=True)] * 20,
    ]
    upload = world.service.upload

    async def scripted(path: Path, *, model: str, name: str, digest: str) -> Lease | Throttled | Unreachable:
        return answers.pop(0) if answers else await upload(path, model=model, name=name, digest=digest)

    world.service.upload = scripted
    record = await world.run(chain(world, fan(3)))
    assert (record.state, answers) == ("done", [])
    assert len(said(world, e.Away)) == 1


async def test_after_a_lost_reply_nothing_is_submitted_before_a_question_is_answered(world: World) -> None:
    world.service.submits = [Doubt(stage="answered", reason=quoted("HTTP 502"), status=502)]
    world.service.on_poll = lambda job: None
    send, sent = world.service.send, []

    async def goes(*args: object, **kwargs: object) -> object:
        if not sent:
            world.service.away["service"] = world.clock.now() + MINUTE
        sent.append(world.clock.now())
        return await send(*args, **kwargs)

    world.service.send = goes
    record = await world.run(chain(world, fan(5)))
    assert set(states(record).values()) == {"done"}
    assert sent[1] - sent[0] >= MINUTE


async def test_a_gateway_that_takes_connections_and_answers_nothing_makes_one_doubt(world: World) -> None:
    """Every request is answered 502 for a while: connections stand, and each submit would be in doubt."""
    doubt = Doubt(stage="answered", reason=quoted("HTTP 502"), status=502)
    bad = Unreachable(reason=quoted("HTTP 502"), status=502)
    world.service.submits, pings = [doubt], [bad] * 6

    async def ping() -> Unreachable | None:
        assert len(world.service.sent) == 1
        return pings.pop(0) if pings else None

    world.service.ping = ping
    record = await world.run(chain(world, fan(5)))
    assert set(states(record).values()) == {"done"}
    assert (pings, len(said(world, e.Away)), len(said(world, e.Back))) == ([], 1, 1)


class Once:
    """Somebody wishes that the run stop, once something is so."""

    def __init__(self, is_so: object) -> None:
        self.is_so = is_so

    async def wait(self) -> None:
        while not self.is_so():
            await anyio.lowlevel.checkpoint()


@pytest.mark.parametrize("party", PARTIES)
@pytest.mark.parametrize("how", ["interrupt", "wait"])
async def test_who_leaves_waits_for_nobody(world: World, party: str, how: str) -> None:
    plan = chain(world, fan(3))

    def away() -> bool:
        return bool(said(world, e.StillAway))

    if party == "uploads":
        world.service.away[party] = float("inf")
    goes_away(world, party, job="job-0", seconds=float("inf"))
    quiet = world.stop
    if how == "interrupt":
        world.stop = Once(away)
        record = await world.run(plan)
    else:
        world.clock.ready = lambda seconds: seconds != 1200 or away()
        record = await world.run(plan, wait_s=1200)
    assert (record.state, code_of(record)) == (("interrupted", 130) if how == "interrupt" else ("held", 4))
    assert not set(states(record).values()) & {"failed", "held"}
    world.stop, world.service.away, world.clock.ready = quiet, {}, lambda seconds: True
    world.service.on_poll = lambda job: None
    again = await world.run(plan)
    assert (again.state, len(world.service.sent)) == ("done", 3)


async def test_a_run_that_is_cancelled_while_somebody_is_away_ends(world: World) -> None:
    world.service.away["service"] = float("inf")
    with anyio.CancelScope() as scope:

        class Leaving(list[e.Event]):
            def append(self, event: e.Event) -> None:
                if isinstance(event, e.StillAway):
                    scope.cancel()

        world.told = Leaving()
        await world.run(chain(world))
    assert scope.cancelled_caught
    assert world.service.sent == []


async def test_a_service_that_cannot_be_reached_at_all_ends_the_run(world: World) -> None:
    world.service.connects = [Unsent(reason=CERTIFICATE)] * 10_000
    record = await world.run(far_chain(None))
    assert (record.state, record.cause.code, code_of(record)) == ("failed", "service-unreachable", 3)
    assert states(record) == {"first": "waiting", "second": "waiting"}
    assert (len(world.service.connects), world.service.sent) == (9_996, [])
    world.service.connects = []
    assert (await world.run(far_chain(None))).state == "done"


async def test_storage_that_cannot_be_reached_at_all_ends_the_run_and_the_job_stays_known(world: World) -> None:
    world.service.fetches = [Unreachable(reason=CERTIFICATE)] * 10
    record = await world.run(chain(world))
    assert (record.state, record.cause.code, code_of(record)) == ("failed", "storage-unreachable", 3)
    assert states(record) == {"first": "waiting", "second": "waiting"}
    world.service.fetches = []
    assert (await world.run(chain(world))).state == "done"
    assert len(world.service.sent) == 2


async def test_an_account_that_is_refused_when_a_link_is_asked_for_ends_the_run_at_once(world: World) -> None:
    refused = Unreachable(reason=quoted("HTTP 401"), status=401, code="InvalidApiKey")
    world.service.fetches = [DownloadFailed(reason=quoted("403"), gone=True)]
    fetch, asked = world.service.fetch, []

    async def dies(url: str, part: Path) -> object:
        world.service.polls = [refused] * 9
        asked.append(url)
        return await fetch(url, part)

    world.service.fetch = dies
    record = await world.run(chain(world))
    assert (record.cause.code, code_of(record)) == ("InvalidApiKey", 3)
    assert (len(asked), len(world.service.polls)) == (1, 8)
    assert states(record)["first"] == "waiting"


KEY = Refusal(status=401, code="InvalidApiKey", message="", request_id="", retry=False, operator=True)


async def test_forty_rows_with_a_refused_key_make_one_submit(world: World) -> None:
    world.service.submits = [KEY] * 40
    record = await world.run(chain(world, fan(40)))
    assert (len(world.service.sent), code_of(record)) == (1, 3)
    assert set(states(record).values()) == {"waiting"}


async def test_forty_rows_with_a_refused_key_ask_for_few_uploads(world: World) -> None:
    asked: list[str] = []

    async def refused(path: Path, *, model: str, name: str, digest: str) -> Refusal:
        asked.append(digest)
        return KEY

    world.service.upload = refused
    record = await world.run(chain(world, fan(40)))
    assert code_of(record) == 3
    assert len(asked) <= 3  # as many as are prepared at once
    assert set(states(record).values()) == {"waiting"}
    assert world.service.sent == []


async def test_a_question_without_an_answer_keeps_no_other_waiting(world: World) -> None:
    """The first job's question hangs until the others are done."""
    polled: list[str] = []
    poll, hung = world.service.poll, anyio.Event()

    async def hangs(job: str, answer: object) -> object:
        polled.append(job)
        if job == "job-0" and polled.count(job) == 1:
            await hung.wait()
        if len(world.service.accepted) == 3 and job != "job-0":
            hung.set()
        return await poll(job, answer)

    world.service.poll = hangs
    with anyio.fail_after(30):
        record = await world.run(chain(world, fan(3)))
    assert record.state == "done"
    assert polled[0] == "job-0"


async def test_nothing_is_submitted_while_no_result_can_be_fetched(world: World) -> None:
    """What is paid for can be fetched for a day only: a storage that is away longer must not grow dear."""
    goes_away(world, "results", job="job-0", seconds=60 * MINUTE)
    turns = count(1)
    world.clock.ready = lambda seconds: seconds < 16 or next(turns) % 500 == 0  # others have their turn meanwhile
    record = await world.run(chain(world, fan(30)))
    assert (record.state, len(world.service.sent)) == ("done", 30)
    kinds = [type(event) for event in world.told]
    meanwhile = kinds[kinds.index(e.Away) : kinds.index(e.Back)]
    assert meanwhile.count(e.StillAway) > 20
    assert meanwhile.count(e.Intended) <= 1  # one may be on its way when it is noticed


async def test_a_page_instead_of_a_result_is_a_gateway_that_is_waited_for(world: World) -> None:
    page = DownloadFailed(reason=because("page-came", type="text/html"), gone=False)
    world.service.fetches = [page] * 20
    record = await world.run(chain(world))
    assert (record.state, len(world.service.fetches)) == ("done", 0)
    assert [event.party for event in said(world, e.Away)] == ["results"]


async def test_a_link_that_dies_meanwhile_is_asked_for_anew(world: World) -> None:
    world.service.fetches = [Unreachable(reason=NOBODY)] * 9 + [DownloadFailed(reason=quoted("403"), gone=True)]
    record = await world.run(chain(world))
    assert (record.state, len(world.service.sent)) == ("done", 2)
