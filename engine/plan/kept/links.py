"""Links: how tasks and rows hang together, by the numbers of tasks."""

from collections.abc import Callable

from engine.plan.model import GIVEN, NOWHERE, RequestTask, Row, RowLinks, Task
from engine.values.media import FileSource, Media, TaskSource

Number = Callable[[str], int]
"""Returns the number of a task of the plan by its id."""


def reads_of(task: Task) -> int:
    """Return how many of the tasks that a task needs are read by it; they stand first among these."""
    sources = [use.media.source for use in task.request.media] if isinstance(task, RequestTask) else []
    read = {source.task for source in sources if isinstance(source, TaskSource)}
    return sum(need in read for need in task.needs)


def links_of(row: Row, number_of: Number) -> RowLinks:
    """Return a row as numbers of tasks."""
    members = [member for output in row.outputs for member in output.members]
    choices = [[_comes_from(choice.media, number_of) for choice in member.choices] for member in members]
    return RowLinks([number_of(task) for task in row.tasks], choices)


def _comes_from(media: Media, number_of: Number) -> int:
    match media.source:
        case TaskSource(task=task):
            return number_of(task)
        case FileSource():
            return GIVEN
        case _:
            return NOWHERE
