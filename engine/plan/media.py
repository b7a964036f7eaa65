"""Media of a plan: those of an argument, and how each is written where its address is not known yet."""

from engine.language.bindings import Record
from engine.values.canonical import digest_of
from engine.values.media import DataSource, FileSource, Media, TaskSource, UrlSource


def media_in(value: object) -> tuple[Media, ...]:
    """Return the media of an argument: one, several, those of maps, or none."""
    if isinstance(value, Media):
        return (value,)
    members = tuple(value.members.values()) if isinstance(value, Record) else value
    return tuple(medium for one in members for medium in media_in(one)) if isinstance(members, tuple) else ()


def reference_of(media: Media) -> str:
    """Return how a medium is written in a planned body: file:<sha256>, url:<identity>#<version> or task:<id>/<output>.

    The version, of which a digest stands there, tells two objects apart that otherwise only a query would.
    """
    match media.source:
        case FileSource(digest=digest) | DataSource(digest=digest):
            return f"file:{digest}"
        case UrlSource(identity=identity, version=version):
            return f"url:{identity}" if version is None else f"url:{identity}#{digest_of(version.encode())[:12]}"
        case TaskSource(task=task, output=output):
            return f"task:{task}/{output}"


def is_foretold(media: Media) -> bool:
    """Tell whether a clip's length is only foretold: that of a service's result, or of what a tool makes of one."""
    return isinstance(media.source, TaskSource) and media.facts.rate is None


def is_address(media: Media) -> bool:
    """Tell whether a medium is read from the network; a check, which opens nothing, gives a file as a URL without a scheme."""
    return isinstance(media.source, UrlSource) and "://" in media.source.identity
