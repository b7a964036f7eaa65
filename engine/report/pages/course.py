"""Course: how a run went, as its page tells it: the picture, how long tasks were in which phase, what they waited for."""

from dataclasses import dataclass

from engine.phrases.messages import Messages
from engine.report.pages.chart import Chart, chart_of
from engine.report.pages.timeline import KEPT, Phase, Timeline, Waited, waited
from engine.report.told import told


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
    waits = waited(
        (one, told(one.event, messages) if one.event is not None else "") for one in line.stretches if one.phase in KEPT
    )
    return DrawnTimeline(
        line, chart_of(line), tuple(sorted(phases, key=lambda one: order.index(one.phase))), tuple(waits)
    )
