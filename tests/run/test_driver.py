"""The driver in small worlds: every answer of a service, and what it may cost."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import anyio
import anyio.lowlevel
import pytest

from engine.api.record import record_of
from engine.plan import Plan
from engine.report.causes import cause_data, cause_text
from engine.report.run import rows_data
from engine.report.told import told
from engine.run import events as e
from engine.run.exits import exit_code
from engine.run.history import fold
from engine.run.money import event as v
from engine.run.money.account import AccountStanding, Mark
from engine.run.money.attempt import UNDECIDED, AttemptState
from engine.run.service import (
    Acceptance,
    Doubt,
    DownloadFailed,
    JobState,
    JobView,
    Refusal,
    Throttled,
    Unreachable,
    Unsent,
    Usage,
)
from engine.store.files import FolderStore
from engine.testing.service import job_failed
from engine.values.absent import ABSENT
from engine.values.canonical import digest_of
from engine.values.media import FileSource, Media, UrlSource
from engine.values.reason import because, quoted
from tests.report.runs import ENGLISH
from tests.run.world import TERMS, World
from tests.worlds import BILLED, CHAIN, clip, fan, plan_of, planned

LOST = Doubt(stage="send_request_body", reason=quoted("the connection was closed"))

pytestmark = pytest.mark.anyio


def chain(world: World, text: str = CHAIN, **terms: object) -> Plan:
    source = clip()
    source = replace(source, source=FileSource("c" * 64, str(world.folder / "clip.mp4")))
    return plan_of(text, {"clip": source}, **terms)


def states(record) -> dict[str, str]:
    return {task.id: task.state for task in record.tasks.values()}


async def cut_off_by_wait(world: World, plan: Plan | None = None):
    """Run until `--wait` is over, which it is once the first job is accepted."""
    world.service.rounds = 10_000
    world.clock.ready = lambda seconds: seconds != 1200 or bool(world.service.accepted)
    record = await world.run(plan or chain(world), wait_s=1200)
    world.service.rounds = 1
    return record


async def test_a_chain_runs_in_order_and_passes_the_result_on_by_its_lease(world: World) -> None:
    record = await world.run(chain(world))
    assert record.state == "done"
    assert states(record) == {"first": "done", "second": "done"}
    urls = [body["input"]["media"][0]["url"] for body in world.service.sent]
    assert urls == ["oss://" + "c" * 64, "https://storage.example/job-0.mp4?Signature=s3cret"]
    assert (world.folder / "drafts" / "final.mp4").read_bytes() == b"https://storage.example/job-1.mp4"


FAR = "https://media.example/a.mp4?Signature=s3cret"


def far_chain(version: str | None) -> Plan:
    source = UrlSource(FAR, "https://media.example/a.mp4", version)
    return plan_of(CHAIN, {"clip": replace(clip(), source=source)})


@pytest.mark.parametrize(
    ("planned", "now"),
    [
        ('etag:"a"', 'etag:"a"'),
        ('etag:"a"', None),
        (None, 'etag:"a"'),
        ("sha256:" + "a" * 64, 'etag:"a"'),
        ('etag:"a";length:9', 'etag:"a"'),
        ('etag:"a"', 'etag:"a";length:9'),
    ],
    ids=["the same", "not told now", "not known before", "pinned", "length not told now", "length told now"],
)
async def test_a_url_is_passed_on_unless_its_version_is_another(
    world: World, planned: str | None, now: str | None
) -> None:
    world.versions = {FAR: now} if now else {}
    record = await world.run(far_chain(planned))
    assert record.state == "done"
    assert world.service.sent[0]["input"]["media"][0]["url"] == FAR


@pytest.mark.parametrize("now", ['etag:"b"', 'etag:"b";length:9', 'etag:"a";length:8'])
async def test_nothing_is_sent_when_a_url_has_another_version_than_was_planned(world: World, now: str) -> None:
    world.versions = {FAR: now}
    record = await world.run(far_chain('etag:"a";length:9'))
    assert record.state == "failed"
    assert record.tasks["first"].cause.code == "media-changed"
    assert "s3cret" not in str(record)
    assert world.service.sent == []


async def test_a_url_that_waited_is_asked_again_right_before_it_is_sent(world: World) -> None:
    """Prepared in time, sent late: the service refuses connections until the file has changed."""
    world.versions = {FAR: 'etag:"a"'}
    world.service.connects = [Unsent(reason=quoted("no route"))] * 6  # a minute
    seen: list[float] = []

    def ready(seconds: float) -> bool:
        seen.append(seconds)
        world.versions[FAR] = 'etag:"b"'
        return True

    world.clock.ready = ready
    record = await world.run(far_chain('etag:"a"'))
    assert seen
    assert record.tasks["first"].cause.code == "media-changed"
    assert world.service.sent == []


async def test_a_second_run_sends_nothing(world: World) -> None:
    await world.run(chain(world))
    record = await world.run(chain(world))
    assert states(record) == {"first": "reused", "second": "reused"}
    assert len(world.service.sent) == 2


async def test_no_signed_url_is_journaled(world: World) -> None:
    await world.run(chain(world))
    assert b"s3cret" not in b"".join(path.read_bytes() for path in world.folder.glob("journal*"))


async def test_a_job_id_is_durable_before_the_first_poll(world: World) -> None:
    plan = chain(world)
    seen: list[bool] = []

    def look(job: str) -> None:
        seen.append(job in [known.job for opened in world.journal.open_attempts().values() for known in opened])

    world.service.on_poll = look
    await world.run(plan)
    assert seen
    assert all(seen)


async def test_never_two_submits_are_open_at_once(world: World) -> None:
    record = await world.run(chain(world, fan(6)))
    assert record.state == "done"
    assert len(world.service.sent) == 6
    assert world.service.most_open == 1


async def test_a_lost_reply_is_never_sent_again(world: World) -> None:
    world.service.takes = "Convert to watercolor."
    record = await world.run(chain(world))
    assert (record.state, states(record)) == ("done", {"first": "done", "second": "done"})
    assert (len(world.service.sent), len(world.service.made)) == (2, 2)
    assert [record.tasks[name].confirmed for name in ("first", "second")] == ["evidence", "reply"]


async def test_a_lost_request_is_sent_anew_once_it_is_sure_that_there_is_no_job(world: World) -> None:
    world.service.submits = [LOST]
    record = await world.run(chain(world))
    assert record.state == "done"
    assert (len(world.service.sent), len(world.service.made)) == (3, 2)
    ruled_out = next(event for event in world.told if isinstance(event, e.RuledOut))
    assert ruled_out.task == "first"


@pytest.mark.parametrize(("passed_h", "buried"), [(0, True), (25, False)])
async def test_what_was_ruled_out_is_watched_for_a_day_of_the_service_whatever_the_wall_clock_says(
    world: World, passed_h: float, buried: bool
) -> None:
    world.service.submits = [LOST]
    await world.run(chain(world))
    (grave,) = [entry for entry in world.account.own_entries() if entry.mark is Mark.GRAVE]
    world.clock.time += 25 * 3600
    world.service.server_time = lambda: world.clock.time - (25 - passed_h) * 3600
    assert (await world.run(chain(world, CHAIN.replace("watercolor", "cartoon")))).state == "done"
    assert (grave.attempt in {entry.attempt for entry in world.account.own_entries()}) is buried


async def test_what_was_lost_twice_is_held(world: World) -> None:
    world.service.submits = [LOST, LOST]
    first = await world.run(chain(world))
    second = await world.run(chain(world))
    assert (first.state, second.state) == ("held", "held")
    assert states(second) == {"first": "held", "second": "held"}
    assert len(world.service.sent) == 2


async def test_a_list_that_cannot_be_read_decides_nothing(world: World) -> None:
    world.service.submits = [LOST]
    world.service.lists = [Unreachable(reason=quoted("a foreign page"))] * 8
    record = await world.run(chain(world))
    assert (record.state, len(world.service.made)) == ("done", 2)
    assert world.service.lists == []


async def test_of_two_submits_that_name_one_job_the_second_is_a_doubt(world: World) -> None:
    world.service.submits = [Acceptance(job="job-0", request_id=f"r-{number}", server_time=None) for number in (1, 2)]
    record = await world.run(chain(world, fan(2)))
    (first,) = [event.task for event in world.told if isinstance(event, e.Accepted)][:1]
    (doubted,) = [event for event in world.told if isinstance(event, e.Doubted)]
    assert record.tasks[first].state == "done"
    assert (doubted.reason, doubted.request_id) == (because("job-of-another", job="job-0", task=first), "r-2")


async def test_an_equal_prompt_is_a_shadow_and_others_go_on(world: World) -> None:
    world.service.takes = "Style number 0."
    world.service.lists = [Unreachable(reason=quoted("away"))] * 3
    text = fan(3).replace("Style number 1.", "Style number 0.")
    record = await world.run(chain(world, text))
    assert states(record) == {"s0": "done", "s1": "done", "s2": "done"}
    assert len(world.service.made) == 3
    told = [
        event for _, event in world.journal.events(record.run)
    ]  # a screen may hear of two that are written in turn together
    submits = [event for event in told if isinstance(event, e.Intended | e.Doubted | e.Adopted)]
    equal = [type(event) for event in submits if event.task != "s2"]
    assert equal == [e.Intended, e.Doubted, e.Adopted] * 2


async def test_the_death_of_a_sender_is_a_doubt(world: World) -> None:
    plan = chain(world)

    async def die(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the process dies here")

    send, world.service.send = world.service.send, die
    with pytest.raises(RuntimeError, match="dies here"):
        await world.run(plan)
    world.service.send = send
    assert world.service.sent == []
    record = await world.run(plan)
    assert record.state == "done"
    assert any(isinstance(event, e.DoubtFound) for event in world.told)
    assert len(world.service.made) == 2


async def test_an_accepted_job_is_taken_over_and_not_sent_again(world: World) -> None:
    first = await cut_off_by_wait(world)
    assert (first.state, first.tasks["first"].state) == ("held", "running")
    second = await world.run(chain(world))
    assert second.state == "done"
    assert len(world.service.accepted) == 2


CUT_FIRST = CHAIN.replace(
    'uses: wan2.7-videoedit\n    with: {video: "${{ inputs.clip }}", prompt: Convert to watercolor.}',
    'uses: media/trim\n    with: {video: "${{ inputs.clip }}", seconds: 3}',
)


async def cut_off_at(world: World, plan: Plan, job: str):
    """Run until `--wait` is over, which it is once this job is accepted; it goes on at the service."""
    world.service.on_poll = lambda asked: setattr(world.service, "rounds", 10_000 if asked == job else 1)
    world.clock.ready = lambda seconds: seconds != 1200 or job in world.service.accepted
    record = await world.run(plan, wait_s=1200)
    world.service.on_poll, world.service.rounds = lambda asked: None, 1
    return record


@pytest.mark.parametrize("done", [False, True], ids=["still runs", "done, not fetched"])
async def test_a_job_made_from_other_bytes_is_not_taken_over_but_finished_for_the_run_that_submitted_it(
    world: World, done: bool
) -> None:
    world.price = 100
    first = await cut_off_at(world, chain(world), "job-1")
    assert states(first) == {"first": "done", "second": "running"}
    if done:
        world.service.fetches = [DownloadFailed(reason="no", gone=False)] * 5
        assert (await world.run(chain(world))).tasks["second"].state == "failed"
    record = await world.run(chain(world), lost=["first"])  # what the second was made from is made anew
    assert states(record) == {"first": "done", "second": "done"}
    assert len(world.service.accepted) == 4
    assert (world.folder / "drafts" / "final.mp4").read_bytes() == b"https://storage.example/job-3.mp4"
    assert world.journal.open_attempts() == {}
    assert (record.cost_micros, len(world.service.uploads)) == (200, 2)
    older = fold(world.journal.events(first.run))
    assert older.tasks["second"].state == "done"
    assert older.tasks["second"].digest == digest_of(b"https://storage.example/job-1.mp4")
    assert sum(bill.micros for bill in world.journal.bills("", chain(world).terms.realm, "CNY")) == 400
    again = await world.run(chain(world))
    assert states(again) == {"first": "reused", "second": "reused"}


async def test_a_job_made_from_bytes_that_are_made_again_is_taken_over_once_they_are_there(world: World) -> None:
    source = replace(clip(), source=FileSource(digest_of(b"a clip"), str(world.folder / "clip.mp4")))
    plan = plan_of(CUT_FIRST, {"clip": source})
    await cut_off_at(world, plan, "job-0")
    record = await world.run(plan, lost=["first"])
    assert states(record) == {"first": "done", "second": "done"}
    assert world.service.accepted == ["job-0"]
    assert len(world.service.uploads) == 1  # nothing is uploaded for a job that is there


async def test_who_leaves_does_not_wait_for_an_older_job(world: World) -> None:
    first = await cut_off_at(world, chain(world), "job-1")
    world.service.on_poll = lambda asked: setattr(world.service, "rounds", 10_000 if asked == "job-1" else 1)
    world.clock.ready = lambda seconds: seconds != 1200 or len(world.service.accepted) == 4
    record = await world.run(chain(world), lost=["first"], wait_s=1200)
    assert record.state in ("done", "held")
    assert [known.job for opened in world.journal.open_attempts().values() for known in opened][:1] == ["job-1"]
    assert fold(world.journal.events(first.run)).tasks["second"].state == "running"


async def test_a_job_at_another_host_is_held_and_not_sent_again(world: World) -> None:
    await cut_off_by_wait(world)
    record = await world.run(chain(world), host="elsewhere")
    assert states(record) == {"first": "held", "second": "held"}
    assert len(world.service.accepted) == 1


@pytest.mark.parametrize(
    ("answer", "state", "sends"),
    [
        (Refusal(status=429, code="Throttling.RateQuota", message="", request_id="", retry=True), "done", 3),
        (Refusal(status=400, code="InvalidParameter", message="", request_id="", retry=False), "failed", 1),
        (Unsent(reason=quoted("too late")), "done", 3),
    ],
    ids=["throttled", "refused", "unsent"],
)
async def test_what_was_surely_not_accepted(world: World, answer: Refusal | Unsent, state: str, sends: int) -> None:
    world.service.submits = [answer]
    record = await world.run(chain(world))
    assert record.state == state
    assert len(world.service.sent) == sends


async def test_words_that_nobody_knows_are_throttling_for_a_while(world: World) -> None:
    world.service.submits = [Refusal(status=429, code="throttled", message="New: x", request_id="", retry=True)] * 99
    record = await world.run(chain(world))
    assert (record.state, record.cause.code) == ("failed", "throttled")
    assert states(record) == {"first": "waiting", "second": "waiting"}
    assert len(world.service.sent) == 10
    world.service.submits = []
    assert (await world.run(chain(world))).state == "done"


async def test_a_refused_account_finishes_what_is_accepted_and_submits_nothing_more(world: World) -> None:
    accepted = [Acceptance(job=f"job-{number}", request_id="r", server_time=None) for number in range(2)]
    world.service.submits = [
        *accepted,
        Refusal(status=401, code="InvalidApiKey", message="", request_id="", retry=False, operator=True),
    ]
    world.service.rounds = 4
    record = await world.run(chain(world, fan(6)))
    assert (record.state, record.cause.code) == ("failed", "InvalidApiKey")
    assert sorted(states(record).values()) == ["done"] * 2 + ["waiting"] * 4
    assert len(world.service.sent) == 3


async def test_an_account_that_is_refused_when_a_job_is_asked_for_ends_the_run_and_the_job_stays_known(
    world: World,
) -> None:
    await cut_off_by_wait(world)
    said = Unreachable(reason=quoted("HTTP 401 InvalidApiKey"), status=401, code="InvalidApiKey")
    world.service.polls = [said]
    record = await world.run(chain(world))
    assert (record.state, exit_code(record.state, record.cause)) == ("failed", 3)
    assert states(record) == {"first": "waiting", "second": "waiting"}
    assert record.cause.code == "InvalidApiKey"
    assert world.service.polls == []
    assert (await world.run(chain(world))).state == "done"
    assert len(world.service.sent) == 2


async def test_what_a_job_cost_is_told_once_by_the_run_that_submitted_it(world: World) -> None:
    world.price = 7
    await cut_off_by_wait(world)
    record = await world.run(chain(world))
    assert record.state == "done"
    (first, second) = (world.record_of(run["run"]) for run in reversed(world.journal.runs()))
    assert [first.cost_micros, second.cost_micros] == [7, 7]
    assert [first.billed_seconds, second.billed_seconds] == [8, 8]
    assert [task.payer for task in second.tasks.values()] == [first.run, ""]
    assert [task.cost_micros for task in second.tasks.values()] == [0, 7]


@pytest.mark.parametrize(("over", "marks"), [(0, ()), (1, ("overrun",))])
async def test_a_job_that_was_billed_more_than_was_reserved_is_marked(
    world: World, over: int, marks: tuple[str, ...]
) -> None:
    plan = chain(world, fan(1))
    (task,) = plan.requests
    world.price = task.bound.micros + over
    record = await world.run(plan)
    assert record.tasks[task.id].marks == marks
    (succeeded,) = (event for event in world.told if isinstance(event, e.JobSucceeded))
    assert ("more than was reserved" in told(succeeded, ENGLISH)) is bool(over)


@pytest.mark.parametrize(("code", "jobs"), [("InternalError.Algo", 2), ("DataInspectionFailed", 1)])
async def test_a_failed_job_is_tried_again_by_the_rules_of_its_step(world: World, code: str, jobs: int) -> None:
    world.service.polls = [job_failed(code), job_failed(code)]
    record = await world.run(chain(world))
    assert states(record) == {"first": "failed", "second": "skipped"}
    assert len(world.service.accepted) == jobs


async def test_a_failed_job_is_tried_again_by_the_next_run(world: World) -> None:
    world.service.polls = [job_failed("DataInspectionFailed")]
    await world.run(chain(world))
    record = await world.run(chain(world))
    assert record.state == "done"


async def test_what_fails_again_and_again_for_a_reason_that_nothing_cures_is_sent_no_more(world: World) -> None:
    for _ in range(3):
        world.service.polls = [job_failed("DataInspectionFailed")]
        assert (await world.run(chain(world))).cause.code == "DataInspectionFailed"
    record = await world.run(chain(world))
    assert (record.state, record.cause.code, exit_code(record.state, record.cause)) == ("failed", "failed-before", 1)
    assert (states(record), len(world.service.sent)) == ({"first": "failed", "second": "skipped"}, 3)
    data = cause_data(record.cause, ENGLISH)
    assert data is not None
    assert (data["message"], data["hint"][:18]) == ("no", "Change the prompt,")
    assert "3 jobs of this very request" in cause_text(record.cause, ENGLISH)
    assert (await world.run(chain(world, CHAIN.replace("watercolor", "charcoal")))).state == "done"


@pytest.mark.parametrize(
    ("code", "retry"),
    [
        ("InternalError.Algo", ""),
        ("BadRequest.InputDownloadFailed", ""),
        ("DataInspectionFailed", "inspection"),
        ("Arrearage", ""),
    ],
)
async def test_what_may_pass_is_sent_by_every_run(world: World, code: str, retry: str) -> None:
    text = CHAIN.replace("  - id: first\n", f"  - id: first\n    retry: {{on: [{retry}]}}\n") if retry else CHAIN
    for _ in range(4):
        world.service.polls = [job_failed(code)] * 2
        await world.run(chain(world, text))
    world.service.polls = []
    assert (await world.run(chain(world, text))).state == "done"


async def test_trouble_with_queries_says_nothing_about_a_job(world: World) -> None:
    world.service.polls = [Throttled(), Unreachable(reason=quoted("reset")), JobState.RUNNING, JobState.UNKNOWN]
    record = await world.run(chain(world))
    assert record.state == "done"
    assert len(world.service.accepted) == 2


def done(job: str, usage: Usage | None, url: str | None = "https://storage.example/a.mp4") -> JobView:
    return JobView(job=job, state=JobState.SUCCEEDED, result_url=url, usage=usage)


@pytest.mark.parametrize("usage", [None, Usage(output_seconds=Decimal(3))])
async def test_a_usage_that_cannot_be_read_books_what_was_reserved_and_keeps_the_result(
    world: World, usage: Usage | None
) -> None:
    plan = chain(world, terms=BILLED)
    world.service.polls = [done("job-0", usage)]
    record = await world.run(plan)
    first, planned = record.tasks["first"], plan.tasks[0]
    assert (record.state, first.state, first.marks) == ("done", "done", ("usage-unknown",))
    assert (first.cost_micros, first.billed_seconds) == (planned.bound.micros, planned.estimate.billed_seconds.high)
    assert record.tasks["second"].marks == ()
    assert [len(world.service.accepted), first.cost_micros > 0] == [2, True]


async def test_a_job_that_is_done_without_a_result_is_asked_for_again(world: World) -> None:
    world.service.polls = [done("job-0", world.service.usage, url=None)] * 3
    record = await world.run(chain(world))
    assert (record.state, record.tasks["first"].marks) == ("done", ())


async def test_an_accepted_job_that_stays_unknown_is_held(world: World) -> None:
    world.service.polls = [JobState.UNKNOWN] * 200
    record = await world.run(chain(world))
    assert record.tasks["first"].cause.code == "job-unknown"
    assert len(world.service.sent) == 1


async def test_one_unknown_holds_no_job_whatever_the_wall_clock_says(world: World) -> None:
    """The clock of the machine was set a day ahead while nobody watched."""
    await cut_off_by_wait(world)
    world.clock.time += 25 * 3600
    world.service.polls = [JobState.UNKNOWN]
    assert (await world.run(chain(world))).state == "done"


async def test_a_job_that_is_unknown_for_long_is_called_expired_after_a_day(world: World) -> None:
    await cut_off_by_wait(world)
    world.clock.time += 25 * 3600
    world.service.polls = [JobState.UNKNOWN] * 200
    assert (await world.run(chain(world))).tasks["first"].cause.code == "job-expired"


@pytest.mark.parametrize("resubmit", [True, False])
async def test_a_job_that_was_forgotten_is_booked_once_and_a_person_decides_about_it(
    world: World, resubmit: bool
) -> None:
    plan = chain(world, terms=BILLED)
    bound = next(plan.requests).bound.micros
    await cut_off_by_wait(world, plan)
    world.clock.time += 25 * 3600
    for _ in range(2):  # the run that meets it again books nothing more
        world.service.polls = [JobState.UNKNOWN] * 200
        await world.run(plan)
        (doubt,) = world.journal.doubts()
        assert (doubt.attempt.state, doubt.attempt.job, doubt.reserved) == (AttemptState.HELD, "job-0", bound)
        assert world.journal.reserved()[doubt.attempt.id] == 0
        assert [bill.micros for bill in world.journal.bills("", "dashscope", "CNY")] == [bound]
    decided = v.Decided(resubmit=resubmit)
    world.journal.decide(doubt.run, doubt.attempt.id, decided, AccountStanding(), TERMS, lambda _: None, UNDECIDED)
    assert world.journal.doubts() == []
    world.service.polls = []
    record = await world.run(plan)
    assert (record.tasks["first"].state, len(world.service.sent)) == (("done", 3) if resubmit else ("failed", 1))


async def test_a_decision_counts_only_while_the_attempt_stands_where_it_was_believed_to(world: World) -> None:
    await cut_off_by_wait(world)
    (known,) = (one for found in world.journal.open_attempts().values() for one in found)
    for decided in (v.Decided(), v.Decided(resubmit=True)):
        told = world.journal.decide(
            known.run, known.attempt, decided, AccountStanding(), TERMS, lambda _: e.Interrupted(cause="x"), UNDECIDED
        )
        assert told is None
    attempt = world.journal.attempt(known.attempt)
    assert attempt is not None
    assert (attempt.state, attempt.job) == (AttemptState.ACCEPTED, "job-0")


async def test_a_forgotten_job_that_shows_up_again_is_settled_for_what_it_cost(world: World) -> None:
    plan, world.price = chain(world, terms=BILLED), 1_000
    await cut_off_by_wait(world, plan)
    world.clock.time += 25 * 3600
    world.service.polls = [JobState.UNKNOWN] * 200
    await world.run(plan)
    world.service.polls = []
    assert (await world.run(plan)).state == "done"
    assert [bill.micros for bill in world.journal.bills("", "dashscope", "CNY")] == [1_000, 1_000]
    assert len(world.service.sent) == 2


async def test_what_is_unknown_before_and_after_an_outage_is_not_unknown_for_long(world: World) -> None:
    world.service.polls = [JobState.UNKNOWN, *[Unreachable(reason=quoted("nobody answers"))] * 40, JobState.UNKNOWN]
    record = await world.run(chain(world))
    assert record.state == "done"


async def test_a_job_that_is_done_and_never_gives_its_result_is_held_and_stays_known(world: World) -> None:
    world.service.polls = [done("job-0", world.service.usage, url=None)] * 200
    record = await world.run(chain(world))
    first = record.tasks["first"]
    assert (first.state, first.cause.code) == ("held", "result-gone")
    world.service.polls = []
    assert (await world.run(chain(world))).state == "done"
    assert len(world.service.sent) == 2


async def test_a_broken_download_is_repeated_and_nothing_is_submitted_again(world: World) -> None:
    world.service.fetches = [
        DownloadFailed(reason=quoted("truncated"), gone=False),
        DownloadFailed(reason=quoted("403"), gone=True),
    ]
    record = await world.run(chain(world))
    assert record.state == "done"
    assert len(world.service.sent) == 2
    assert list((world.folder / "parts").iterdir()) == []


async def test_the_download_of_another_run_is_waited_for(world: World) -> None:
    before = world.clock.time
    records = []

    async def run() -> None:
        records.append(await world.run(chain(world)))

    async with anyio.create_task_group() as group:
        with FolderStore(world.folder).part("job-0"):
            group.start_soon(run)
            while world.clock.time < before + 600:
                await anyio.lowlevel.checkpoint()
    assert [record.state for record in records] == ["done"]
    assert len(world.service.sent) == 2


async def test_a_download_that_never_works_is_made_up_for_by_the_next_run(world: World) -> None:
    world.service.fetches = [DownloadFailed(reason=quoted("truncated"), gone=False)] * 5
    first = await world.run(chain(world))
    assert states(first) == {"first": "failed", "second": "skipped"}
    second = await world.run(chain(world))
    assert second.state == "done"
    assert len(world.service.sent) == 2


@pytest.mark.parametrize(
    ("seconds", "code", "suspect"),
    [("4", None, False), ("4.03", None, False), ("4.1", "result-length", False), ("5.5", "result-length", True)],
)
async def test_a_result_of_another_length_is_kept_and_published_with_a_remark(
    world: World, seconds: str, code: str | None, suspect: bool
) -> None:
    world.seconds = Decimal(seconds)
    record = await world.run(chain(world))
    assert record.state == "done"
    assert len(list((world.folder / "drafts").rglob("*.mp4"))) == 1
    first = record.tasks["first"]
    assert ("suspect" in first.marks) is suspect
    assert (code in {remark.code for remark in first.remarks}) is (code is not None)
    assert code is not None or first.remarks == ()
    again = (await world.run(chain(world))).run
    reused = record_of(world.journal, again).tasks["first"]
    assert (reused.state, reused.remarks, reused.notes) == ("reused", first.remarks, first.notes)
    assert ("suspect" in reused.marks) is suspect


async def test_what_is_no_video_is_kept_as_evidence_and_its_row_is_held(world: World) -> None:
    world.no_video = True
    record = await world.run(chain(world))
    assert (record.state, exit_code(record.state, record.cause)) == ("held", 4)
    assert record.tasks["first"].cause.code == "result-unusable"
    assert dict(record.tasks["first"].cause.args)["path"] == str(next((world.folder / "artifacts").rglob("*/*")))
    assert not (world.folder / "drafts").exists()
    world.no_video = False
    assert (await world.run(chain(world))).state == "done"
    assert len(world.service.sent) == 2


class Dies(Exception):
    """The process is gone."""


async def dies_before_fetched_is_recorded(world: World) -> str:
    """Run until all bytes of a job's result are here, and no further; return the job."""

    class Dying:
        def __getattr__(self, name: str) -> object:
            return getattr(world.journal, name)

        def ride(self, run: str, event: e.Event, written: Callable[[], None]) -> None:
            if isinstance(event, e.Fetched):
                raise Dies
            world.journal.ride(run, event, written)

    world.recording = Dying()
    with pytest.raises(Dies):
        await world.run(chain(world, fan(1)))
    world.recording = world.journal
    (job,) = world.service.accepted
    return job


