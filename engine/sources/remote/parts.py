"""Parts of a remote file: asked for as they are needed, all of them of one state of the file."""

from typing import Final, Self

from engine.errors import AuthorError
from engine.media.blocks import BLOCK
from engine.net.address import Address
from engine.net.blocking import BlockingReply
from engine.net.trouble import BROKEN_OFF, NetError
from engine.sources.remote.answer import (
    REDIRECTS,
    Unreached,
    Validators,
    length_of,
    marks_of,
    part_of,
    refused,
    type_of,
)
from engine.sources.remote.client import Client
from engine.sources.remote.limits import ProbeLimits
from engine.values.address import shown
from engine.values.reason import because

_MEGA: Final = 1024 * 1024


class RemoteParts:
    """The parts of what stands at a URL, once it has begun.

    `told_type` is what its server calls it, if that is no medium.
    A server that doesn't know parts sends the whole file from its beginning; of that as much is read as is needed.
    """

    def __init__(self, client: Client, url: str, limits: ProbeLimits) -> None:
        self.name = shown(url)
        self.told_type = ""
        self._client = client
        self._limits = limits
        self._url = url
        self._marks = Validators(None, None, None)
        self._size: int | None = None
        self._head = b""
        self._whole: BlockingReply | None = None
        self._taken = 0

    @property
    def size(self) -> int:
        """The length of the file in bytes; raises Unreached if that can't be learnt from a bounded part of it."""
        if self._size is None:
            self._size = self._measured()
        return self._size

    @property
    def version(self) -> str | None:
        """What tells this version of the file from the next, or None."""
        return self._marks.version

    def begin(self, most: int = BLOCK) -> None:
        """Ask for the first bytes, wherever redirects lead.

        Raises AuthorError `media-url-gone`, `media-url-refused`, `media-url-redirect` or `media-unreadable`, and Unreached.
        """
        reply = self._found(most)
        part = part_of(reply.headers)
        self.told_type = type_of(reply.headers)
        if reply.status == 206 and part is not None and part[0] == 0:
            self._say(reply, part[2])
            with reply:
                self._head = self._all_of(reply, min(most, part[1]))
        elif reply.status == 200:
            self._whole = reply
            self._say(reply, length_of(reply.headers))
        else:
            with reply:
                raise self._no_part(reply)

    def fetch(self, start: int, stop: int) -> bytes:
        """Return these bytes; raises Unreached, or AuthorError `media-url-changing` if they are of another state of the file."""
        if stop <= len(self._head):
            return self._head[start:stop]
        if self._whole is not None:
            self._bound(stop - len(self._head))
            self._head += self._all_of(self._whole, stop - len(self._head))
            return self._head[start:stop]
        self._bound(stop - start)
        with self._client.get(self._address, start, stop) as reply:
            part = part_of(reply.headers)
            length = part[2] if part is not None else length_of(reply.headers) if reply.status == 200 else None
            if reply.status == 416 or self._marks.differ(marks_of(reply.headers, length)):
                raise AuthorError("media-url-changing", name=self.name)
            if reply.status != 206 or part != (start, stop, self._size):
                raise self._no_part(reply)
            return self._all_of(reply, stop - start)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._whole is not None:
            self._whole.close()

    def _found(self, most: int) -> BlockingReply:
        """Return the answer at the end of all redirects."""
        try:
            self._address = Address.of(self._url)
        except ValueError:
            raise AuthorError("media-address", name=self.name) from None
        for _ in range(self._limits.redirects + 1):
            reply = self._client.get(self._address, 0, most)
            if reply.status not in REDIRECTS:
                return reply
            with reply:
                try:
                    self._address = self._address.following(reply.headers.get("location", ""))
                except ValueError:
                    raise AuthorError("media-url-redirect", name=self.name, limit=self._limits.redirects) from None
        raise AuthorError("media-url-redirect", name=self.name, limit=self._limits.redirects)

    def _say(self, reply: BlockingReply, size: int | None) -> None:
        self._size = size
        self._marks = marks_of(reply.headers, size)

    def _no_part(self, reply: BlockingReply) -> AuthorError | Unreached:
        if reply.status in (200, 206):
            return Unreached(because("server-other-part"), again=False)
        return refused(reply.status, reply.headers, self.name)

    def _measured(self) -> int:
        """Read an answer that doesn't say its length to its end, if that comes soon."""
        assert self._whole is not None, "only an answer with the whole may lack a length"
        self._head += _taken(self._whole, self._limits.most_bytes + 1)
        if len(self._head) > self._limits.most_bytes:
            raise self._too_much()
        return len(self._head)

    def _all_of(self, reply: BlockingReply, count: int) -> bytes:
        found = _taken(reply, count)
        self._taken += len(found)
        if len(found) < count:
            raise Unreached(BROKEN_OFF)
        return found

    def _bound(self, count: int) -> None:
        if self._taken + count > self._limits.most_bytes:
            raise self._too_much()

    def _too_much(self) -> Unreached:
        return Unreached(because("too-much", megabytes=self._limits.most_bytes // _MEGA), again=False)


def _taken(reply: BlockingReply, count: int) -> bytes:
    try:
        return reply.take(count)
    except NetError as error:
        raise Unreached(error.reason) from None
