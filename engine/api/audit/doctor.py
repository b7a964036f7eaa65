"""The doctor: whether everything that a run needs is there, asked for one by one; nothing is submitted, nothing is billed."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Final

from anyio import to_thread

from engine.api.audit.machine import examine_machine
from engine.api.context import Context
from engine.api.endpoint import Endpoint, choose_endpoint, embedded_options
from engine.api.runs.line import client_of, key_of
from engine.api.runs.wiring import ACCOUNT
from engine.catalog.rates import Allowance
from engine.errors import OperatorError, must_name
from engine.net.address import Address
from engine.net.network import DIRECT, Network
from engine.report.audit.doctor import Examined, Fitness, Health
from engine.run.service import ListAnswer, ListedJobs, Refusal, Throttled, Unreachable
from engine.services.dashscope.client import DashScope
from engine.services.dashscope.client_http import TimeLimits
from engine.services.dashscope.secret import Secret
from engine.services.embedded import KEY, Embedded
from engine.store.sqlite.account import known_jobs
from engine.values.hints import listed
from engine.values.reason import Argument, Reason

SECONDS_OFF: Final = 60
"""So far the clock may be off before anybody is told; answers are dated to the second, and take a moment."""
LIMITS: Final = TimeLimits(connect=5.0, read=10.0, request=15.0)
Args = Mapping[str, Argument]
_OK, _WARNING, _FAILED = Fitness.OK, Fitness.WARNING, Fitness.FAILED


async def examine(context: Context, service: str | None) -> Health:
    """Look at this machine and at a service, the project's own if none is named; raises AuthorError for one that there is not.

    What is wrong is told and never raised. The embedded service is started, if nobody serves it.
    """
    checks = list(await to_thread.run_sync(lambda: list(examine_machine(context, ACCOUNT))))
    if service is not None:
        must_name(service)
    name = service or context.settings.service or context.catalog.default_service
    try:
        endpoint = await to_thread.run_sync(choose_endpoint, context, name)
    except OperatorError as error:
        return Health(name, (*checks, Examined.of_error("service", error)))
    checks += [_service(endpoint), _network(endpoint, context)]
    try:
        key = Secret(KEY) if endpoint.embedded else await to_thread.run_sync(key_of, endpoint, context)
    except OperatorError as error:
        return Health(name, (*checks, Examined.of_error("key", error), *_limits(context)))
    checks.append(_key(endpoint, key))
    try:
        async with _client(endpoint, context, key) as client:
            checks += [one async for one in _answers(client, endpoint, context)]
    except OperatorError as error:
        checks.append(Examined.of_error("reach", error))
    return Health(name, (*checks, *_limits(context)))


def _service(endpoint: Endpoint) -> Examined:
    region = endpoint.profile.region
    if endpoint.embedded:
        found, verdict = ("overlooked", _WARNING) if endpoint.overlooked else ("inside", _OK)
        return Examined(name="service", verdict=verdict, found=found, args={"region": region})
    return Examined(name="service", verdict=_OK, found="at", args={"region": region, "url": endpoint.base_url or ""})


def _network(endpoint: Endpoint, context: Context) -> Examined:
    if endpoint.base_url is None:
        return Examined(name="network", verdict=_OK, found="on-this-machine")
    network = Network.of(context.settings)
    try:
        route = network.route(Address.of(endpoint.base_url))
    except OperatorError as error:
        return Examined.of_error("network", error)
    proxy = route.tunnel.address if route.tunnel is not None else route.to
    found = "proxied" if route.proxied else "direct"
    bundle = f"{found}-bundle" if network.ca_bundle is not None else found
    args = {"proxy": f"{proxy.scheme}://{proxy.host}:{proxy.port}", "path": str(network.ca_bundle or "")}
    return Examined(name="network", verdict=_OK, found=bundle, args=args)


def _key(endpoint: Endpoint, key: Secret) -> Examined:
    if endpoint.embedded:
        return Examined(name="key", verdict=_OK, found="key-unneeded")
    return Examined(name="key", verdict=_OK, found="key-there", args={"mark": key.mark()})


@asynccontextmanager
async def _client(endpoint: Endpoint, context: Context, key: Secret) -> AsyncIterator[DashScope]:
    """Give a client of the service; raises OperatorError where the embedded one can't be started."""
    if endpoint.base_url is not None:
        async with client_of(endpoint, key, context, endpoint.base_url, Network.of(context.settings), LIMITS) as client:
            yield client
        return
    embedded = Embedded(context.settings.home / "emulator", embedded_options(context))
    try:
        address = await embedded.reach()
        async with client_of(endpoint, key, context, address.base_url, DIRECT, LIMITS) as client:
            yield client
    finally:
        await embedded.aclose()


