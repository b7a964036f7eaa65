"""The key that a command tells: asked for once, its first line only, and of a failure nothing that it said."""

import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from engine.api.context import Context
from engine.api.endpoint import Endpoint, choose_endpoint
from engine.api.runs.line import key_of
from engine.errors import AuthorError, OperatorError
from engine.key import KeyRing
from engine.settings import Settings, read_settings

TOLD = "sk-told-by-a-command-0123"


def settings(folder: Path, *command: str, **environment: str) -> Settings:
    return read_settings(folder, environment, {"api_key_command": list(command)} if command else {})


def python(script: str) -> tuple[str, ...]:
    return sys.executable, "-c", script


def real(context: Context) -> Endpoint:
    return choose_endpoint(context, "dashscope-cn")


def bearer(known: Settings, ring: KeyRing | None = None) -> str:
    """What a service would be sent."""
    context = Context(known.project, replace(known, user_state=known.project), ring=ring or KeyRing())
    return key_of(real(context), context).bearer()


@pytest.mark.parametrize(
    "script",
    [
        f"print({TOLD!r})",
        f"print({TOLD!r}); print('and more'); print('x' * 1_000_000)",
        f"import sys; sys.stdout.write({TOLD!r})",
        f"print('  {TOLD}  \\r')",
        f"import sys; sys.stderr.write('noise'); print({TOLD!r})",
    ],
)
def test_its_first_line_is_the_key(tmp_path: Path, script: str) -> None:
    assert bearer(settings(tmp_path, *python(script))) == f"Bearer {TOLD}"


def test_it_is_asked_once_however_many_need_it(tmp_path: Path) -> None:
    script = f"open('asked', 'a').write('x'); print({TOLD!r})"
    ring, known = KeyRing(), settings(tmp_path, *python(script))
    threads = [threading.Thread(target=bearer, args=(known, ring)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert bearer(known, ring) == f"Bearer {TOLD}"
    assert (tmp_path / "asked").read_text() == "x"


def test_a_key_that_is_given_comes_first_and_asks_nobody(tmp_path: Path) -> None:
    known = settings(tmp_path, *python("open('asked', 'w'); print('other')"), DASHSCOPE_API_KEY=TOLD)
    assert bearer(known) == f"Bearer {TOLD}"
    assert not (tmp_path / "asked").exists()
    with pytest.raises(OperatorError, match="key-missing"):
        bearer(replace(known, api_key=None, api_key_command=()))


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (python(f"print({TOLD!r}); raise SystemExit(3)"), "ended-with"),
        (python(f"import sys; sys.exit({TOLD!r})"), "ended-with"),
        (python(""), "said-nothing"),
        (python(f"print(); print({TOLD!r})"), "said-nothing"),
        (python("import os; os.kill(os.getpid(), 9)"), "ended-with"),
        (("no-such-command-at-all", TOLD), "no-such-file"),
        (("zero\0byte", TOLD), "no-such-file"),
    ],
)
def test_a_failure_says_why_and_nothing_that_was_said(tmp_path: Path, command: tuple[str, ...], reason: str) -> None:
    with pytest.raises(OperatorError) as failed:
        bearer(settings(tmp_path, *command))
    assert failed.value.key == "key-command-failed"
    assert getattr(failed.value.args_by_name["why"], "code", None) == reason
    assert TOLD not in f"{failed.value} {failed.value.args} {failed.value.args_by_name}"
    assert failed.value.__cause__ is None


def test_what_is_no_key_is_not_shown(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="key-invalid") as failed:
        bearer(settings(tmp_path, *python("print('no key, but a sentence')")))
    assert "sentence" not in str(failed.value)


def test_one_that_never_ends_is_given_up(tmp_path: Path) -> None:
    hangs = settings(tmp_path, *python(f"print({TOLD!r}, flush=True); import threading; threading.Event().wait()"))
    with pytest.raises(OperatorError, match="took-too-long"):
        bearer(hangs, KeyRing(wait_s=0.2))
    silent = settings(tmp_path, *python("import threading; threading.Event().wait()"))
    with pytest.raises(OperatorError, match="took-too-long"):
        bearer(silent, KeyRing(wait_s=0.2))


@pytest.mark.parametrize("value", ["pass show key", [], [""], ["pass", 3], 7])
def test_what_is_no_command_is_the_persons_slip(tmp_path: Path, value: object) -> None:
    with pytest.raises(AuthorError, match="settings-not-command"):
        read_settings(tmp_path, {}, {"api_key_command": value})  # type: ignore[dict-item]


def test_it_is_read_from_the_projects_file(tmp_path: Path) -> None:
    (tmp_path / "editchain.toml").write_text('api_key_command = ["pass", "show", "dashscope"]\n', "utf-8")
    assert read_settings(tmp_path, {}).api_key_command == ("pass", "show", "dashscope")
    assert read_settings(tmp_path, {}, {"api_key_command": ("op", "read")}).api_key_command == ("op", "read")
    assert "pass" not in repr(read_settings(tmp_path, {}))
