"""Queries: get, list and cancel, as the service answers them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from engine.emulator.http import answers
from engine.emulator.jobs.dispatcher import Dispatcher
from engine.emulator.objects.signing import Signer
from engine.emulator.rules.clock import BEIJING
from engine.emulator.rules.digits import whole
from engine.emulator.rules.model import Model
from engine.emulator.rules.refusal import NOT_PENDING, Refused, invalid
from engine.emulator.state.job import Job
from engine.emulator.state.record import FILTERS, Period
from engine.emulator.state.site import Site
from engine.emulator.state.states import HOUR_MS, KEPT_HOURS, Event, State, link_hours, shown

_DAY_MS = 24 * HOUR_MS
_MOST_A_PAGE = 100
_MOST = 999_999


class Queries:
    """Reads the record; `renderer` is what is told of drafts, None for nothing."""

    def __init__(self, site: Site, dispatcher: Dispatcher, signer: Signer, *, renderer: str | None) -> None:
        self._site = site
        self._dispatcher = dispatcher
        self._signer = signer
        self._renderer = renderer

    def job(self, id: str, account: str) -> Job | None:
        """Return a job as a query shows it, or None where the answer is UNKNOWN, as for another account's."""
        job = self._site.record.job(id)
        if job is None or job.account != account:
            return None
        now_ms = self._site.clock.now_ms()
        state = shown(job.state, known_ms=job.known_ms, ended_ms=job.ended_ms, now_ms=now_ms, kept_hours=KEPT_HOURS)
        return None if state is State.UNKNOWN else replace(job, state=state)

    def poll(self, id: str, account: str, request_id: str, origin: str) -> dict[str, Any]:
        """Tell of a job; a link to its result begins with `origin`."""
        job = self.job(id, account)
        if job is None:
            return answers.unknown(id, request_id)
        model = self._site.models[job.entry]
        return answers.polled(
            job, model, request_id, link=self._link(job, model, origin), progress=self._dispatcher.progress(id),
            renderer=self._renderer,
        )  # fmt: skip

    def _link(self, job: Job, model: Model, origin: str) -> str | None:
        if job.outcome.result is None or job.ended_ms is None:
            return None
        hours = link_hours(model.hours)
        expires = job.ended_ms // 1000 + hours * 3600
        return origin + self._signer.link(f"/results/{job.outcome.result}", expires)

    def list_page(self, query: Mapping[str, str], account: str, request_id: str) -> dict[str, Any]:
        """Return a page of the list; raises Refused for a window that is too wide or a number that is none."""
        now_ms = self._site.clock.now_ms()
        start_ms, end_ms = _window(query, now_ms)
        size, number = min(_count(query, "page_size", 10), _MOST_A_PAGE), _count(query, "page_no", 1)
        forgotten_ms = now_ms - KEPT_HOURS * HOUR_MS
        period = Period(account=account, start_ms=start_ms, end_ms=end_ms, now_ms=now_ms, forgotten_ms=forgotten_ms)
        filters = {name: query[name] for name in FILTERS if query.get(name)}
        total, jobs = self._site.record.listed(period, filters, size=size, skipped=(number - 1) * size)
        return answers.page(jobs, request_id, total=total, number=number, size=size)

    def cancel(self, id: str, account: str, request_id: str) -> dict[str, Any]:
        """Cancel a job that waits; raises Refused for any other."""
        job = self._site.record.job(id)
        if (
            job is None
            or job.account != account
            or not self._site.record.move(id, Event.CANCEL, self._site.clock.now_ms())
        ):
            raise Refused(NOT_PENDING)
        self._dispatcher.fill()
        return {"request_id": request_id}


def _window(query: Mapping[str, str], now_ms: int) -> tuple[int, int]:
    start, end = (_moment(query.get(name), name) for name in ("start_time", "end_time"))
    if start is None and end is None:
        return now_ms - _DAY_MS, now_ms
    start_ms = start if start is not None else (end or 0) - _DAY_MS
    end_ms = end if end is not None else start_ms + _DAY_MS
    if not 0 <= end_ms - start_ms <= _DAY_MS:
        raise invalid("The time range between start_time and end_time must be within 24 hours.")
    return start_ms, end_ms


def _moment(text: str | None, name: str) -> int | None:
    if not text:
        return None
    try:
        return int(datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=BEIJING).timestamp()) * 1000
    except ValueError:
        raise invalid(f"Input should be a valid time of the form YYYYMMDDhhmmss: {name}") from None


def _count(query: Mapping[str, str], name: str, default: int) -> int:
    number = whole(query.get(name) or str(default), 1, _MOST)
    if number is None:
        raise invalid(f"Input should be a valid positive integer: {name}")
    return number