async def _answers(client: DashScope, endpoint: Endpoint, context: Context) -> AsyncIterator[Examined]:
    """Ask for the list of jobs, which costs nothing, and go by what the answer tells."""
    answer = await client.list_jobs()
    at = context.clock.now()
    if isinstance(answer, Unreachable) and not answer.answered:
        yield _told("reach", _FAILED, "unreached", answer.reason, "mend-network")
        for name in ("accepted", "clock", "storage", "dedicated"):
            yield Examined(name=name, verdict=_WARNING, found="untold")
        return
    yield Examined(name="reach", verdict=_OK, found="reached")
    yield _accepted(answer)
    yield _clock(client.server_time(), at)
    yield await _storage(client, context)
    if isinstance(answer, ListedJobs):
        yield await to_thread.run_sync(_dedicated, answer, endpoint, context)
    else:
        yield Examined(name="dedicated", verdict=_WARNING, found="untold")


def _accepted(answer: ListAnswer) -> Examined:
    match answer:
        case ListedJobs():
            return Examined(name="accepted", verdict=_OK, found="key-accepted")
        case Throttled():
            return Examined(name="accepted", verdict=_WARNING, found="list-busy", cure="later")
        case Unreachable(code=code) if code:
            refused: Args = {"code": code, "why": answer.reason}
            return Examined(name="accepted", verdict=_FAILED, found="key-refused", args=refused, cure="other-key")
        case Unreachable():
            return _told("accepted", _FAILED, "list-odd", answer.reason, "later")


def _clock(told: float | None, at: float) -> Examined:
    """Hold our clock against the service's."""
    if told is None:
        return Examined(name="clock", verdict=_WARNING, found="clock-untold")
    seconds = round(at - told)
    if abs(seconds) <= SECONDS_OFF:
        return Examined(name="clock", verdict=_OK, found="clock-equal", args={"seconds": abs(seconds) + 1})
    found = "clock-ahead" if seconds > 0 else "clock-behind"
    return Examined(name="clock", verdict=_WARNING, found=found, args={"seconds": abs(seconds)}, cure="set-clock")


async def _storage(client: DashScope, context: Context) -> Examined:
    """Ask which storage takes uploads, and whether it answers; nothing is uploaded."""
    model = next(iter(context.catalog.models.values()))
    url = await client.storage_host(model=next(iter(model.sent_names.values())))
    match url:
        case str():
            host = Address.of(url).host
            away = await client.knock(url)
            if away is None:
                return Examined(name="storage", verdict=_OK, found="storage-reached", args={"host": host})
            args: Args = {"host": host, "why": away.reason}
            return Examined(name="storage", verdict=_FAILED, found="storage-away", args=args, cure="open-storage")
        case Throttled():
            return Examined(name="storage", verdict=_WARNING, found="list-busy", cure="later")
        case Refusal():
            return Examined(
                name="storage", verdict=_FAILED, found="storage-refused", args={"why": f"{url.code} {url.message}"}
            )
        case Unreachable():
            return _told("storage", _FAILED, "storage-refused", url.reason, "later")


def _dedicated(answer: ListedJobs, endpoint: Endpoint, context: Context) -> Examined:
    """Say whether the list shows jobs of this key that no project of this user has sent."""
    if endpoint.embedded:
        return Examined(name="dedicated", verdict=_OK, found="own-service")
    folder = context.settings.user_state or context.settings.home / "emulator"
    known = known_jobs(folder / ACCOUNT, endpoint.terms.realm)
    ours = {job.key_id for job in answer.jobs if job.job in known}
    strange = [job.job for job in answer.jobs if job.job not in known and (not ours or job.key_id in ours)]
    args: Args = {"count": len(strange), "jobs": listed(strange[:5])}
    if strange:
        found = "not-dedicated" if ours else "perhaps-shared"
        return Examined(name="dedicated", verdict=_WARNING, found=found, args=args, cure="own-key")
    if not ours:
        return Examined(name="dedicated", verdict=_OK, found="dedicated-unseen", cure="own-key")
    count = sum(job.job in known for job in answer.jobs)
    return Examined(name="dedicated", verdict=_OK, found="dedicated", args={"count": count})


def _limits(context: Context) -> list[Examined]:
    groups = {model.rates.group: model.rates for model in context.catalog.models.values()}
    return [
        Examined(
            name="limits",
            verdict=_OK,
            found="limit",
            args={
                "group": group,
                "running": rates.running,
                "submits": _often(rates.submits),
                "queries": _often(rates.queries),
            },
        )
        for group, rates in groups.items()
    ]


def _often(allowance: Allowance) -> str:
    return f"{allowance.count}/s" if allowance.per_s == 1 else f"{allowance.count}/{allowance.per_s} s"


def _told(name: str, verdict: Fitness, found: str, why: Reason, cure: str) -> Examined:
    return Examined(name=name, verdict=verdict, found=found, args={"why": why}, cure=cure)
