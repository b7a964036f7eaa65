"""A folder to hand over: it appears under its name whole, in place of what was handed over there before, or not at all."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from engine.errors import AuthorError, OperatorError
from engine.values.reason import system_words

_HEAD: Final = 1_000
"""Bytes in which a page says who made it."""
MARK: Final = "report.json"
"""The file that tells a folder of ours from a stranger's, which is never replaced."""


@contextmanager
def handed_over(target: Path, *, shown: Path) -> Iterator[Path]:
    """Give an empty folder beside the target, which takes its place when the block ends well; whoever fills it writes `MARK`.

    Raises AuthorError `report-out-taken` for what is no report, named as it is `shown`; OperatorError `disk-unwritable`.
    """
    if target.exists() and not _is_ours(target):
        raise AuthorError("report-out-taken", path=str(shown))
    part, old = target.with_name(f".{target.name}.part"), target.with_name(f".{target.name}.old")
    try:
        for leftover in (part, old):
            shutil.rmtree(leftover, ignore_errors=True)
        part.mkdir(parents=True)
        yield part
        if target.exists():
            target.replace(old)
        part.replace(target)
    except OSError as error:
        raise OperatorError("disk-unwritable", path=str(shown), reason=system_words(error)) from error
    finally:
        for leftover in (part, old):
            shutil.rmtree(leftover, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    return folder.is_dir() and ((folder / MARK).is_file() or not any(folder.iterdir()))


def prove_replaceable(file: Path, sign: bytes, *, shown: Path) -> None:
    """Raise AuthorError `report-out-taken` unless a file may be written there: there is none, or one that has the sign."""
    try:
        taken = file.exists() and not (file.is_file() and sign in file.read_bytes()[:_HEAD])
    except OSError as error:
        raise OperatorError("disk-unreadable", path=str(shown), reason=system_words(error)) from error
    if taken:
        raise AuthorError("report-out-taken", path=str(shown))
