"""A dedicated key, and evidence that is believed until a job that is surely ours shows it to be wrong."""

from dataclasses import replace
from decimal import Decimal

import pytest

from engine.report.run import run_data, run_text
from engine.run import events as e
from engine.run.service import JobState, ListedJob
from engine.values.media import Span
from tests.report.runs import CHINESE, ENGLISH
from tests.run.test_driver import chain
from tests.run.world import World
from tests.worlds import CHAIN, fan

PROMPT = "Convert to watercolor."
OTHER = CHAIN.replace("Make it night.", "Make it day.")

pytestmark = pytest.mark.anyio


def dedicated(world: World) -> World:
    return World(world.folder, dedicated=True)


def stranger(world: World, job: str = "stranger", prompt: str = "Something else.") -> None:
    world.service.prompts[job] = prompt
    world.service.made.append(
        ListedJob(
            job=job, state=JobState.SUCCEEDED, model="wan2.7-videoedit", created=world.clock.now(), request_id="r-s",
            key_id="key", account="a",
        )
    )  # fmt: skip


def disproved(world: World) -> list[tuple[str, str]]:
    return [(event.evidence, event.job) for event in world.told if isinstance(event, e.EvidenceDisproved)]


async def test_the_job_of_a_dedicated_key_is_adopted_while_it_waits(world: World) -> None:
    world = dedicated(world)
    world.service.takes, world.service.rounds = PROMPT, 5
    record = await world.run(chain(world))
    assert (record.state, record.tasks["first"].confirmed, len(world.service.made)) == ("done", "dedicated", 2)
    adopted = next(n for n, event in enumerate(world.told) if isinstance(event, e.Adopted))
    done = next(n for n, event in enumerate(world.told) if isinstance(event, e.JobSucceeded))
    assert adopted < done
    assert disproved(world) == []


async def test_a_strangers_job_ends_the_belief_in_a_dedicated_key_and_is_said(world: World) -> None:
    world = dedicated(world)
    stranger(world)
    world.clock.time += 600
    world.service.takes = PROMPT
    plan = chain(world)
    record = await world.run(plan)
    assert (record.state, record.tasks["first"].confirmed) == ("done", "evidence")
    assert disproved(world) == [("dedicated", "stranger")]
    assert world.account.standing().dedicated is False
    assert run_data(record, plan, ENGLISH)["disproved"] == [{"evidence": "dedicated", "job_id": "stranger"}]
    assert "job stranger of this key is nobody's here" in run_text(record, plan, ENGLISH)
    assert "此密钥的作业 stranger 不属于这里" in run_text(record, plan, CHINESE)
    again = dedicated(world)
    again.service, again.told, again.count = world.service, [], 1000
    again.service.takes = "Make it day."
    assert (await again.run(chain(again, OTHER))).tasks["second"].confirmed == "evidence"
    assert disproved(again) == []  # it is said once


async def test_only_what_is_proven_is_adopted_if_a_person_wants_it_so(world: World) -> None:
    world = World(world.folder, proven_only=True)
    world.service.takes = PROMPT
    record = await world.run(chain(world))
    assert (record.state, record.tasks["first"].state, len(world.service.made)) == ("held", "held", 1)


async def test_a_prompt_that_is_told_otherwise_is_no_evidence_any_more(world: World) -> None:
    done = world.service._done
    world.service._done = lambda job: replace(done(job), prompt="words of its own")  # type: ignore[method-assign]
    assert (await world.run(chain(world))).state == "done"
    assert disproved(world) == [("prompt", "job-0")]
    assert world.account.standing().by_prompt is False
    world.service._done = done  # type: ignore[method-assign]
    world.service.takes = "Make it day."
    record = await world.run(chain(world, OTHER))
    assert (record.state, record.tasks["second"].state) == ("held", "held")


async def test_lengths_that_are_told_otherwise_speak_against_nothing(world: World) -> None:
    world.given = Span.exactly(9)
    assert (await world.run(chain(world))).state == "done"
    assert disproved(world) == [("seconds", "job-0")]
    world.service.takes = "Make it day."
    record = await world.run(chain(world, OTHER))
    assert (record.state, record.tasks["second"].confirmed) == ("done", "evidence")


async def test_a_job_of_another_length_is_no_candidate(world: World) -> None:
    # Nothing was ever confirmed here: the first job of the account is that of another clip, made elsewhere.
    world.given = Span.exactly(Decimal(9))
    world.service.takes = PROMPT
    record = await world.run(chain(world))
    assert (record.state, record.tasks["first"].state, len(world.service.made)) == ("held", "held", 1)


async def test_request_ids_that_the_list_tells_otherwise_are_no_evidence_any_more(world: World) -> None:
    assert (await world.run(chain(world, fan(1)))).state == "done"
    world.service.made = [replace(job, request_id="another") for job in world.service.made]
    world.service.takes = PROMPT
    assert (await world.run(chain(world))).state == "done"
    assert disproved(world) == [("request_id", "job-0")]
    assert world.account.standing().by_request_id is False
