"""The asked form, the seed and the fingerprint: what makes two requests the same request.

The asked form is compared and digested, never sent. It writes documented defaults out, names media by what they are and upstream
results by what they were asked for. Order, comments, names, limits, region and account do not count.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.catalog import Model, Parameter, Role
from engine.plan.media import media_in
from engine.values.canonical import canonical, digest_of, written
from engine.values.media import DataSource, FileSource, Media, TaskSource, UrlSource

KEY_VERSION = 1
SEED_BITS = 31


@dataclass(frozen=True, slots=True)
class Identity:
    """What a task is called by those that read its output: with its realm, and free of it."""

    fingerprint: str
    free: str


@dataclass(frozen=True, slots=True)
class AskedForm:
    """The asked form of a task, its seed and its identity.

    A model without a parameter for it has no seed. `reusable` is False when a medium is a URL of which nothing tells one
    version from the next.
    """

    form: Mapping[str, Any]
    seed: int | None
    identity: Identity
    reusable: bool


def asked_of(
    model: Model, arguments: Mapping[str, object], *, realm: str, upstream: Mapping[str, Identity], take: int = 1
) -> AskedForm:
    """Work out the asked form of a request; `upstream` holds the identities of the tasks before, by task id."""
    free = _form(model, arguments, upstream, free=True)
    seeded = _seeded(model.with_role(Role.SEED), arguments, free, take)
    own = _form(model, arguments, upstream, free=False)
    form = {"key": KEY_VERSION, "realm": realm, **own, **seeded}
    free_id = digest_of(written({**free, **seeded}))
    identity = Identity(fingerprint=digest_of(written(form)), free=free_id)
    media = [item for value in arguments.values() for item in media_in(value)]
    return AskedForm(form, next(iter(seeded.values()), None), identity, all(versioned(item) for item in media))


def _form(
    model: Model, arguments: Mapping[str, object], upstream: Mapping[str, Identity], *, free: bool
) -> dict[str, Any]:
    """Return a form in canonical values, as the catalog's defaults are."""
    form: dict[str, Any] = {"model": model.name}
    for name, parameter in model.parameters.items():
        if Role.SEED in parameter.roles:
            continue
        value = arguments.get(name)
        if parameter.media is not None:
            named = media_names(media_in(value), upstream, free=free)
            if named:
                form[name] = named
        elif _counts(parameter, value):
            form[name] = canonical(value)
        elif parameter.default is not None and parameter.since is None:
            form[name] = parameter.default
    return form


def _counts(parameter: Parameter, value: object) -> bool:
    """Tell whether a value that is given is asked for; what came after its model counts only where it changes something."""
    if value is None or value == "":
        return False
    return parameter.since is None or value != parameter.default


def _seeded(
    parameter: Parameter | None, arguments: Mapping[str, object], free: Mapping[str, Any], take: int
) -> dict[str, int]:
    """Return the seed under its name: the one given, else the one that the request itself gives."""
    if parameter is None:
        return {}
    given = arguments.get(parameter.name)
    return {parameter.name: given if isinstance(given, int) else _seed(free, take)}


def media_names(media: Iterable[Media], upstream: Mapping[str, Identity], *, free: bool) -> list[dict[str, str]]:
    """Return what media are called in an asked form; tasks are named by what they were asked for, `free` of realm or not."""
    return [_name_of(item, upstream, free=free) for item in media]


def _name_of(media: Media, upstream: Mapping[str, Identity], *, free: bool) -> dict[str, str]:
    match media.source:
        case FileSource(digest=digest) | DataSource(digest=digest):
            return {"sha256": digest}
        case UrlSource(identity=identity, version=version):
            if version is not None and version.startswith("sha256:"):
                return {"sha256": version.removeprefix("sha256:")}
            return {"url": identity, "version": version or ""}
        case TaskSource(task=task, output=output):
            known = upstream[task]
            return {"upstream": known.free if free else known.fingerprint, "output": output}


def versioned(media: Media) -> bool:
    """Say whether something tells one version of a medium from the next."""
    return not (isinstance(media.source, UrlSource) and media.source.version is None)


def _seed(form: Mapping[str, Any], take: int) -> int:
    """The first 31 bits of the digest of the realm-free form and the take: the same for a draft and for the real edit."""
    digest = digest_of(written({"form": form, "take": take}))
    return int(digest[:8], 16) >> (32 - SEED_BITS)
