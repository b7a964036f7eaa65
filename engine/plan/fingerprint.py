"""The asked form, the seed and the fingerprint: what makes two requests the same request.

The asked form is compared and digested, never sent. A parameter stands in it only where its value, written or taken by the
service of the day, differs from the default with which it entered the catalog: a parameter that is added, or a default that is
written out, changes nothing. Media are named by what they are, upstream results by what they were asked for. Order, comments,
names, limits, region and account do not count.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from engine.catalog import Model, Parameter, Role, Tool
from engine.plan.media import media_in
from engine.plan.model import Estimate, Request
from engine.values.canonical import bytes_of, canonical, digest_of, member_of, object_of, text_of
from engine.values.media import DataSource, FileSource, Media, TaskSource, UrlSource
from engine.values.money import Money

KEY_VERSION: Final = 2
"""Stands in every asked form. It is raised only if results stored under the one before still answer."""
SEED_BITS: Final = 31
_WHOLE: Final[Mapping[str, str]] = MappingProxyType({})


class Identity(NamedTuple):
    """What a task is called by those that read its output: with its realm, and free of it."""

    fingerprint: str
    free: str


class AskedForm(NamedTuple):
    """The asked form of a task, its seed and its identity.

    A model without a parameter for it has no seed. `reusable` is False when a medium is a URL of which nothing tells one
    version from the next. `data` is the form as canonical JSON.
    """

    form: Mapping[str, Any]
    data: bytes
    seed: int | None
    identity: Identity
    reusable: bool


class PricedRequest(NamedTuple):
    """A request, its asked form, what it is estimated to cost, and what is reserved for it."""

    request: Request
    asked: AskedForm
    estimate: Estimate
    bound: Money


@dataclass(frozen=True, slots=True)
class AskedForms:
    """Works out the asked forms of one model or tool: what is the same for all of its tasks is worked out once.

    `plain` are the parameters that stand in a form as their values, each with what is left out of it; `standing` those that
    stand there although nobody gives them, because their defaults have changed.
    """

    callee: Model | Tool
    seed: Parameter | None
    media: tuple[str, ...]
    plain: Mapping[str, Any]
    standing: Mapping[str, Any]

    @classmethod
    def of(cls, callee: Model | Tool) -> "AskedForms":
        seed = callee.with_role(Role.SEED) if isinstance(callee, Model) else None
        media = tuple(name for name, parameter in callee.parameters.items() if parameter.media is not None)
        others = [one for name, one in callee.parameters.items() if name not in media and Role.SEED not in one.roles]
        first = {one.name: _asked(one, one.first) for one in others}
        now = {one.name: _asked(one, one.default) for one in others}
        return cls(callee, seed, media, first, {name: value for name, value in now.items() if value != first[name]})

    def asked(
        self,
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
        plain = {"tool" if isinstance(self.callee, Tool) else "model": self.callee.name, **stretch}
        if not stretch:
            plain |= self._values(arguments)
        given = {name: media for name in self.media if (media := media_in(arguments.get(name)))}
        own = {name: [_name_of(item, upstream, free=False) for item in media] for name, media in given.items()}
        # Each member is written once; the texts that are digested are put together from them.
        members = [member_of(name, text_of(value)) for name, value in plain.items()]
        bound = [member_of(name, text_of(names)) for name, names in own.items()]
        made = any(isinstance(item.source, TaskSource) for media in given.values() for item in media)
        free = [_free(name, media, upstream) for name, media in given.items()] if made else bound
        whose = (f'"key":{KEY_VERSION}', member_of("realm", text_of(realm)))
        seeded = self._seeded(arguments, object_of(members + free), take)
        told = [member_of(name, str(seed)) for name, seed in seeded.items()]
        data = bytes_of(object_of([*whose, *members, *bound, *told]))
        identity = Identity(digest_of(data), digest_of(bytes_of(object_of(members + free + told))))
        reusable = all(versioned(item) for media in given.values() for item in media)
        form = {"key": KEY_VERSION, "realm": realm, **plain, **own, **seeded}
        return AskedForm(form, data, next(iter(seeded.values()), None), identity, reusable)

    def _values(self, arguments: Mapping[str, object]) -> dict[str, Any]:
        """Return the values that differ from those with which their parameters entered the catalog."""
        found = dict(self.standing)
        for name, given in arguments.items():
            if name in self.plain and given is not None and given != "":
                value = _asked(self.callee.parameters[name], given)
                if value != self.plain[name]:
                    found[name] = value
                else:
                    found.pop(name, None)
        return found

    def _seeded(self, arguments: Mapping[str, object], free: str, take: int) -> dict[str, int]:
        """Return the seed under its name: the one given, else the one that the request's written form gives."""
        if self.seed is None:
            return {}
        given = arguments.get(self.seed.name)
        return {self.seed.name: given if isinstance(given, int) else _seed(free, take, self.seed)}


def _asked(parameter: Parameter, value: object) -> Any:
    """Return the one form of a value that may be written in several."""
    return parameter.same.get(value, value) if isinstance(value, str) else canonical(value)


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


def _free(name: str, media: tuple[Media, ...], upstream: Mapping[str, Identity]) -> str:
    """Write a member of media by what they were asked for, free of the realm."""
    return member_of(name, text_of([_name_of(item, upstream, free=True) for item in media]))


def _seed(form: str, take: int, parameter: Parameter) -> int:
    """The first 31 bits of the digest of the realm-free form and the take: the same for a draft and for the real edit.

    Where a model takes fewer seeds than these bits have, it is what is left of them.
    """
    digest = digest_of(bytes_of(f'{{"form":{form},"take":{take}}}'))
    low = int(parameter.minimum or 0)
    most = (1 << SEED_BITS) - 1 if parameter.maximum is None else int(parameter.maximum)
    return low + (int(digest[:8], 16) >> (32 - SEED_BITS)) % (most - low + 1)
