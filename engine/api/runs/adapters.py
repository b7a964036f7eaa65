"""Adapters: what the driver asks of files, tools and prices: what did a result cost, who makes a local file."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from engine.catalog.catalog import Catalog
from engine.errors import AuthorError, DefectError
from engine.net.network import Network
from engine.plan import Plan, RequestTask
from engine.plan.media import is_foretold
from engine.plan.parameters import parameters_of
from engine.plan.price import cost_of
from engine.plan.seconds import counted_seconds, given_seconds
from engine.run.ports import Bill
from engine.run.service import Usage
from engine.services.dashscope.inline import MIME_TYPES, data_url, inlined
from engine.values.canonical import digest_of
from engine.values.media import FileSource, MediaFacts, MediaKind, Span
from engine.values.money import Money
from engine.values.reason import system_words


def bill_of(catalog: Catalog, plan: Plan) -> Callable[[RequestTask, Usage], Bill | None]:
    """Return the plan's price function for what a service says it billed; zero where nothing is billed.

    It returns None for a usage that doesn't tell how many seconds count.
    """

    def bill(task: RequestTask, usage: Usage) -> Bill | None:
        model = catalog.models[task.model]
        row = model.price_on(plan.terms.region, plan.day)
        assert row is not None, "planning refuses a model without a price"
        asked = parameters_of(task.request, model)
        seconds = usage.billed_seconds
        if seconds is None:
            seconds = counted_seconds(model, asked, given=usage.input_seconds, made=usage.output_seconds)
        if seconds is None:
            return None
        cost = (
            cost_of(model, asked, seconds, row, tier=usage.tier or "") if plan.terms.bills else Money.zero(row.currency)
        )
        return Bill(seconds=seconds, cost=cost)

    return bill


def given_to(catalog: Catalog) -> Callable[[RequestTask], Span | None]:
    """Return what says how long the input of a request is, as its service may count it; None if no media of it are counted."""

    def given(task: RequestTask) -> Span | None:
        model = catalog.models[task.model]
        if all(term.of_output for term in model.billing.terms):
            return None
        return given_seconds(model, parameters_of(task.request, model))

    return given


def made_by_tool(task: RequestTask, files: Mapping[str, Path], target: Path) -> MediaFacts:
    """Let the task's tool make its file; `files` are by reference. Raises AuthorError for media that it can't read.

    Of a clip whose length was only foretold, as that of a service's result, a cut takes what is there.
    """
    from engine import media  # noqa: PLC0415 - decoding is loaded only when a tool works

    given, asked = task.request.body["input"], task.request.asked
    sources = [files[use.reference] for use in task.request.media]
    foretold = is_foretold(task.request.media[0].media)
    match task.model:
        case "media/trim" if foretold and "from" in asked:  # a piece of a split
            return media.share(sources[0], target, since=Fraction(asked["from"]), until=Fraction(asked["to"]))
        case "media/trim":
            start, seconds = Decimal(given["start"]), Decimal(given["seconds"])
            return media.trim(sources[0], target, start=start, seconds=seconds, foretold=foretold)
        case "media/join":
            return media.join(sources, target)
        case "media/frame":
            at = given["at"]
            moment = at if at in ("first", "last") else Decimal(at)
            return media.frame(sources[0], target, at=moment, foretold=foretold)
        case _:
            raise DefectError("illegal-transition", state="tool", event=task.model, task=task.id)


def version_of(network: Network, url: str) -> str | None:
    """Ask an address which version it has now, None if that can't be learnt; raises AuthorError if nothing is there any more."""
    from engine.sources.remote.probe import version_now  # noqa: PLC0415 - loaded only when a run sends a URL

    return version_now(url, network)


def inlined_images(task: RequestTask) -> Mapping[str, str]:
    """Read the images that travel inside the request; raises AuthorError `media-changed` if one is not what was planned."""
    files = [
        (use.reference, use.media.source, use.media.facts)
        for use in task.request.media
        if isinstance(use.media.source, FileSource)
        and use.media.kind is MediaKind.IMAGE
        and f"image/{use.media.facts.format}" in MIME_TYPES
    ]
    chosen = inlined([facts.size or 0 for _, _, facts in files])
    urls: dict[str, str] = {}
    for (reference, source, facts), inside in zip(files, chosen, strict=True):
        if inside:
            urls[reference] = data_url(f"image/{facts.format}", _bytes_of(source))
    return urls


def _bytes_of(source: FileSource) -> bytes:
    try:
        data = Path(source.path).read_bytes()
    except OSError as error:
        raise AuthorError("file-unreadable", path=source.path, reason=system_words(error)) from error
    if digest_of(data) != source.digest:
        raise AuthorError("media-changed", path=source.path)
    return data
