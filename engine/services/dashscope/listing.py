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
from engine.values.reason import because

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
        raise MalformedError(because("list-data"))
    pages, total, said = (_count(data, name) for name in ("total_page", "total", "page_no"))
    if said != number:
        raise MalformedError(because("list-other-page", asked=number, came=str(said)))
    if pages > _MOST_PAGES:
        raise MalformedError(because("list-pages", pages=str(pages)))
    if (total == 0) is not (len(items) == 0 and number == 1):
        raise MalformedError(because("list-page", page=number, jobs=len(items), total=str(total)))
    return Page(number=number, pages=pages, total=total, jobs=tuple(_job(item) for item in items))


def whole(pages: Sequence[Page]) -> tuple[ListedJob, ...]:
    """Return the jobs of all pages; raises MalformedError unless they are one list, each job once."""
    first = pages[0]
    if any((page.total, page.pages) != (first.total, first.pages) for page in pages):
        raise MalformedError(because("list-changed"))
    jobs = [job for page in pages for job in page.jobs]
    if len(jobs) != first.total or len({job.job for job in jobs}) != first.total:
        raise MalformedError(because("list-jobs", jobs=len({job.job for job in jobs}), total=str(first.total)))
    return tuple(jobs)


def _job(item: Any) -> ListedJob:
    if not isinstance(item, dict):
        raise MalformedError(because("list-item"))
    job, state, created = id_of(item.get("task_id")), item.get("status"), item.get("gmt_create")
    if job is None:
        raise MalformedError(because("list-no-id"))
    if not isinstance(state, str) or state not in JobState.__members__:
        raise MalformedError(because("list-job", job=job, lacks="status"))
    if isinstance(created, bool) or not isinstance(created, int | Decimal) or not 0 < created < 10**14:
        raise MalformedError(because("list-job", job=job, lacks="gmt_create"))
    model = id_of(item.get("model_name"))
    if model is None:
        raise MalformedError(because("list-job", job=job, lacks="model"))
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
        raise MalformedError(because("list-identifier", name=name))
    return text


def _count(data: Mapping[str, Any], name: str) -> int:
    value = data.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 10**9:
        raise MalformedError(because("list-count", name=name))
    return value
