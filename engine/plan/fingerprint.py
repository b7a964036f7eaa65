"""The asked form, the seed and the fingerprint: what makes two requests the same request.

The asked form is compared and digested, never sent. A parameter stands in it only where its value, written or taken by the
service of the day, differs from the default with which it entered the catalog: a parameter that is added, or a default that is
written out, changes nothing. Media are named by what they are, upstream results by what they were asked for. Order, comments,
names, limits, region and account do not count.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from engine.catalog import Model, Parameter, Role, Tool
from engine.plan.media import media_in
from engine.values.canonical import canonical, digest_of, written
from engine.values.media import DataSource, FileSource, Media, TaskSource, UrlSource

KEY_VERSION: Final = 2
"""Stands in every asked form. It is raised only if results stored under the one before still answer."""
SEED_BITS: Final = 31
_WHOLE: Final[Mapping[str, str]] = MappingProxyType({})


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
    callee: Model | Tool,
    arguments: Mapping[str, object],
    *,
    realm: str,
    upstream: Mapping[str, Identity],
    take: int = 1,
    stretch: Mapping[str, str] = _WHOLE,
) -> AskedForm:
    """Work out the asked form of a request; `upstream` holds the identities of the tasks before, by task id.

    A piece of a clip is asked for by its `stretch`, which then stands in the place of all seconds.
    """
    free = _form(callee, arguments, upstream, stretch, free=True)
    seeded = _seeded(_seed_of(callee), arguments, free, take)
    own = _form(callee, arguments, upstream, stretch, free=False)
    form = {"key": KEY_VERSION, "realm": realm, **own, **seeded}
    free_id = digest_of(written({**free, **seeded}))
    identity = Identity(fingerprint=digest_of(written(form)), free=free_id)
    media = [item for value in arguments.values() for item in media_in(value)]
    return AskedForm(form, next(iter(seeded.values()), None), identity, all(versioned(item) for item in media))


def _form(
    callee: Model | Tool,
    arguments: Mapping[str, object],
    upstream: Mapping[str, Identity],
    stretch: Mapping[str, str],
    *,
    free: bool,
) -> dict[str, Any]:
    """Return a form in canonical values, as the catalog's defaults are."""
    form: dict[str, Any] = {"tool" if isinstance(callee, Tool) else "model": callee.name, **stretch}
    for name, parameter in callee.parameters.items():
        given = arguments.get(name)
        if parameter.media is not None:
            named = _media_names(media_in(given), upstream, free=free)
            if named:
                form[name] = named
        elif not stretch and Role.SEED not in parameter.roles:
            value = _asked(parameter, parameter.default if given is None or given == "" else given)
            if value != _asked(parameter, parameter.first):
                form[name] = value
    return form


def _asked(parameter: Parameter, value: object) -> Any:
    """Return the one form of a value that may be written in several."""
    return parameter.same.get(value, value) if isinstance(value, str) else canonical(value)


def _seed_of(callee: Model | Tool) -> Parameter | None:
    return callee.with_role(Role.SEED) if isinstance(callee, Model) else None


def _seeded(
    parameter: Parameter | None, arguments: Mapping[str, object], free: Mapping[str, Any], take: int
) -> dict[str, int]:
    """Return the seed under its name: the one given, else the one that the request itself gives."""
    if parameter is None:
        return {}
    given = arguments.get(parameter.name)
    return {parameter.name: given if isinstance(given, int) else _seed(free, take)}


def _media_names(media: Iterable[Media], upstream: Mapping[str, Identity], *, free: bool) -> list[dict[str, str]]:
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
