"""What a run was to do, as it was written down when it began: by versions before as one JSON, now as a file of its own."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from engine.plan.model import RowTable, TaskTable
from engine.report.amounts import estimate_data
from engine.report.rows import PlannedRow, drafts_in, planned_rows, rows_in
from engine.run.drafts import drafts_by_number
from engine.values.reason import reason_data

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class PlannedRun:
    """What a run was to do: `head` is what its manifest begins with; tasks, as JSON, and rows are read each time.

    `ids` returns those of all tasks, which say whether their result is a `draft`; `texts` gives each as its id and the text of
    its JSON. `files` says where the files lay that requests are made from, by digest, as the plan was told of them; nothing where
    that was not kept.
    """

    head: Mapping[str, Any]
    ids: Callable[[], Sequence[str]]
    texts: Callable[[], Iterator[tuple[str, str]]]
    rows: Callable[[], Iterator[PlannedRow]]
    files: Mapping[str, str] = field(default_factory=dict)

    def tasks(self) -> Iterator[dict[str, Any]]:
        """Go through all tasks as JSON."""
        return (json.loads(text) for _, text in self.texts())

    @classmethod
    def of_tables(
        cls, head: Mapping[str, Any], tasks: TaskTable, rows: RowTable, files: Mapping[str, str] | None = None
    ) -> "PlannedRun":  # fmt: skip
        """Return it of the tables of its plan."""
        realm = str(head["realm"])
        return cls(
            head,
            tasks.ids,
            lambda: task_texts(tasks, realm),
            lambda: planned_rows(rows, tasks, realm),
            files or {},
        )

    @classmethod
    def of_json(cls, planned: Mapping[str, Any]) -> "PlannedRun":
        """Return it of the JSON that versions before kept."""
        head = {name: value for name, value in planned.items() if name not in ("tasks", "rows")}
        return cls(
            head,
            lambda: [task["id"] for task in planned["tasks"]],
            lambda: _texts_in(planned),
            lambda: rows_in(planned),
        )


def task_texts(tasks: TaskTable, realm: str) -> Iterator[tuple[str, str]]:
    """Go through tasks as they were decided, each as its id and the text of its JSON."""
    drafts = drafts_by_number(tasks.graph(), realm)
    shared: dict[int, str] = {}
    for one, draft in zip(tasks.written(), drafts, strict=True):
        about, kind = one.outline, one.outline.kind
        same = shared.get(id(kind))
        if same is None:
            data = {"step": kind.step, "model": kind.model, "estimate": estimate_data(kind.estimate)}
            same = shared[id(kind)] = json.dumps(data, ensure_ascii=False)[1:-1]
        parts = {"action": about.action.value, "reason": reason_data(about.reason), "needs": list(one.needs)}
        own = _ENCODER.encode({**parts, "fingerprint": about.fingerprint or None, "draft": bool(draft)})
        asked = f'"request": {one.request or "null"}, "asked": {one.asked or "null"}'
        yield about.id, f'{{"id": {_ENCODER.encode(about.id)}, {same}, {own[1:-1]}, {asked}}}'


def _texts_in(planned: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    drafts = drafts_in(planned)
    for task in planned["tasks"]:
        yield task["id"], json.dumps({**task, "draft": task["id"] in drafts}, ensure_ascii=False)
