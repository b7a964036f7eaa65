"""Resuming: a run that began goes on with the plan that it kept, whatever its files say by now.

Where media lie is taken anew: files from where they were, addresses, which may be signed, from inputs and table. What is no
longer found, or no longer what it was, holds its tasks; nothing is planned again.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from engine.api.asked import Asked, selection_in
from engine.api.campaign import read_campaign, rows_to_read
from engine.api.context import Context
from engine.api.endpoint import Endpoint, choose_endpoint
from engine.api.inputs import read_inputs
from engine.api.planning import standing
from engine.api.project import Project
from engine.api.reading import read
from engine.api.ready import Ready
from engine.api.row_reader import RowReader
from engine.api.runs.cap import chosen_cap
from engine.api.runs.kept_run import KeptRun, kept_plan
from engine.api.runs.order import Order, PreparedRun
from engine.errors import AuthorError, EngineError
from engine.plan import Plan, RequestTask
from engine.plan.kept.lines import Places
from engine.recipe import Recipe, named_media
from engine.run import events as e
from engine.sources.addresses import AddressBook, Identities
from engine.sources.kinds import looks_like_campaign
from engine.sources.recipes import read_file
from engine.store.files.durable import digest_of_file
from engine.store.sqlite.caches.media import MediaCache
from engine.values.failure_limit import FailureLimit
from engine.values.media import FileSource, MediaSource, UrlSource
from engine.values.money import Money
from engine.values.reason import Reason, because


def endpoint_of(context: Context, kept: KeptRun) -> Endpoint:
    """Return the service of a run; raises AuthorError `resume-realm` where its results would be another's by now."""
    endpoint = choose_endpoint(context, kept.head["service"])
    if endpoint.terms.realm != kept.head["realm"]:
        raise AuthorError("resume-realm", run=kept.run, was=kept.head["realm"], now=endpoint.terms.realm)
    return endpoint


def prepare_again(context: Context, kept: KeptRun, order: Order, endpoint: Endpoint, project: Project) -> PreparedRun:
    """Read the plan of a run again and choose its cap; `order.asked` gives inputs whose addresses are no longer at hand.

    No remote medium is looked at again. Raises AuthorError `plan-not-kept` where its file is gone, and as a run does for its cap.
    """
    source, wishes = kept.head["source"] or {}, kept.wishes
    file = context.settings.project / source.get("file", "")
    asked = replace(order.asked, file=file, some=selection_in(source))
    folder = context.settings.project / source.get("folder", ".")
    files = {digest: _from_here(context, folder, path) for digest, path in wishes["files"].items()}
    places = Places(files=files, addresses=_addresses(context, asked, wishes["addresses"]))
    plan = kept_plan(context, kept, endpoint.terms, project, places)
    ready = replace(standing(_ready(plan, wishes), project), some=asked.some)
    out = Path(_from_here(context, folder, wishes["out"] or str(context.settings.out)))
    shuffle = order.shuffle if order.shuffle is not None else wishes.get("shuffle")
    order = replace(order, asked=asked, out=order.out or out, shuffle=shuffle)
    said = _said(ready)
    kept_cap = order.max_cost or (None if ready.scope.decided else wishes["max_cost"])
    cap = chosen_cap(kept_cap, ready, said, endpoint)
    held = tuple(_held(context, ready))
    failures = ready.max_failures or context.settings.max_failures
    return PreparedRun(
        order=order, endpoint=endpoint, ready=ready, cap=cap, said=said, max_failures=failures, held=held
    )


def _said(ready: Ready) -> Money | None:
    """What the files said when the newest run of the same began: a run that is resumed reads them no more."""
    said = ready.scope.said
    return Money(said, ready.plan.totals.saved.currency) if said is not None else None


def _from_here(context: Context, folder: Path, path: str) -> str:
    """Return a path that was written in a folder as it is found from the working folder."""
    return path if folder.resolve() == context.cwd.resolve() else str(folder / path)


def _ready(plan: Plan, wishes: Mapping[str, Any]) -> Ready:
    failures = wishes["max_failures"]
    return Ready(
        plan=plan,
        warnings=(),
        max_running=wishes["max_running"],
        max_failures=FailureLimit.parse(failures) if failures is not None else None,
        period=wishes["period"],
    )


def _addresses(
    context: Context, asked: Asked, known: Collection[tuple[str, str | None, bool]]
) -> dict[tuple[str, str | None], str]:
    """Return the addresses of media by identity and version; those that are more than their identity as they are named now."""
    plain = {(identity, version): identity for identity, version, is_whole in known if is_whole}
    wanted = [(identity, version) for identity, version, is_whole in known if not is_whole]
    if not wanted:
        return plain
    book = AddressBook(Identities(context.catalog.signature_parameters), wanted)
    with suppress(EngineError):  # a table or a recipe that is gone or wrong by now names nothing
        _look_through(context, asked, book)
    return plain | book.found


def _look_through(context: Context, asked: Asked, book: AddressBook) -> None:
    """Let the book hear every medium that inputs, table and recipe name."""
    data = read_file(context.located(asked.file))
    if looks_like_campaign(data):
        opened = read_campaign(context, asked.file, data)
        if opened.campaign is not None and opened.recipe is not None:
            reader = _reader(context, opened.recipe, opened.recipe_path, book)
            for row in rows_to_read(context, opened.campaign, opened.recipe):
                reader.read(row.given)
        return
    recipe = read(context, asked.file, data).recipe
    if recipe is not None:
        given = read_inputs(context, asked.arguments, asked.inputs_file, asked.values).by_name
        reader = _reader(context, recipe, asked.file, book)
        reader.read({name: one for name, one in given.items() if reader.knows(name)})


def _reader(context: Context, recipe: Recipe, path: Path, book: AddressBook) -> RowReader:
    return RowReader(recipe.declared, named_media(recipe), book, context.cwd, path.parent)


def _held(context: Context, ready: Ready) -> Iterator[e.Held]:
    """Hold each task that would be sent and reads a medium that is no longer found, or that has other bytes by now."""
    with MediaCache(context.settings.home) as cache:
        known: dict[MediaSource, Reason | None] = {}
        for number in ready.plan.tasks.graph().running():
            task = ready.plan.tasks[number]
            assert isinstance(task, RequestTask), "it runs"
            if task.id in ready.opened:
                continue
            for use in task.request.media:
                source = use.media.source
                if source not in known:
                    known[source] = _lost(source, cache)
                why = known[source]
                if why is not None:
                    yield e.Held(task=task.id, cause="waiting", why=e.Cause.of(why))
                    break


def _lost(source: MediaSource, cache: MediaCache) -> Reason | None:
    """Return why a medium can't be sent as it was planned, None if it can as far as is known here."""
    match source:
        case UrlSource(url="", identity=identity):
            return because("media-address-gone", address=identity)
        case FileSource(digest=digest, path=path):
            return None if _is_same(Path(path), digest, cache) else because("media-file-changed", path=path)
        case _:
            return None


def _is_same(path: Path, digest: str, cache: MediaCache) -> bool:
    """Tell whether a file has the bytes that it had."""
    try:
        known = cache.known(path, path.stat())
        source = known.source if known is not None else None
        return (source.digest if isinstance(source, FileSource) else digest_of_file(path)) == digest
    except OSError:
        return False