@pytest.mark.parametrize("kept", [True, False], ids=["in-the-store", "not-yet-in-the-store"])
async def test_bytes_on_disk_are_found_again_though_the_link_is_dead(world: World, kept: bool) -> None:
    job = await dies_before_fetched_is_recorded(world)
    with world.store.part(job) as part:
        assert part is not None
        if not kept:
            world.store.path(digest_of(part.whole.read_bytes())).unlink()
    world.service.fetches = [DownloadFailed(reason=quoted("403"), gone=True)] * 50
    world.service.polls = [JobState.UNKNOWN] * 50
    record = await world.run(chain(world, fan(1)))
    assert record.state == "done"
    assert len(world.service.sent) == 1
    assert len(world.service.polls) == 50
    assert list((world.folder / "parts").iterdir()) == []


async def test_a_result_that_another_process_downloads_is_not_downloaded_again(world: World) -> None:
    plan = chain(world, fan(1))
    world.service.holds_downloads = anyio.Event()
    ends: list[tuple[str, str]] = []

    async def run() -> None:
        record = await world.run(plan)
        ends.append((record.state, *states(record).values()))

    async with anyio.create_task_group() as group:
        group.start_soon(run)
        await world.service.downloading.wait()
        start = world.clock.now()
        group.start_soon(run)
        while world.clock.now() < start + 60:
            await anyio.lowlevel.checkpoint()
        world.service.holds_downloads.set()
    assert sorted(ends) == [("done", "done"), ("done", "reused")]
    assert (len(world.service.sent), world.service.downloads) == (1, 1)


