"""Settings: the one reader of the environment and of `editchain.toml`."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.errors import AuthorError

PROJECT_FILE = "editchain.toml"
KNOWN_KEYS = frozenset({"service", "max_cost", "out", "lang"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What holds in this folder and environment.

    `home` is the project's state folder; `user_state` that of the user, for what several projects share. `api_key` is a secret:
    it has no place in a repr, a log or a file. `lang` is "en" or "zh".
    """

    project: Path
    home: Path
    user_state: Path
    service: str | None
    max_cost: str | None
    out: Path
    lang: str
    base_url: str | None
    api_key: str | None

    def __repr__(self) -> str:
        return f"Settings(project={self.project}, home={self.home}, service={self.service})"


def read_settings(cwd: Path, environment: Mapping[str, str]) -> Settings:
    """Find the project and read its settings; raises AuthorError for a settings file that can't be read."""
    project = find_project(cwd)
    data = _project_data(project / PROJECT_FILE)
    home = environment.get("EDITCHAIN_HOME")
    state = environment.get("XDG_STATE_HOME")
    return Settings(
        project=project,
        home=cwd / Path(home).expanduser() if home else project / ".editchain",
        user_state=(Path(state) if state else Path.home() / ".local" / "state") / "editchain",
        service=data.get("service"),
        max_cost=data.get("max_cost"),
        out=cwd / str(data.get("out", "out")),
        lang=language(str(data.get("lang", "")), environment),
        base_url=environment.get("DASHSCOPE_HTTP_BASE_URL") or None,
        api_key=environment.get("DASHSCOPE_API_KEY") or None,
    )


def find_project(cwd: Path) -> Path:
    """Return the nearest folder upward with `editchain.toml`, else with `.git`, else the working directory."""
    for marker in (PROJECT_FILE, ".git"):
        for folder in (cwd, *cwd.parents):
            if (folder / marker).exists():
                return folder
    return cwd


def language(asked: str, environment: Mapping[str, str]) -> str:
    """Return "zh" or "en": what `EDITCHAIN_LANG` says, else the project, else the locale."""
    locale = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    for value in (environment.get("EDITCHAIN_LANG", ""), asked, *locale):
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"


def current_environment() -> Mapping[str, str]:
    """Return the environment of this process."""
    return os.environ


def _project_data(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text("utf-8")
        import tomllib  # noqa: PLC0415 - few projects have settings

        data = tomllib.loads(text)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise AuthorError("settings-unreadable", path=str(path), reason=str(error)) from error
    for key, value in data.items():
        if key not in KNOWN_KEYS:
            raise AuthorError("settings-unknown-key", path=str(path), name=key, known=", ".join(sorted(KNOWN_KEYS)))
        if not isinstance(value, str):
            raise AuthorError("settings-not-text", path=str(path), name=key)
    return data
