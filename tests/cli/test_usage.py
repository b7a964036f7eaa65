"""Help, and what is wrong with the arguments, in the reader's language."""

import json
import re

import click
import pytest

from engine.cli.root import COMMANDS, root
from engine.report.width import width_of
from engine.terminal.command import Command
from engine.terminal.screen import wishes_in
from tests.cli.cli_project import Project
from tests.cli.cli_told import Asked

CHINESE = re.compile("[\u4e00-\u9fff]")
HEADINGS = {"en": ("Usage: ", "Options:"), "zh": ("用法：", "选项：")}


@pytest.mark.parametrize("lang", HEADINGS)
@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)], ids=lambda args: " ".join(args) or "root")
@pytest.mark.parametrize("columns", ["40", "80"])
def test_help_is_in_one_language_and_no_wider_than_the_terminal(
    project: Project, command: tuple[str, ...], lang: str, columns: str
) -> None:
    project.env |= {"COLUMNS": columns}
    ended = project.call(*command, "--help", "--lang", lang)
    assert (ended.exit, ended.err) == (0, "")
    usage, options = HEADINGS[lang]
    assert ended.out.startswith(f"{usage}editchain{' ' if command else ''}{' '.join(command)} ")
    assert f"\n{options}\n" in ended.out
    assert bool(CHINESE.search(ended.out)) == (lang == "zh")
    own = root.get_command(click.Context(root), command[0]) if command else root
    assert isinstance(own, Command)
    lines = own.words.lines
    never_broken = {f"  {line}" for text in (lines.en, lines.zh) for line in text.split("\n")}
    assert [line for line in ended.out.splitlines() if width_of(line) > int(columns) and line not in never_broken] == []


@pytest.mark.parametrize(
    ("args", "env"),
    [
        (("--lang", "zh", "plan", "--help"), {}),
        (("plan", "--lang", "zh", "--help"), {}),
        (("plan", "--help", "--lang", "zh"), {}),
        (("plan", "--help", "--lang=zh"), {}),
        (("plan", "--help"), {"LANG": "zh_CN.UTF-8"}),
        (("plan", "--help"), {"EDITCHAIN_LANG": "zh"}),
        (("--lang", "en", "plan", "--help", "--lang", "zh"), {}),
    ],
    ids=str,
)
def test_the_language_may_be_said_anywhere(project: Project, args: tuple[str, ...], env: dict[str, str]) -> None:
    project.env |= env
    assert project.call(*args).out.startswith("用法：editchain plan [选项] FILE\n")


def test_the_project_may_say_the_language(project: Project) -> None:
    project.write("editchain.toml", 'lang = "zh"\n')
    assert project.call("--help").out.startswith("用法：")
    assert project.call("--help", "--lang", "en").out.startswith("Usage: ")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), None), (("--lang",), None), (("--lang", "zh"), "zh"), (("--lang=zh",), "zh"), (("--lang", "fr"), None),
        (("--lang", "zh", "--lang", "en"), "en"), (("plan", "--language", "zh"), None),
    ],
)  # fmt: skip
def test_the_language_that_the_arguments_ask_for(args: tuple[str, ...], said: str | None) -> None:
    assert wishes_in(args).lang == said


MISUSES = {
    "no such command": (("chek",), "There is no command chek.", "没有命令 chek。", "editchain"),
    "no such option": (("plan", "x.yaml", "--rwos", "a"), "There is no option --rwos.", "没有选项 --rwos。", "editchain plan"),
    "an option of before": (
        ("run", "x.yaml", "--limit", "3"), "There is no option --limit.", "没有选项 --limit。", "editchain run"
    ),
    "nothing given": (("plan",), "FILE is missing.", "缺少 FILE。", "editchain plan"),
    "too much": (("plan", "a", "b", "c"), "Nothing more is taken: b c.", "多余的参数：b c。", "editchain plan"),
    "no value": (("plan", "x.yaml", "--canary"), "--canary needs a value.", "--canary 需要取值。", "editchain plan"),
    "a value": (("schema", "--path=3"), "--path takes no value.", "--path 不带取值。", "editchain schema"),
    "not one of": (
        ("plan", "x.yaml", "--format", "xml"), "xml can't be given for --format.", "--format 不能是 xml。", "editchain plan"
    ),
    "no number": (
        ("plan", "x.yaml", "--canary", "0"), "--canary takes a whole number from 1 on, not 0.",
        "--canary 须为不小于 1 的整数，而不是 0。", "editchain plan",
    ),
    "no language": (("plan", "--lang", "fr", "x"), "fr can't be given for --lang.", None, "editchain plan"),
}  # fmt: skip


@pytest.mark.parametrize(("args", "english", "chinese", "command"), MISUSES.values(), ids=list(MISUSES))
def test_a_misuse_is_said_in_our_own_words(
    project: Project, args: tuple[str, ...], english: str, chinese: str | None, command: str
) -> None:
    ended = project.call(*args)
    assert ended.exit == 2
    first, *_, last = ended.err.splitlines()
    assert first.startswith(f"error: {english} [EC20")
    assert last == f"  `{command} --help` says what it takes."
    if chinese is not None:
        ended = project.call("--lang", "zh", *args)
        assert ended.exit == 2
        assert ended.err.startswith(f"错误: {chinese} [EC20")
        assert ended.err.endswith(f"  用法见 `{command} --help`。\n")


