"""What somebody types by mistake ends in a sentence and the right exit code, never in a traceback."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.cli.root import root

ROOT = Path(__file__).parents[2]
LONG = "a" * 300


def ended(*arguments: str) -> tuple[int, str, str]:
    answer = CliRunner().invoke(root, list(arguments))
    assert answer.exception is None or isinstance(answer.exception, SystemExit), answer.exception
    return answer.exit_code, answer.stdout, answer.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("plan", "recipes/campaigns/launch.yaml", "--rows", ""), 2),
        (("plan", "recipes/campaigns/launch.yaml", "--rows", " , "), 2),
        (("new", "."), 2),
        (("new", "README.md/x.yaml"), 3),
        (("check", f"{LONG}.yaml"), 2),
        (("plan", f"{LONG}.yaml"), 2),
        (("plan", "recipes/restyle.yaml", "-i", f"clip={LONG}.mp4"), 2),
        (("check", "/dev/zero"), 2),
        (("plan", "recipes"), 2),
        (("test", "/dev/null"), 2),
        (("emulate", "--folder", "README.md"), 3),
        (("diff", "recipes/nowhere.yaml"), 2),
    ],
)
def test_a_slip_of_the_hand_ends_with_its_code(
    arguments: tuple[str, ...], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert ended(*arguments)[0] == code


@pytest.mark.parametrize("arguments", [("nowhere.yaml",), ("recipes/restyle.yaml", "-i", "look=x")])
def test_an_error_is_one_line_where_lines_are_asked_for(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    code, out, _ = ended("plan", *arguments, "--format", "jsonl")
    (line,) = out.splitlines()
    assert (code, list(json.loads(line))) in ((2, ["error"]), (2, ["faults"]))
