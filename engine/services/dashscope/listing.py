"""The service's list of jobs: complete and well-formed, or not believed at all (pure).

An empty list that only looks empty would be read as "no such job" and paid for twice; so every foreign shape is an
error. Shape: https://help.aliyun.com/zh/model-studio/manage-asynchronous-tasks
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from engine.run.service import JobState, ListedJob
from engine.services.dashscope.wire_values import MalformedError, id_of

_MOST_PAGES: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: `total` jobs on `pages` pages, as this page says."""

    number: int
    pages: int
    total: int
    jobs: tuple[ListedJob, ...]


def page_of(data: Mapping[str, Any], number: int) -> Page:
    """Read page `number` (from 1); raises MalformedError for any other shape than the documented one."""
    items = data.get("data")
    if not isinstance(items, list):
        raise MalformedError("`data` is no list")
    pages, total, said = (_count(data, name) for name in ("total_page", "total", "page_no"))
    if said != number:
        raise MalformedError(f"page {number} was asked for, page {said} came")
    if pages > _MOST_PAGES:
        raise MalformedError(f"{pages} pages")
    if (total == 0) is not (len(items) == 0 and number == 1):
        raise MalformedError(f"page {number} holds {len(items)} jobs of {total}")
    return Page(number=number, pages=pages, total=total, jobs=tuple(_job(item) for item in items))


def whole(pages: Sequence[Page]) -> tuple[ListedJob, ...]:
    """Return the jobs of all pages; raises MalformedError unless they are one list, each job once."""
    first = pages[0]
    if any((page.total, page.pages) != (first.total, first.pages) for page in pages):
        raise MalformedError("the list changed while its pages were read")
    jobs = [job for page in pages for job in page.jobs]
    if len(jobs) != first.total or len({job.job for job in jobs}) != first.total:
        raise MalformedError(f"{len({job.job for job in jobs})} different jobs came of {first.total}")
    return tuple(jobs)


def _job(item: Any) -> ListedJob:
    if not isinstance(item, dict):
        raise MalformedError("an item of `data` is no object")
    job, state, created = id_of(item.get("task_id")), item.get("status"), item.get("gmt_create")
    if job is None:
        raise MalformedError("an item of `data` has no task id")
    if not isinstance(state, str) or state not in JobState.__members__:
        raise MalformedError(f"job {job} has no known status")
    if isinstance(created, bool) or not isinstance(created, int | Decimal) or not 0 < created < 10**14:
        raise MalformedError(f"job {job} has no time of creation")
    model = id_of(item.get("model_name"))
    if model is None:
        raise MalformedError(f"job {job} has no model")
    return ListedJob(
        job=job,
        state=JobState(state),
        model=model,
        created=float(created) / 1000,
        request_id=_label(item, "request_id"),
        key_id=_label(item, "api_key_id"),
        account=_label(item, "caller_parent_id"),
    )


def _label(item: Mapping[str, Any], name: str) -> str:
    """Return an identifier that may be absent (""), given as text or number; raises MalformedError for another type."""
    value = item.get(name)
    if value is None or value == "":
        return ""
    text = id_of(str(value) if isinstance(value, int) and not isinstance(value, bool) else value)
    if text is None:
        raise MalformedError(f"`{name}` of a job is no identifier")
    return text


def _count(data: Mapping[str, Any], name: str) -> int:
    value = data.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 10**9:
        raise MalformedError(f"`{name}` is no count")
    return value