@pytest.mark.parametrize(
    ("args", "key"),
    [
        (("run", "two.yaml", "--wait", "3"), "wait-syntax"),
        (("run", "two.yaml", "--rows", ","), "rows-unnamed"),
        (("diff", "a", "b", "c"), "files-too-many"),
        (("schema", "recip"), "unknown-schema"),
        (("models", "wan"), "no-such-model"),
        (("plan", "two.yaml", "--compare", "media/trim", "--step", "a"), "compare-tool"),
        (("plan", "two.yaml", "--compare", "wan3.0-video/edit", "--html", "--out", "x.html"), "compare-only"),
        (("plan", "two.yaml", "--compare", "wan3.0-video/edit", "--out", "x.html"), "compare-only"),
        (("plan", "two.yaml", "--out", "x.html", "--show", "a"), "not-both"),
        (("emulate", "--offline-media", "none.mp4"), "file-not-found"),
        (("emulate", "--limits", "submits=0"), "limits-syntax"),
    ],
)
def test_what_a_command_cannot_do_has_a_key(project: Project, args: tuple[str, ...], key: str) -> None:
    ended = project.call(*args)
    assert ended.exit == 2
    assert f" {key}]" in ended.err


@pytest.mark.parametrize(
    ("setting", "key"),
    [
        ('max_failures = "few"', "settings-failures"),
        ("max_failures = 0", "settings-failures"),
        ('max_cost = "20"', "settings-cost"),
        ("[limits.embedded]\nsubmits = 0", "settings-limit"),
    ],
)
@pytest.mark.parametrize("command", [("check", "two.yaml"), ("plan", "two.yaml"), ("run", "two.yaml"), ("status",)])
def test_a_setting_that_is_no_amount_is_told_before_anything_is_done(
    project: Project, setting: str, key: str, command: tuple[str, ...]
) -> None:
    path = project.write("editchain.toml", setting)
    ended = project.call(*command)
    assert (ended.exit, project.state.exists()) == (2, False)
    assert f" {key}]" in ended.err
    assert str(path) in ended.err
    project.write("editchain.toml", 'max_failures = 5\nmax_cost = "20 CNY"')
    assert project.call("plan", "two.yaml").exit == 0


@pytest.mark.parametrize(
    "args",
    [
        ("status", ""), ("status", "--ledger", ""), ("explain", ""), ("explain", "first", "--run", ""), ("cancel", " "),
        ("resolve", "", "--resubmit"), ("resolve", "first", "--adopt", ""), ("doctor", "--service", ""),
        ("run", "two.yaml", "--service", ""), ("plan", "two.yaml", "--service", ""),
    ],
)  # fmt: skip
def test_a_variable_of_the_shell_that_is_not_set_names_nothing(
    done: tuple[Project, Asked], args: tuple[str, ...]
) -> None:
    project, asked = done
    ended = project.call(*args)
    assert (ended.exit, asked.prompts) == (2, [])
    assert " name-empty]" in ended.err, ended.text


@pytest.mark.parametrize("out", ["two.yaml", "two.yaml/results"])
def test_results_can_be_published_only_under_a_folder(project: Project, out: str) -> None:
    for args in (("--out", out), ("--out", out, "--lang", "zh")):
        ended = project.call("run", "two.yaml", *args)
        assert (ended.exit, "out-not-folder" in ended.err, "two.yaml" in ended.err) == (2, True, True)
    project.write("editchain.toml", f'out = "{out}"')
    assert project.call("run", "two.yaml").exit == 2


def test_without_a_command_there_is_help(project: Project) -> None:
    ended = project.call()
    assert ended.exit == 2
    assert ended.err.startswith("Usage: editchain [OPTIONS] COMMAND [ARGS]...\n")


def test_an_option_of_another_name_is_told_its_name_here(project: Project) -> None:
    for command in ("plan", "run", "diff"):
        ended = project.call(command, "launch.yaml", "--limit", "3")
        assert (ended.exit, "Did you mean --canary?" in ended.err) == (2, True), ended.err
    assert "--canary" not in project.call("status", "--limit", "3").err


def test_a_log_of_json_is_json_to_its_last_line(finished: tuple[Project, object]) -> None:
    project, _ = finished
    ended = project.run("run", "two.yaml", "--service", "dashscope-cn", "--log-format", "json", "--format", "json")
    lines = [json.loads(line) for line in ended.err.splitlines()]
    assert (ended.exit, ended.json["state"]) == (0, "done")
    assert [line["event"] for line in lines[:2]] + [lines[-1]["event"]] == ["planned", "run-started", "run-ended"]
    assert {line["run"] for line in lines[1:]} == {ended.json["run_id"]}


@pytest.mark.parametrize("lang", HEADINGS)
def test_the_comparison_of_the_help_names_the_step_where_its_recipe_has_several(project: Project, lang: str) -> None:
    plan = root.get_command(click.Context(root), "plan")
    assert isinstance(plan, Command)
    (line,) = [one for one in plan.words.lines.en.splitlines() if "--compare" in one]
    assert plan.words.lines.zh == plan.words.lines.en
    project.call("new", "--example", "restyle")
    ended = project.call(*line.split()[1:], "--lang", lang)
    assert (ended.exit, ended.err) == (0, "")
    assert "wan3.0-video/edit" in ended.out


@pytest.mark.parametrize("view", [("--html",), ("--out", "x.html"), ("--show", "a")])
@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_a_plan_is_shown_as_one_thing(project: Project, view: tuple[str, ...], format: str) -> None:
    ended = project.call("plan", "two.yaml", *view, "--format", format)
    assert ended.exit == 2
    assert json.loads(ended.out)["error"]["code"] == "EC1247"
    assert not (project.root / "x.html").exists()