async def test_an_interrupt_submits_nothing_more_and_the_next_run_goes_on(world: World) -> None:
    class OnceAccepted:
        async def wait(self) -> None:
            while not world.service.accepted:
                await anyio.lowlevel.checkpoint()

    world.service.rounds = 10_000
    quiet, world.stop = world.stop, OnceAccepted()
    first = await world.run(chain(world))
    assert first.state == "interrupted"
    world.stop, world.service.rounds = quiet, 1
    second = await world.run(chain(world))
    assert second.state == "done"
    assert len(world.service.accepted) == 2


async def test_an_orderly_end_takes_no_longer_than_it_may(world: World) -> None:
    world.service.holds_downloads = anyio.Event()  # a download that never ends
    world.leave_s = 0

    class OnceFetching:
        async def wait(self) -> None:
            await world.service.downloading.wait()

    world.stop = OnceFetching()
    first = await world.run(chain(world))
    assert first.state == "interrupted"
    assert list((world.folder / "parts").iterdir()) == []
    world.stop, world.service.holds_downloads = anyio.Event(), None
    second = await world.run(chain(world))
    assert second.state == "done"
    assert len(world.service.accepted) == 2


async def test_what_does_not_fit_the_cap_waits_while_a_job_may_still_give_back(world: World) -> None:
    """Each task reserves 8 whole seconds at 0.6 and then costs 2: three fit into 9 one after the other, not together."""
    world.price, world.cap = 2_000_000, 9_000_000
    record = await world.run(chain(world, fan(3), terms=BILLED))
    assert record.state == "done"
    assert world.journal.scope("fan", "dashscope", "CNY").committed == 6_000_000


