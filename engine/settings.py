"""Settings: the one reader of the environment and of `editchain.toml`."""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from engine.errors import AuthorError
from engine.values.reason import because, quoted, system_words

if TYPE_CHECKING:
    from engine.values.failure_limit import FailureLimit
    from engine.values.service_limits import ServiceLimits

PROJECT_FILE = "editchain.toml"
KEY_COMMAND = "api_key_command"
NOTIFY = "notify"
COMMANDS = frozenset({KEY_COMMAND, NOTIFY})
"""Settings that are a command with its arguments."""
LIMITS = "limits"
KNOWN_KEYS = frozenset(
    {
        "service", "workspace", "max_cost", "max_failures", "out", "lang", "proxy", "ca_bundle", "adopt", "dedicated_key",
        LIMITS, *COMMANDS,
    }
)  # fmt: skip
Setting = str | Sequence[str] | Mapping[str, Mapping[str, int]]
CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType({"dedicated_key": ("true", "false")})
"""Settings that are one of a few words; true and false may be written as TOML has them."""
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What holds in this folder and environment.

    `home` is the project's state folder; `user_state` that of the user, for what several projects share, None if nothing tells
    where it is. `api_key` is a secret: it has no place in a repr, a log or a file; `api_key_command` tells one, as a command with
    its arguments, () for none; `notify` is one that is told of what happens to a run. `workspace` is the id by which hosts of a
    workspace are named. `lang` is "en" or "zh".

    `dedicated_key`: nothing but editchain, with this user's account file, uses the key.

    `proxies` are addresses by scheme, perhaps with a password; `no_proxy` lists hosts that are asked directly; `ca_bundle` is a
    file of certificates that are trusted in place of the system's. `adopt` is "proven" where no job is adopted that only its
    prompt speaks for, else "evidence". `limits` are those of services, by name.
    """

    project: Path
    home: Path
    user_state: Path | None
    service: str | None
    max_cost: str | None
    max_failures: "FailureLimit | None"
    out: Path
    lang: str
    base_url: str | None
    workspace: str | None
    api_key: str | None
    api_key_command: tuple[str, ...]
    notify: tuple[str, ...]
    dedicated_key: bool
    proxies: Mapping[str, str]
    no_proxy: str
    ca_bundle: Path | None
    limits: "Mapping[str, ServiceLimits]"
    adopt: str = "evidence"

    def __repr__(self) -> str:
        return f"Settings(project={self.project}, home={self.home}, service={self.service})"


def read_settings(cwd: Path, environment: Mapping[str, str], given: Mapping[str, Setting] = NOTHING) -> Settings:
    """Find the project and read its settings; those that are given take the place of the file's.

    Raises AuthorError for a settings file that can't be read, and for a setting that there is not.
    """
    project = find_project(cwd)
    file = project / PROJECT_FILE
    found = {**_project_data(file), **_known(given, "settings")}
    data = {name: value for name, value in found.items() if isinstance(value, str)}
    home = environment.get("EDITCHAIN_HOME")
    return Settings(
        project=project,
        home=cwd / Path(home).expanduser() if home else project / ".editchain",
        user_state=_user_state(environment),
        service=data.get("service"),
        max_cost=data.get("max_cost"),
        max_failures=_failure_limit(data["max_failures"]) if "max_failures" in data else None,
        out=cwd / data.get("out", "out"),
        lang=language(data.get("lang", ""), environment),
        base_url=environment.get("DASHSCOPE_HTTP_BASE_URL") or None,
        workspace=environment.get("DASHSCOPE_WORKSPACE") or data.get("workspace") or None,
        api_key=environment.get("DASHSCOPE_API_KEY") or None,
        api_key_command=tuple(found.get(KEY_COMMAND, ())),
        notify=tuple(found.get(NOTIFY, ())),
        dedicated_key=data.get("dedicated_key") == "true",
        proxies={scheme: data.get("proxy", _either(environment, f"{scheme}_proxy")) for scheme in ("http", "https")},
        no_proxy=_either(environment, "no_proxy"),
        ca_bundle=_ca_bundle(data, environment, project=project, cwd=cwd),
        adopt=_adopt(data.get("adopt", "evidence")),
        limits=_limits(found[LIMITS], str(file)) if LIMITS in found else {},
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
    """Return the environment of this process, with HOME where the system knows it otherwise."""
    return {"HOME": os.path.expanduser("~"), **os.environ}  # noqa: PTH111 - unlike Path.home() it never raises


def _adopt(value: str) -> str:
    if value not in ("evidence", "proven"):
        raise AuthorError("adopt-setting", value=value)
    return value


def _either(environment: Mapping[str, str], name: str) -> str:
    """Return a variable that is written in small letters or, where it is not, in capitals."""
    return environment.get(name) or environment.get(name.upper()) or ""


def _ca_bundle(data: Mapping[str, str], environment: Mapping[str, str], *, project: Path, cwd: Path) -> Path | None:
    """Return the project's file of certificates, else that of the environment; the first lies relative to the project."""
    if data.get("ca_bundle"):
        return project / data["ca_bundle"]
    return cwd / environment["SSL_CERT_FILE"] if environment.get("SSL_CERT_FILE") else None


