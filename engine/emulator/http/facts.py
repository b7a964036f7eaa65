"""Facts: what the emulator tells of itself to whoever draws its page, as plain data."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from engine.emulator.objects.signing import Signer
from engine.emulator.rules.model import Model
from engine.emulator.rules.prices import Price, price_on
from engine.emulator.rules.scenario import Rule, Script
from engine.emulator.state.site import Site
from engine.emulator.state.states import link_hours
from engine.resources import load_json
from engine.values.money import MICRO, Money
from engine.version import __version__

MOST_JOBS: Final = 50
_LONGEST: Final = 300


def facts_of(site: Site, script: Script, signer: Signer, *, origin: str) -> dict[str, Any]:
    """Return what the page shows; times are Unix seconds of the emulator's clock, amounts texts."""
    options, models = site.options, list(site.models.values())
    jobs = site.record.accepted()
    meter = _meter(site, {job["id"]: job for job in jobs})
    return {
        "version": __version__,
        "origin": origin,
        "base_url": origin + "/api/v1",
        "endpoint": models[0].endpoint,
        "model": models[0].sent_names.get(options.region, models[0].name),
        "models": sorted({name for model in models for name in model.sent_names.values()}),
        "renderer": options.renderer,
        "hooks": options.hooks,
        "any_key": not options.accounts,
        "now": site.clock.now(),
        "travelled_s": site.clock.travelled,
        "counts": sorted(Counter(job["state"] for job in jobs).items()),
        "jobs": [_job(site, signer, job, origin) for job in reversed(jobs[-MOST_JOBS:])],
        "meter": meter,
        "sums": _sums(meter),
        "rules": [_rule(rule, times) for rule, times in script.told()],
        "limits": [_limits(site, model) for model in models],
    }


def _job(site: Site, signer: Signer, job: Mapping[str, Any], origin: str) -> dict[str, Any]:
    prompt, message = job["prompt"] or "", job["message"] or ""
    return {
        "id": job["id"],
        "state": job["state"],
        "model": job["model"],
        "created": job["created_ms"] / 1000,
        "prompt": prompt[:_LONGEST] + "…" * (len(prompt) > _LONGEST),
        "code": job["code"],
        "message": message[:_LONGEST],
        "link": _link(site, signer, job, origin) if job["result"] is not None else None,
    }


def _link(site: Site, signer: Signer, job: Mapping[str, Any], origin: str) -> str | None:
    """Return the link to a result, None once it can't be read any more."""
    model = site.models.get(job["entry"])
    hours = link_hours(model.hours if model is not None else None)
    expires = job["ended_ms"] // 1000 + hours * 3600
    return None if expires <= site.clock.now() else origin + signer.link(f"/results/{job['result']}", expires)


def _meter(site: Site, jobs: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the meter's rows added up by account, model, tier and price."""
    seconds: dict[tuple[str, str, str, Decimal | None, str], list[Decimal]] = {}
    for row in site.record.meter():
        job = jobs[row["job"]]
        price = _price(site, job, row["billed_ms"])
        each = price.of(row["tier"]) if price is not None else None
        line = (job["account"], row["model"], row["tier"], each, price.currency if price is not None else "")
        seconds.setdefault(line, []).append(Decimal(row["billed_seconds"]))
    return [
        {
            "account": account,
            "model": model,
            "tier": tier,
            "jobs": len(billed),
            "seconds": f"{sum(billed, Decimal(0)).normalize():f}",
            "money": None if each is None else str(_cost(sum(billed, Decimal(0)), each, currency)),
        }
        for (account, model, tier, each, currency), billed in seconds.items()
    ]


def _price(site: Site, job: Mapping[str, Any], billed_ms: int) -> Price | None:
    own, model = site.options.prices.get(job["entry"]), site.models.get(job["entry"])
    if own is not None or model is None:
        return own
    return price_on(model.prices, job["region"], datetime.fromtimestamp(billed_ms / 1000, UTC).date())


def _cost(seconds: Decimal, each: Decimal, currency: str) -> Money:
    return Money.of_seconds(seconds, int(each * MICRO), currency)


def _sums(meter: list[dict[str, Any]]) -> list[str]:
    sums: dict[str, Money] = {}
    for line in meter:
        if line["money"] is not None:
            money = Money.parse(line["money"])
            sums[money.currency] = sums.get(money.currency, Money.zero(money.currency)) + money
    return [str(money) for money in sums.values()]


def _rule(rule: Rule, times: int) -> dict[str, Any]:
    """Return a rule, whom it meets as it is written, and what it does in each language."""
    said: Mapping[str, Any] = load_json("troubles.json")[rule.name]
    met: dict[str, Any] = {"nth": list(rule.nth), "model": rule.model, "prompt": rule.prompt, "pattern": rule.pattern}
    if rule.probability < 1:
        met["probability"] = rule.probability
    met["times"] = rule.times if rule.times is not None else "always"
    whom = ", ".join(f"{name}: {value}" for name, value in met.items() if value)
    return {"name": rule.name, "whom": f"{rule.on}, {whom}", "struck": times, "en": said["en"], "zh": said["zh"]}


def _limits(site: Site, model: Model) -> dict[str, Any]:
    limits = site.limits(model)
    return {"model": model.name, "limits": [limits.submits, limits.running, limits.queued, limits.queries_per_second]}