async def test_what_can_never_fit_the_cap_is_held(world: World) -> None:
    world.price, world.cap = 4_800_000, 9_000_000
    record = await world.run(chain(world, fan(3), terms=BILLED))
    assert sorted(states(record).values()) == ["done", "held", "held"]
    assert record.cause.code == "over-budget"
    assert world.journal.scope("fan", "dashscope", "CNY").committed <= 9_000_000


async def test_the_cap_is_the_total_of_all_runs(world: World) -> None:
    world.price, world.cap = 4_800_000, 5_000_000
    text = fan(2)
    await world.run(chain(world, text, terms=BILLED))
    record = await world.run(chain(world, text, terms=BILLED))
    assert sorted(states(record).values()) == ["held", "reused"]
    assert len(world.service.sent) == 1


async def test_every_event_is_told_and_the_run_ends_once(world: World) -> None:
    await world.run(chain(world))
    assert isinstance(world.told[0], e.RunStarted)
    assert isinstance(world.told[-1], e.RunEnded)
    assert sum(isinstance(event, e.RunEnded) for event in world.told) == 1


async def test_a_failure_that_its_step_allows_does_not_fail_the_run(world: World) -> None:
    """Its output is absent: what would read it is skipped, and the rest is done."""
    text = fan(2).replace("  - id: s0\n", "  - id: s0\n    on_error: skip\n")
    text = text.replace("  o0: ${{ steps.s0.video }}", "  o0: {value: '${{ steps.s0.video }}', optional: true}")
    world.service.fails = "Style number 0."
    record = await world.run(chain(world, text))
    assert record.state == "done"
    assert states(record) == {"s0": "failed", "s1": "done"}


