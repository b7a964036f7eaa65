"""Faults as programs get them: with their words, and the line that they are about."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from engine import errors
from engine.api.context import Context
from engine.phrases.messages import Messages
from engine.report.faults import as_human, excerpt
from engine.resources import load_json
from engine.values import fault as values
from engine.values.address import masked

E = TypeVar("E", bound=errors.EngineError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """What puts a mistake right: `text` takes the place of all that stands from the line and column on to the end, exclusive."""

    text: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One mistake in somebody's file, as `schemas/check.schema.json` describes it; `str()` is what a person reads.

    `code` and `key` are stable; `severity` is "error" or "warning". Lines and columns count from 1, the end is exclusive; `file`
    is seen from the project's working folder, `<inputs>` for what was given. `excerpt` is the line with a caret under the place,
    "" if there is none. `fix` is None where it is not certain what to write.
    """

    code: str
    key: str
    severity: str
    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    message: str
    hint: str
    excerpt: str
    fix: Fix | None
    text: str = field(repr=False)

    def __str__(self) -> str:
        return self.text


class FaultsFound(errors.AuthorError):
    """Files or inputs hold mistakes; `faults` lists all of them in the order of their places, `str()` is for people."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("faults-found", count=len(faults))
        self.faults = tuple(faults)

    def __str__(self) -> str:
        return "".join(str(fault) for fault in self.faults).rstrip("\n")


def told(faults: Iterable[values.Fault], context: Context) -> tuple[Fault, ...]:
    """Return faults with their words and excerpts."""
    texts = {seen_from(context.cwd, name): text for name, text in context.texts.items()}
    return tuple(_told(one, context.messages, texts, context.cwd) for one in faults)


def _told(found: values.Fault, messages: Messages, texts: Mapping[str, str], folder: Path) -> Fault:
    shown = replace(found, place=found.place._replace(file=seen_from(folder, found.place.file)))
    words, place = messages.of_fault(shown), shown.place
    text = texts.get(place.file)
    return Fault(
        code=words.code, key=shown.key, severity=shown.severity, file=place.file, line=place.line, column=place.column,
        end_line=place.end_line, end_column=place.end_column, message=words.message, hint=words.cure,
        excerpt="\n".join(excerpt(text, place)) if text is not None else "", fix=_fix(found),
        text=as_human([shown], messages, texts),
    )  # fmt: skip


def _fix(found: values.Fault) -> Fix | None:
    if found.edit is None:
        return None
    place, text = found.edit
    return Fix(
        text=masked(text), line=place.line, column=place.column, end_line=place.end_line, end_column=place.end_column
    )


def seen_from(folder: Path, file: str) -> str:
    """Return a path as it is written from a folder, its revision before it; one that lies elsewhere, or is none, stays."""
    revision, colon, inside = file.rpartition(f":{folder}{os.sep}")
    if colon:
        return f"{revision}:{inside}"
    return file.removeprefix(f"{folder}{os.sep}")


@contextmanager
def in_words(context: Context) -> Iterator[None]:
    """Let every error of ours leave with its words in the reader's language."""
    try:
        yield
    except errors.FaultsFound as found:
        raise with_words(FaultsFound(told(found.faults, context)), context.messages) from None
    except errors.EngineError as error:
        with_words(error, context.messages)
        raise


def with_words(error: E, messages: Messages) -> E:
    """Return the error, told in the reader's language."""
    words = messages.of_error(error)
    error.tell(words.code, words.message, words.hint)
    return error


def not_open(lang: str) -> errors.AuthorError:
    """Return what is said to who uses a project outside of its block, or enters it again."""
    return with_words(errors.AuthorError("project-not-open"), Messages(load_json("messages.json"), lang))
