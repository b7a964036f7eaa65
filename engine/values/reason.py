"""Reason: why something is as it is, as a stable code with arguments; the words for it are found where they are read."""

import errno
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Union

Argument = Union[str, int, "Reason"]


@dataclass(frozen=True, slots=True)
class Reason:
    """A code that names a phrase of `report.phrases`, and what fills its places; an argument may be a reason itself."""

    code: str
    args: tuple[tuple[str, Argument], ...] = ()

    @property
    def quotation(self) -> str:
        """What others said, "" if they gave no reason in words of their own."""
        return str(dict(self.args)["text"]) if self.code == "quoted" else ""

    def __str__(self) -> str:
        words = ", ".join(f"{name}={value}" for name, value in self.args)
        return f"{self.code}({words})" if words else self.code


def because(code: str, /, **args: Argument) -> Reason:
    """Build a reason."""
    return Reason(code, tuple(args.items()))


def quoted(text: str) -> Reason:
    """Build the reason that others gave in words of their own: a service, a library or the operating system."""
    return because("quoted", text=text)


_SYSTEM: Final[Mapping[int, Reason]] = MappingProxyType(
    {
        errno.ENOENT: because("no-such-file"),
        errno.EACCES: because("no-right"),
        errno.EPERM: because("no-right"),
        errno.EROFS: because("read-only-disk"),
        errno.ENOSPC: because("disk-full"),
        errno.EDQUOT: because("disk-full"),
        errno.EFBIG: because("file-too-large"),
        errno.EISDIR: because("is-folder"),
        errno.ENOTDIR: because("no-folder"),
        errno.EEXIST: because("there-already"),
        errno.ENOTEMPTY: because("folder-not-empty"),
        errno.ENAMETOOLONG: because("name-too-long"),
        errno.EIO: because("disk-fails"),
        errno.EMFILE: because("too-many-open"),
        errno.ENFILE: because("too-many-open"),
        errno.EBUSY: because("in-use"),
        errno.ELOOP: because("links-in-circle"),
        errno.EADDRINUSE: because("port-taken"),
        errno.EXDEV: because("other-disk"),
        errno.ECONNREFUSED: because("connection-refused"),
        errno.ECONNRESET: because("connection-reset"),
        errno.EPIPE: because("connection-reset"),
        errno.ENETUNREACH: because("network-unreachable"),
        errno.EHOSTUNREACH: because("host-unreachable"),
        errno.ETIMEDOUT: because("slow"),
    }
)
"""What an error of the operating system says, where we have words for it."""


def system_words(error: OSError) -> Reason:
    """Build the reason that the operating system gives for an error; in its own words, if it is none of the common ones."""
    return _SYSTEM.get(error.errno or 0) or quoted(error.strerror or str(error) or type(error).__name__)


def reason_data(reason: Reason) -> dict[str, Any]:
    """Return a reason as JSON-ready data."""
    return {"code": reason.code, "args": args_data(reason.args)}


def args_data(args: tuple[tuple[str, Argument], ...]) -> dict[str, Any]:
    """Return arguments as JSON-ready data."""
    return {name: reason_data(value) if isinstance(value, Reason) else value for name, value in args}


def reason_of(data: Any) -> Reason:
    """Return the reason of such data; a text is one that was journaled in words."""
    return because(data["code"], **args_of(data["args"])) if isinstance(data, Mapping) else quoted(str(data))


def args_of(data: Mapping[str, Any]) -> dict[str, Argument]:
    """Return the arguments of such data."""
    return {name: reason_of(value) if isinstance(value, Mapping) else value for name, value in data.items()}
