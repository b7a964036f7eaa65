"""Opening a project for a program."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from os import PathLike
from pathlib import Path
from typing import Literal

from engine.api.context import Context
from engine.clock import SystemClock
from engine.door.arguments import well_typed
from engine.door.faults import with_words
from engine.door.project import Project
from engine.errors import AuthorError
from engine.phrases.messages import Messages
from engine.resources import load_json
from engine.run.ports import Clock
from engine.settings import NOTHING, Setting, read_settings

Lang = Literal["en", "zh"]


def open(  # noqa: A001 - `engine.open` opens a project as `open` opens a file
    folder: str | PathLike[str], *, settings: Mapping[str, Setting] | None = None, environ: Mapping[str, str] | None = None,
    api_key: str | None = None, user_state: str | PathLike[str] | None = None, clock: Clock | None = None,
    lang: Lang = "en",
) -> Project:  # fmt: skip
    """Return a project to be entered: `async with engine.open(folder) as project`.

    `folder` stands for the working folder of a command: paths start there, results go to `out` in it, and the project's state
    is the nearest `.editchain` upward. `settings` take the place of those of `editchain.toml`. Nothing is read from the
    environment unless it is given as `environ` (such as `os.environ`); a service that bills then needs `api_key` and
    `user_state`, the folder for what several projects of a user share. `lang` is the language of messages.
    """
    try:
        well_typed(folder=folder, settings=settings, environ=environ, api_key=api_key, user_state=user_state)
    except AuthorError as error:
        raise with_words(error, Messages(load_json("messages.json"), lang)) from None
    return Project(
        partial(context_of, Path(folder), settings or NOTHING, environ or NOTHING, api_key, user_state, clock, lang),
        lang=lang,
    )


def context_of(
    folder: Path, settings: Mapping[str, Setting], environ: Mapping[str, str], api_key: str | None,
    user_state: str | PathLike[str] | None, clock: Clock | None, lang: Lang,
) -> Context:  # fmt: skip
    """Read what holds in a folder; raises AuthorError for settings that can't be used."""
    cwd = folder.absolute()
    try:
        found = read_settings(cwd, {**environ, "EDITCHAIN_LANG": lang}, settings)
    except AuthorError as error:
        raise with_words(error, Messages(load_json("messages.json"), lang)) from error.__cause__
    if api_key is not None:
        found = replace(found, api_key=api_key)
    if user_state is not None:
        found = replace(found, user_state=Path(user_state))
    return Context(cwd, found, clock=clock or SystemClock(), data_lang=lang, to_program=True)
