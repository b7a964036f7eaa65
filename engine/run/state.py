"""States of a task as one table: state x event -> state; what is not in it is a defect.

The names follow the money protocol: between `SUBMITTING` and `RUNNING` lies the one moment in which money may move unseen, so
whatever is not surely unsent, refused or accepted leads to `DOUBT`, and from there nothing leads to a submit but the proof that
there is no job.
"""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from engine.errors import DefectError
from engine.run import events as e


class TaskState(Enum):
    """Where a task stands; the last five are final for a run."""

    WAITING = "waiting"  # for the tasks that it needs
    READY = "ready"  # may be prepared when there is room
    PREPARING = "preparing"  # media on their way to the service
    PREPARED = "prepared"  # waits for the lane
    SUBMITTING = "submitting"  # in the lane
    PAUSED = "paused"  # until a pause is over, then ready again
    MAKING = "making"  # a media tool works on it here
    DOUBT = "doubt"  # nobody knows whether there is a job: it is looked for
    RUNNING = "running"  # accepted: a job is watched
    FETCHING = "fetching"  # done and billed: the result is on its way into the store
    DONE = "done"
    REUSED = "reused"
    FAILED = "failed"
    SKIPPED = "skipped"
    HELD = "held"

    __hash__ = object.__hash__  # each is one object, and counted by several at every event: its name need not be hashed


FINAL = frozenset({TaskState.DONE, TaskState.REUSED, TaskState.FAILED, TaskState.SKIPPED, TaskState.HELD})
GOOD = frozenset({TaskState.DONE, TaskState.REUSED})

_S = TaskState
# A pair (retry, final) is chosen by the retry rules, which see the event and the attempts so far.
Next = TaskState | tuple[TaskState, TaskState]

TABLE: Mapping[tuple[TaskState, type[e.Event]], Next] = MappingProxyType(
    {
        (_S.WAITING, e.Reused): _S.REUSED,
        (_S.WAITING, e.TakenOver): _S.RUNNING,
        (_S.WAITING, e.Arrived): _S.FETCHING,
        (_S.WAITING, e.JobFailed): _S.FAILED,
        (_S.WAITING, e.Skipped): _S.SKIPPED,
        (_S.WAITING, e.Held): _S.HELD,
        (_S.WAITING, e.GivenUp): _S.FAILED,
        (_S.READY, e.Reused): _S.REUSED,
        (_S.READY, e.TakenOver): _S.RUNNING,
        (_S.READY, e.Arrived): _S.FETCHING,
        (_S.READY, e.Held): _S.HELD,
        (_S.MAKING, e.Making): _S.MAKING,
        (_S.MAKING, e.Made): _S.DONE,
        (_S.MAKING, e.MediaFailed): (_S.PAUSED, _S.FAILED),
        (_S.PREPARING, e.Prepared): _S.PREPARED,
        (_S.PREPARING, e.TakenOver): _S.RUNNING,
        (_S.PREPARING, e.Held): _S.HELD,
        (_S.PREPARING, e.GivenUp): _S.FAILED,
        (_S.PREPARING, e.MediaFailed): (_S.PAUSED, _S.FAILED),
        (_S.PREPARING, e.Left): _S.PAUSED,
        (_S.PREPARED, e.Held): _S.HELD,
        (_S.SUBMITTING, e.Intended): _S.SUBMITTING,
        (_S.SUBMITTING, e.NotSent): (_S.PAUSED, _S.FAILED),
        (_S.SUBMITTING, e.Accepted): _S.RUNNING,
        (_S.SUBMITTING, e.Refused): (_S.PAUSED, _S.FAILED),
        (_S.SUBMITTING, e.Doubted): _S.DOUBT,
        (_S.SUBMITTING, e.DoubtFound): _S.DOUBT,
        (_S.WAITING, e.DoubtFound): _S.DOUBT,
        (_S.READY, e.DoubtFound): _S.DOUBT,
        (_S.PREPARING, e.DoubtFound): _S.DOUBT,
        (_S.DOUBT, e.Adopted): _S.RUNNING,
        (_S.DOUBT, e.RuledOut): _S.READY,
        (_S.DOUBT, e.Released): _S.READY,
        (_S.DOUBT, e.Held): _S.HELD,
        (_S.DOUBT, e.GivenUp): _S.FAILED,
        (_S.SUBMITTING, e.Held): _S.HELD,
        (_S.SUBMITTING, e.GivenUp): _S.FAILED,
        (_S.SUBMITTING, e.Left): _S.PAUSED,
        (_S.SUBMITTING, e.Blocked): _S.PAUSED,
        (_S.SUBMITTING, e.Reused): _S.REUSED,
        (_S.SUBMITTING, e.TakenOver): _S.RUNNING,
        (_S.PAUSED, e.Ticked): _S.READY,
        (_S.PAUSED, e.Held): _S.HELD,
        (_S.RUNNING, e.JobSeen): _S.RUNNING,
        (_S.RUNNING, e.JobSucceeded): _S.FETCHING,
        (_S.RUNNING, e.PollRefused): _S.PAUSED,
        (_S.RUNNING, e.JobFailed): (_S.PAUSED, _S.FAILED),
        (_S.RUNNING, e.Held): _S.HELD,
        (_S.RUNNING, e.Reused): _S.REUSED,
        (_S.FETCHING, e.JobSeen): _S.FETCHING,
        (_S.FETCHING, e.Fetched): _S.DONE,
        (_S.FETCHING, e.Reused): _S.REUSED,
        (_S.FETCHING, e.FetchFailed): (_S.PAUSED, _S.FAILED),
        (_S.FETCHING, e.Left): _S.PAUSED,
        (_S.FETCHING, e.Held): _S.HELD,
    }
)


def next_state(state: TaskState, event: e.Event, *, again: bool) -> TaskState:
    """Return the state after an event; `again` picks the first of a pair.

    Raises DefectError for a pair that the table does not hold.
    """
    following = TABLE.get((state, type(event)))
    if following is None:
        raise DefectError("illegal-transition", state=state.value, event=type(event).__name__, task=event.task)
    return following if isinstance(following, TaskState) else following[0 if again else 1]