TOOLS = """\
recipe: 1
name: tools
version: "1.0.0"
inputs:
  clip: {type: video}
steps:
  - id: cut
    uses: media/trim
    with: {video: "${{ inputs.clip }}", seconds: 2}
  - id: look
    uses: wan2.7-videoedit
    with: {video: "${{ steps.cut.video }}", prompt: Make it night., resolution: 720P}
outputs:
  final: ${{ steps.look.video }}
"""


async def test_a_media_tool_works_here_and_its_result_is_kept(world: World) -> None:
    clip_file = world.folder / "clip.mp4"
    source = replace(clip(), source=FileSource(digest_of(clip_file.read_bytes()), str(clip_file)))
    first = await world.run(plan_of(TOOLS, {"clip": source}))
    assert states(first) == {"cut": "done", "look": "done"}
    assert world.service.uploads == [digest_of(b"media/trim+a clip")]
    second = await world.run(plan_of(TOOLS, {"clip": source}))
    assert states(second) == {"cut": "reused", "look": "reused"}
    assert len(world.service.sent) == 1


async def test_a_file_that_changed_since_planning_is_not_used(world: World) -> None:
    source = replace(clip(), source=FileSource("c" * 64, str(world.folder / "clip.mp4")))
    record = await world.run(plan_of(TOOLS, {"clip": source}))
    assert (record.state, record.cause.code) == ("failed", "media-changed")
    assert world.service.sent == []


