"""Course: how a run went, as its page tells it: the picture, how long tasks were in which phase, what they waited for."""

from dataclasses import dataclass

from engine.phrases.messages import Messages
from engine.report.causes import cause_text
from engine.report.pages.chart import Chart, chart_of
from engine.report.pages.timeline import KEPT, Phase, PhaseStretch, Timeline, Waited, waited
from engine.report.told import told
from engine.run import events as e


@dataclass(frozen=True, slots=True)
class DrawnTimeline:
    """A run's timeline with its picture; `phases` sums up all that tasks did, in the order of `Phase`, `waits` what kept them."""

    line: Timeline
    chart: Chart
    phases: tuple[Waited, ...]
    waits: tuple[Waited, ...]


def drawn_timeline(line: Timeline, messages: Messages) -> DrawnTimeline:
    """Draw a timeline, and put together what was waited for by its reason in words."""
    order = list(Phase)
    phases = waited((one, "") for one in line.stretches)
    waits = waited((one, _why(one, messages)) for one in line.stretches if one.phase in KEPT)
    return DrawnTimeline(
        line, chart_of(line), tuple(sorted(phases, key=lambda one: order.index(one.phase))), tuple(waits)
    )


def _why(stretch: PhaseStretch, messages: Messages) -> str:
    """Say why a task waited, so far as its phase does not say it."""
    match stretch.event:
        case None | e.Blocked(by="budget"):
            return ""
        case e.Doubted(reason=reason):
            return messages.reason(reason)
        case e.DoubtFound(why=why):
            return cause_text(why, messages)
        case _:
            return told(stretch.event, messages)
