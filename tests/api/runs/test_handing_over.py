"""A command that fails to take an alert is told of with its last words; the key is never among them."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from engine.api.context import Context
from engine.api.runs.alerting import command_of
from engine.api.runs.handing_over import AlertCommand, words_in
from engine.phrases.messages import Messages
from engine.resources import load_json
from engine.settings import read_settings
from engine.values.reason import Reason, because

KEY = "sk-0123456789abcdef"
BESIDE = f"xxx{KEY}"


def failing(folder: Path, script: str) -> Reason | None:
    command = AlertCommand.of(words_in(f"sh -c '{script}'"), folder, dict(os.environ), lambda: (KEY,))
    return command.hand_over(b"{}\n", {})


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("exit 3", because("ended-with", code=3)),
        ("echo told; exit 3", because("ended-with", code=3)),
        ("echo first >&2; echo last >&2; echo >&2; exit 4", because("ended-saying", code=4, said="last")),
        (f"echo {BESIDE} >&2; exit 1", because("ended-saying", code=1, said="xxx***")),
        ("printf %5000d 7 >&2; exit 1", because("ended-saying", code=1, said="7")),
        ("printf %0300d 7 >&2; exit 1", because("ended-saying", code=1, said="0" * 199 + "…")),
        (f"printf {KEY}%04082d 7 >&2; exit 1", because("ended-saying", code=1, said="0" * 199 + "…")),
        ("echo fine >&2", None),
        ("sleep 5 & echo away >&2; exit 1", because("ended-saying", code=1, said="away")),
    ],
)
def test_why_a_command_did_not_take_an_alert(tmp_path: Path, script: str, why: Reason | None) -> None:
    assert failing(tmp_path, script) == why


def test_what_a_terminal_obeys_is_shown_as_signs(tmp_path: Path) -> None:
    why = failing(tmp_path, 'printf "a\\033[31mb" >&2; exit 1')
    assert why is not None
    said = {lang: Messages(load_json("messages.json"), lang).reason(why) for lang in ("en", "zh")}
    assert said == {
        "en": "it ended with exit code 1: a�[31mb",
        "zh": "它以退出码 1 结束：a�[31mb",
    }


def test_the_key_is_in_no_text_form_of_the_command(tmp_path: Path) -> None:
    assert KEY not in repr(AlertCommand.of(("sh",), tmp_path, {**os.environ, "OTHER": KEY}, lambda: (KEY,)))


def test_no_variable_holds_a_key_that_this_process_knows_wherever_it_has_it_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `api_key_command` tells what stands in the environment under another name; also if it is asked only later."""
    told, given = "sk-told-by-a-wallet", "sk-given-by-the-settings"
    for name, value in {
        "WALLET": told, "HEADER": f"Authorization: Bearer {told}", "GIVEN": f"<{given}>", "EMPTY": "", "OTHER": "sk-",
        "DASHSCOPE_API_KEY": "sk-of-another",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    settings = read_settings(tmp_path, {}, {"api_key_command": ["sh", "-c", "echo $WALLET"]})
    context = Context(tmp_path, replace(settings, api_key=given))
    command = command_of(context, ("sh", "-c", "env > env.txt; echo $0 >&2; exit 1", told))
    assert command is not None
    assert context.ring.told_by(settings.api_key_command, tmp_path) == told
    assert command.hand_over(b"{}\n", {"EDITCHAIN_TEXT": "told"}) == because("ended-saying", code=1, said="***")
    got = dict(line.split("=", 1) for line in (tmp_path / "env.txt").read_text().splitlines() if "=" in line)
    assert got.keys() & {"WALLET", "HEADER", "GIVEN", "DASHSCOPE_API_KEY"} == set()
    assert {name: got[name] for name in ("EMPTY", "OTHER", "EDITCHAIN_TEXT")} == {
        "EMPTY": "", "OTHER": "sk-", "EDITCHAIN_TEXT": "told",
    }  # fmt: skip
