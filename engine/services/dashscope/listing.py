"""The service's list of jobs: whole and well-formed, or not believed at all (pure).

An empty list that only looks empty would be read as "no such job" and paid for twice; so every foreign shape is no answer.
Shape: https://help.aliyun.com/zh/model-studio/manage-asynchronous-tasks
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from engine.run.service import JobState, ListedJob, ListedJobs, RunningJobs, Throttled, Unreachable
from engine.services.dashscope.wire import query_refused
from engine.services.dashscope.wire_values import MalformedError, id_of, json_object
from engine.values.reason import Reason, because

_MOST_AGAIN: Final = 3
_PAGE_SIZE: Final = 10  # the documented default; the largest allowed is nowhere said
_LARGE_PAGE: Final = 100
_MOST_PAGES: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: `total` jobs on `pages` pages, as this page says."""

    number: int
    pages: int
    total: int
    jobs: tuple[ListedJob, ...]


def query_of(number: int, model: str | None) -> dict[str, str | int]:
    """Return what is asked for page `number` (from 1) of the jobs of one model, or of all."""
    return {"page_no": number, "page_size": _PAGE_SIZE} | ({} if model is None else {"model_name": model})


def running_query(number: int) -> dict[str, str | int]:
    """Return what is asked for page `number` (from 1) of the jobs that run; a service may give smaller pages, and all jobs."""
    return {"page_no": number, "page_size": _LARGE_PAGE, "status": JobState.RUNNING.value}


def running(pages: Sequence[Page]) -> RunningJobs:
    """Return what pages of the list of running jobs tell, each job once, as it was read last."""
    jobs = {job.job: job for page in pages for job in page.jobs}
    full = max((len(page.jobs) for page in pages if page.number < page.pages), default=0)
    return RunningJobs(tuple(jobs.values()), pages=len(pages), page=full)


def page_answer(number: int, status: int, headers: Mapping[str, str], body: bytes) -> Page | Throttled | Unreachable:
    """Tell what an answer to the question for page `number` says; one of another shape is Unreachable."""
    data = json_object(body)
    if status != 200 or data is None or data.get("code"):
        return query_refused(status, headers, data)
    try:
        return page_of(data, number)
    except MalformedError as error:
        return _unread(error.reason)


def page_of(data: Mapping[str, Any], number: int) -> Page:
    """Read page `number` (from 1); raises MalformedError for any other shape than the documented one.

    A page is empty only where nothing is left for it: in an empty list, or behind the end of one that became shorter.
    """
    items = data.get("data")
    if not isinstance(items, list):
        raise MalformedError(because("list-data"))
    pages, total, said = (_count(data, name) for name in ("total_page", "total", "page_no"))
    if said != number:
        raise MalformedError(because("list-other-page", asked=number, came=str(said)))
    if pages > _MOST_PAGES:
        raise MalformedError(because("list-pages", pages=str(pages)))
    if (len(items) == 0) is not (total == 0 or number > pages) or len(items) > total:
        raise MalformedError(because("list-page", page=number, jobs=len(items), total=str(total)))
    return Page(number=number, pages=pages, total=total, jobs=tuple(_job(item) for item in items))


def goes_on(pages: Sequence[Page]) -> bool:
    """Say whether another page is to be read: the list may grow meanwhile, but one that shrinks is read no further."""
    return not pages or (len(pages) < pages[-1].pages and pages[-1].total >= pages[0].total)


def whole(pages: Sequence[Page], again: int) -> ListedJobs | Unreachable | None:
    """Return the jobs of all pages, each as the last page that has it shows it; None if the pages must be read once more.

    That is where they may lack a job that was there when the first was read. One that comes meanwhile moves others to a
    later page, where they come twice; one that goes moves others to a page that was read already, and the counts tell.
    `again` is how often they were read once more so far; Unreachable when that was often enough.
    """
    jobs, total = {job.job: job for page in pages for job in page.jobs}, pages[0].total
    shrank = any(page.total < total for page in pages)
    if not shrank and len(jobs) >= total:
        return ListedJobs(tuple(jobs.values()), pages=len(pages) * (again + 1))
    if again < _MOST_AGAIN:
        return None
    return _unread(because("list-changed") if shrank else because("list-jobs", jobs=len(jobs), total=str(total)))


def _unread(why: Reason) -> Unreachable:
    return Unreachable(reason=because("list-invalid", why=why), status=200, answered=True)


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