def damaged(world: World, plan: Plan, task: str) -> None:
    """Write other bytes over the stored result of a task."""
    fingerprint = plan.by_id[task].fingerprint
    (stored,) = world.journal.results([fingerprint]).results[fingerprint]
    path = world.store.path(stored.digest)
    path.chmod(0o644)
    path.write_bytes(b"rotten")


async def test_a_damaged_result_is_never_published(world: World) -> None:
    plan = chain(world)
    await world.run(plan)
    damaged(world, plan, "second")
    (world.folder / "drafts" / "final.mp4").unlink()
    record = await world.run(plan)
    assert (record.state, record.cause.code) == ("failed", "artifact-damaged")
    assert exit_code(record.state, record.cause) == 3
    assert not (world.folder / "drafts" / "final.mp4").exists()


async def test_nothing_is_made_from_a_damaged_result(world: World) -> None:
    """Neither by the service nor by a tool; the rest of the run goes on."""
    source = replace(clip(), source=FileSource(digest_of(b"a clip"), str(world.folder / "clip.mp4")))
    head, look, _ = re.split("(?=  - id: look|outputs:)", TOOLS)
    again = '  - {id: again, uses: media/trim, with: {video: "${{ steps.cut.video }}", seconds: 1}}\n'
    outputs = "outputs: {a: '${{ steps.look.video }}', b: '${{ steps.again.video }}'}\n"
    await world.run(plan_of(f"{head}outputs: {{cut: '${{{{ steps.cut.video }}}}'}}\n", {"clip": source}))
    plan = plan_of(head + look + again + outputs, {"clip": source})
    damaged(world, plan, "cut")
    record = await world.run(plan)
    assert {task: known.cause.code for task, known in record.tasks.items() if known.cause} == {
        "look": "artifact-damaged", "again": "artifact-damaged",
    }  # fmt: skip
    assert world.service.sent == []


