"""Handing over: an alert goes to the operator's own command, as JSON on its stdin; no shell, no key, not for long."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from engine.errors import AuthorError
from engine.values.reason import Reason, because, system_words

WAIT_S: Final = 20.0
"""So long a command may take; then it is ended, and has failed."""
_KEY: Final = "DASHSCOPE_API_KEY"


@dataclass(frozen=True, slots=True)
class AlertCommand:
    """A command with its arguments, run in the project's folder; what it says is not listened to.

    Its environment is that of this process without the key, under whatever name that stands there.
    """

    words: Sequence[str]
    folder: Path
    environment: Mapping[str, str]

    @classmethod
    def of(
        cls, words: Sequence[str], folder: Path, environment: Mapping[str, str], key: str | None
    ) -> "AlertCommand":  # fmt: skip
        """Return it; raises AuthorError `notify-missing` for one that is not there, before anything is spent."""
        path = environment.get("PATH")
        name = words[0]
        there = shutil.which(name, path=path) if os.path.basename(name) == name else shutil.which(str(folder / name))  # noqa: PTH119
        if there is None:
            raise AuthorError("notify-missing", command=name)
        known = {
            name: value for name, value in environment.items() if name.upper() != _KEY and not (key and key in value)
        }
        return cls((there, *words[1:]), folder, known)

    def hand_over(self, data: bytes, variables: Mapping[str, str], wait_s: float = WAIT_S) -> Reason | None:
        """Run the command and wait for it; returns why it has failed, None if it took the alert."""
        try:
            done = subprocess.run(  # noqa: S603 - it is the operator's own
                list(self.words), cwd=self.folder, env={**self.environment, **variables}, input=data, timeout=wait_s,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return because("took-too-long", seconds=f"{wait_s:g}")
        except OSError as error:
            return system_words(error)
        except ValueError:  # a word with a zero byte
            return because("no-such-file")
        return because("ended-with", code=done.returncode) if done.returncode else None


def words_in(text: str) -> tuple[str, ...]:
    """Return the words of a typed command, quoted as in a shell, () for none; raises AuthorError `notify-syntax`."""
    try:
        return tuple(shlex.split(text, posix=os.name != "nt"))
    except ValueError as error:
        raise AuthorError("notify-syntax", text=text) from error
