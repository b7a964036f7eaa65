"""Handing over: an alert goes to the operator's own command, as JSON on its stdin; no shell, no key, not for long."""

import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from engine.errors import AuthorError
from engine.values.reason import Reason, because, system_words

WAIT_S: Final = 20.0
"""So long a command may take; then it is ended, and has failed."""
_LONGEST: Final = 200
"""So many characters of a failed command's last line are told."""
_HEARD: Final = 4096
"""So many bytes of the end of what it said are looked at."""
_KEY: Final = "DASHSCOPE_API_KEY"


@dataclass(frozen=True, slots=True)
class AlertCommand:
    """A command with its arguments, run in the project's folder; of what it says only the end is told, and only if it fails.

    Its environment is that of this process without any key that is known when it is run, under whatever name that stands there.
    """

    words: Sequence[str]
    folder: Path
    environment: Mapping[str, str] = field(repr=False)
    keys: Callable[[], Sequence[str]] = field(default=tuple, repr=False)

    @classmethod
    def of(
        cls, words: Sequence[str], folder: Path, environment: Mapping[str, str], keys: Callable[[], Sequence[str]]
    ) -> "AlertCommand":  # fmt: skip
        """Return it; raises AuthorError `notify-missing` for one that is not there, before anything is spent."""
        path = environment.get("PATH")
        name = words[0]
        there = shutil.which(name, path=path) if os.path.basename(name) == name else shutil.which(str(folder / name))  # noqa: PTH119
        if there is None:
            raise AuthorError("notify-missing", command=name)
        return cls((there, *words[1:]), folder, environment, keys)

    def hand_over(self, data: bytes, variables: Mapping[str, str], wait_s: float = WAIT_S) -> Reason | None:
        """Run the command and wait for it; returns why it has failed, None if it took the alert."""
        with _listening() as heard:
            why = self._run(data, variables, wait_s, heard)
            return self._saying(why, heard) if why is not None and why.code == "ended-with" else why

    def _run(
        self, data: bytes, variables: Mapping[str, str], wait_s: float, heard: IO[bytes] | None
    ) -> Reason | None:  # fmt: skip
        try:
            done = subprocess.run(  # noqa: S603 - it is the operator's own
                list(self.words), cwd=self.folder, env={**self._without_keys(), **variables}, input=data, timeout=wait_s,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL if heard is None else heard, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return took_too_long(wait_s)
        except OSError as error:
            return system_words(error)
        except ValueError:  # a word with a zero byte
            return because("no-such-file")
        return because("ended-with", code=done.returncode) if done.returncode else None

    def _without_keys(self) -> dict[str, str]:
        keys = self.keys()
        return {
            name: value
            for name, value in self.environment.items()
            if name.upper() != _KEY and not any(key in value for key in keys)
        }

    def _saying(self, why: Reason, heard: IO[bytes] | None) -> Reason:
        """Return why it failed with the last line that it wrote on stderr, in which a key is stars."""
        if heard is None:
            return why
        begin = max(0, heard.seek(0, os.SEEK_END) - _HEARD)
        heard.seek(begin)
        hidden = heard.read(_HEARD).decode("utf-8", "replace")
        keys = sorted(self.keys(), key=len, reverse=True)  # one may begin with another
        for key in keys:
            hidden = hidden.replace(key, "***")
        if begin and keys:  # it may be cut where the reading begins
            hidden = hidden[len(keys[0]) :]
        lines = [line.strip() for line in hidden.splitlines() if line.strip()]
        if not lines:
            return why
        said = lines[-1] if len(lines[-1]) <= _LONGEST else f"{lines[-1][: _LONGEST - 1]}…"
        return because("ended-saying", code=dict(why.args)["code"], said=said)


def took_too_long(seconds: float) -> Reason:
    """Return why it is untold what was not taken in so many seconds."""
    return because("took-too-long", seconds=f"{seconds:.3g}")


@contextmanager
def _listening() -> Iterator[IO[bytes] | None]:
    """Give a file for what a command says, None where the disk has no room for it.

    It is no pipe, which would have to be awaited as long as a child of the command holds it.
    """
    with ExitStack() as stack:
        try:
            heard = stack.enter_context(tempfile.TemporaryFile())
        except OSError:
            heard = None
        yield heard


def words_in(text: str) -> tuple[str, ...]:
    """Return the words of a typed command, quoted as in a shell, () for none; raises AuthorError `notify-syntax`."""
    try:
        return tuple(shlex.split(text, posix=os.name != "nt"))
    except ValueError as error:
        raise AuthorError("notify-syntax", text=text) from error