FALLBACK = """\
recipe: 1
name: fallback
inputs: {clip: {type: video}, style: {type: string, optional: true}}
steps:
  - id: first
    uses: wan2.7-videoedit
    with: {video: "${{ inputs.clip }}", prompt: Make it snow.}
  - id: second
    uses: wan2.7-videoedit
    on_error: skip
    retry: {attempts: 1}
    with: {video: "${{ steps.first.video }}", prompt: Make it night.}
  - id: third
    uses: wan2.7-videoedit
    with: {video: "${{ steps.second.video }}", prompt: Make it warm.}
  - id: after
    uses: wan2.7-videoedit
    needs: [third]
    with: {video: "${{ inputs.clip }}", prompt: Make it blue.}
  - id: styled
    uses: wan2.7-videoedit
    if: ${{ inputs.style }}
    with: {video: "${{ inputs.clip }}", prompt: "Make it {{ inputs.style }}."}
outputs:
  best: ${{ steps.third.video or steps.second.video or steps.first.video }}
  after: ${{ steps.after.video }}
  styled: ${{ steps.styled.video or inputs.clip }}
"""


async def test_an_output_falls_back_when_a_step_fails_that_may_and_order_alone_holds_nobody_up(world: World) -> None:
    data = b"a clip"
    source = replace(clip(), source=FileSource(digest_of(data), str(world.folder / "clip.mp4")))
    plan = plan_of(FALLBACK, {"clip": source, "style": ABSENT})
    world.service.fails = "Make it night."
    record = await world.run(plan)
    assert record.state == "done"
    assert states(record) == {
        "first": "done", "second": "failed", "third": "skipped", "after": "done", "styled": "skipped"
    }  # fmt: skip
    out = world.folder / "drafts"
    job = next(job for job, prompt in world.service.prompts.items() if prompt == "Make it snow.")
    assert (out / "best.mp4").read_bytes() == f"https://storage.example/{job}.mp4".encode()
    assert (world.folder / "out" / "styled.mp4").read_bytes() == data  # no step made it: it is the clip that was given
    assert {file.output: file.draft for file in record.files} == {"best": True, "after": True, "styled": False}
    (row,) = rows_data(record, plan, ENGLISH)
    assert (row["state"], row["outputs"]["styled"]["sha256"]) == ("done", digest_of(data))
    assert row["outputs"]["styled"]["seconds"] == 4

    world.service.fails = ""
    again = await world.run(plan)
    assert states(again)["third"] == "done"
    job = next(job for job, prompt in world.service.prompts.items() if prompt == "Make it warm.")
    assert (out / "best.mp4").read_bytes() == f"https://storage.example/{job}.mp4".encode()
    assert len(world.service.accepted) == 5  # snow, night twice, warm, blue: nothing that was there is asked for again