def _user_state(environment: Mapping[str, str]) -> Path | None:
    """Return the folder of the XDG Base Directory Specification; None without a home."""
    state, home = environment.get("XDG_STATE_HOME"), environment.get("HOME")
    if state:
        return Path(state) / "editchain"
    return Path(home) / ".local" / "state" / "editchain" if home else None


def _project_data(path: Path) -> dict[str, Setting]:
    try:
        text = path.read_text("utf-8")
        import tomllib  # noqa: PLC0415 - few projects have settings

        data = tomllib.loads(text)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise AuthorError("settings-unreadable", path=str(path), reason=system_words(error)) from error
    except UnicodeDecodeError as error:
        raise AuthorError("settings-unreadable", path=str(path), reason=because("not-utf8")) from error
    except (ValueError, RecursionError) as error:
        raise AuthorError("settings-unreadable", path=str(path), reason=quoted(str(error))) from error
    return _known(data, str(path))


def _known(data: Mapping[str, Any], where: str) -> dict[str, Setting]:
    """Return settings that are known, and texts but for a list and a table; raises AuthorError for others."""
    found: dict[str, Setting] = {}
    for key, given in data.items():
        if key not in KNOWN_KEYS:
            raise _unknown_key(where, key, KNOWN_KEYS)
        value = _as_text(key, given)
        if key == LIMITS:
            _limits(value, where)
        elif key in COMMANDS and not _is_command(value):
            raise AuthorError("settings-not-command", path=where, name=key)
        elif key not in COMMANDS and not isinstance(value, str):
            raise AuthorError("settings-not-text", path=where, name=key)
        if key in CHOICES and value not in CHOICES[key]:
            raise AuthorError("settings-choice", path=where, name=key, value=value, known=", ".join(CHOICES[key]))
        found[key] = value
    _prove_amounts(found, where)
    if data.get("lang") and not data["lang"].lower().startswith(("en", "zh")):
        raise AuthorError("settings-language", path=where, value=data["lang"])
    return found


def _as_text(key: str, given: Any) -> Any:
    """Return a value as a text where TOML has a form of its own for it: true and false, a number of rows."""
    if isinstance(given, bool):
        return str(given).lower() if "true" in CHOICES.get(key, ()) else given
    return str(given) if key == "max_failures" and isinstance(given, int) else given


def _limits(given: Any, where: str) -> "Mapping[str, ServiceLimits]":
    """Read the limits of services; raises AuthorError for what is none."""
    from engine.values.service_limits import ServiceLimits  # noqa: PLC0415 - few projects have settings

    if not isinstance(given, Mapping):
        raise AuthorError("settings-limit", path=where, name=LIMITS, value=str(given))
    found: dict[str, ServiceLimits] = {}
    for service, some in given.items():
        name = f"{LIMITS}.{service}"
        if not isinstance(some, Mapping):
            raise AuthorError("settings-limit", path=where, name=name, value=str(some))
        try:
            found[service] = ServiceLimits.parse(some)
        except KeyError as error:
            raise _unknown_key(where, f"{name}.{error.args[0]}", ServiceLimits.__slots__) from error
        except ValueError as error:
            bad = str(error)
            raise AuthorError("settings-limit", path=where, name=f"{name}.{bad}", value=str(some[bad])) from error
    return found


def _unknown_key(where: str, name: str, known: Iterable[str]) -> AuthorError:
    return AuthorError("settings-unknown-key", path=where, name=name, known=", ".join(sorted(known)))


def _prove_amounts(found: Mapping[str, Setting], where: str) -> None:
    """Read the amounts that there are, so that every command tells of one that is none."""
    for key, read, error in (
        ("max_cost", _money, "settings-cost"),
        ("max_failures", _failure_limit, "settings-failures"),
    ):
        value = found.get(key)
        if isinstance(value, str):
            try:
                read(value)
            except ValueError as broken:
                raise AuthorError(error, path=where, value=value) from broken


def _money(text: str) -> object:
    from engine.values.money import Money  # noqa: PLC0415 - few projects have settings

    return Money.parse(text)


def _failure_limit(text: str) -> "FailureLimit":
    from engine.values.failure_limit import FailureLimit  # noqa: PLC0415 - few projects have settings

    return FailureLimit.parse(text)


def _is_command(value: object) -> bool:
    """Tell whether a value is a list of texts of which the first names a command."""
    return (
        isinstance(value, list | tuple)
        and bool(value)
        and all(isinstance(one, str) for one in value)
        and bool(value[0].strip())
    )
