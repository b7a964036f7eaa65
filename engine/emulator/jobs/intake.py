"""Intake: from the bytes of a request to an accepted job, or to the service's refusal."""

import hashlib
import uuid
from collections.abc import Mapping
from typing import Any

from engine.emulator.jobs.dispatcher import Dispatcher, Lane, lane_of
from engine.emulator.rules.accounts import Caller
from engine.emulator.rules.model import Model
from engine.emulator.rules.modes import model_of_body
from engine.emulator.rules.rates import Window
from engine.emulator.rules.refusal import NOT_ASYNC, THROTTLED, Refused
from engine.emulator.rules.scenario import Rule
from engine.emulator.rules.validation import Order, order_of, read_body
from engine.emulator.state.job import Job
from engine.emulator.state.site import Site
from engine.emulator.state.states import State


class Intake:
    """Checks in the order of the service: kind of call, model, rates, body; then makes the job durable."""

    def __init__(self, site: Site, dispatcher: Dispatcher) -> None:
        self._site = site
        self._dispatcher = dispatcher
        self._windows: dict[Lane, Window] = {}

    def accept(
        self, raw: bytes, caller: Caller, *, request_id: str, asynchronous: bool, resolves_oss: bool, rule: Rule | None
    ) -> Job:
        """Make a job of a request; raises Refused."""
        body, model = self._read(raw, caller, asynchronous=asynchronous)
        if not self._window(model, caller).allows(self._site.clock.now()):
            raise Refused(THROTTLED)
        order = order_of(body, model, resolves_oss=resolves_oss)
        if self._is_full(model, caller):
            raise Refused(THROTTLED)
        job = self._job(raw, order, caller, request_id, rule)
        self._site.record.accept(job)
        self._dispatcher.fill()
        return job

    def checked(self, raw: bytes, caller: Caller, *, asynchronous: bool, resolves_oss: bool) -> Order:
        """Return what a request asks for, without making a job of it; raises Refused. No rate counts it."""
        body, model = self._read(raw, caller, asynchronous=asynchronous)
        return order_of(body, model, resolves_oss=resolves_oss)

    def _read(self, raw: bytes, caller: Caller, *, asynchronous: bool) -> tuple[Mapping[str, Any], Model]:
        if not asynchronous:
            raise Refused(NOT_ASYNC)
        body = read_body(raw)
        return body, model_of_body(body, self._site.models.values(), caller.region)

    def _window(self, model: Model, caller: Caller) -> Window:
        limits = self._site.limits(model)
        lane = lane_of(model, caller.account, caller.key_id)
        return self._windows.setdefault(lane, Window(limits.submits, limits.submits_within_s))

    def _is_full(self, model: Model, caller: Caller) -> bool:
        queued = self._site.limits(model).queued
        if queued is None:
            return False
        key, names = caller.key_id if model.by_key else None, self._dispatcher.group(model)
        return self._site.record.count(names, State.PENDING, caller.account, key) >= queued

    def _job(self, raw: bytes, order: Order, caller: Caller, request_id: str, rule: Rule | None) -> Job:
        now_ms = self._site.clock.now_ms()
        wait = {rule.fault: round(rule.after_s * 1000)} if rule is not None else {}
        return Job(
            id=str(uuid.uuid4()),
            request_id=request_id,
            model=order.model.sent_names[caller.region],
            entry=order.model.name,
            key_id=caller.key_id,
            account=caller.account,
            region=caller.region,
            body=raw,
            body_sha256=hashlib.sha256(raw).hexdigest(),
            prompt=order.of("prompt"),
            tier=order.tier,
            created_ms=now_ms,
            listed_ms=now_ms + max(wait.get("list-lag", 0), round(self._site.options.list_lag_s * 1000)),
            known_ms=now_ms + wait.get("unknown-first", 0),
            held=State(rule.state) if rule is not None and rule.fault == "hold" else None,
            unknown_fields=order.unknown,
            script=_script(rule),
        )


def _script(rule: Rule | None) -> dict[str, Any]:
    """Return the part of a rule that strikes when the job ends."""
    if rule is not None and rule.fault == "fail":
        return {"fail": {"code": rule.code, "message": rule.message}}
    return {rule.fault: rule.after_s} if rule is not None and rule.fault in {"overrun", "short-clip"} else {}