async def test_a_result_that_is_the_given_file_is_not_published_once_its_bytes_have_changed(world: World) -> None:
    plan = plan_of(FALLBACK, {"clip": chain_clip(world), "style": ABSENT})
    record = await world.run(plan)
    assert [failure.output for failure in record.publish_failures] == ["styled"]
    assert record.publish_failures[0].cause.code == "media-changed"
    assert not list(world.folder.rglob("styled.mp4"))


def chain_clip(world: World) -> Media:
    """The clip of this world under a digest that its bytes don't have any more."""
    return replace(clip(), source=FileSource("c" * 64, str(world.folder / "clip.mp4")))


def test_an_output_that_is_an_address_is_a_fault() -> None:
    address = replace(clip(), source=UrlSource("https://e.example/a.mp4", "https://e.example/a.mp4", "v1"))
    found = planned(FALLBACK, {"clip": address, "style": ABSENT})
    assert [fault.key for fault in found.faults] == ["output-is-address"]


async def test_a_wait_that_ends_when_everything_is_done_has_held_nothing(world: World) -> None:
    await world.run(chain(world))
    record = await world.run(chain(world), wait_s=0)
    assert (record.state, states(record)) == ("done", {"first": "reused", "second": "reused"})


@pytest.mark.parametrize("others", [False, True])
async def test_the_journal_is_asked_for_a_result_of_this_run_only_if_others_write_it(
    world: World, others: bool
) -> None:
    asked: list[str] = []

    class Noting:
        def __getattr__(self, name: str) -> object:
            return getattr(world.journal, name)

        def shared(self) -> bool:
            return others

        def fetched(self, attempt: str) -> str | None:
            asked.append(attempt)
            return world.journal.fetched(attempt)

    world.recording = Noting()
    assert (await world.run(chain(world))).state == "done"
    assert bool(asked) is others
