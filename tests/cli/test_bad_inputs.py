"""Whatever is wrong is said plainly, with its place and what to do, before anything runs."""

import os
from collections.abc import Sequence

import click
import pytest

from engine.cli.root import COMMANDS, root
from tests.cli.cli_project import RECIPE, Project

CASES = {
    "no such file": (["none.yaml"], ["EC2001", "none.yaml"]),
    "a folder": (["home"], ["EC2002", "home", "it is a folder", "Name a file"]),
    "unknown service": (
        ["two.yaml", "--service", "dashscope"],
        ["EC2006", "Did you mean dashscope-", "dashscope-intl"],
    ),
    "an input without a value": (["two.yaml", "-i", "clip"], ["EC2004", "-i name=value"]),
    "an unknown input": (["two.yaml", "-i", "clpi=clip.mp4"], ["EC1602", "<inputs>:1:", "Did you mean clip?"]),
    "no such clip": (["two.yaml", "-i", "clip=none.mp4"], ["EC1510", "<inputs>:1:6", "none.mp4", "^^^^^^^^"]),
    "a corrupt clip": (["two.yaml", "-i", "clip=corrupt.mp4"], ["EC1511", "corrupt.mp4"]),
    "a clip that breaks off": (["two.yaml", "-i", "clip=half.mp4"], ["half.mp4"]),
    "a clip of 12 s": (["two.yaml", "-i", "clip=long.mp4"], ["12 s", "at most 10 s", "<inputs>:1:6"]),
    "a picture for a clip": (["two.yaml", "-i", "clip=picture.png"], ["EC1512", "picture.png", "video"]),
    "a clip for a picture": (["two.yaml", "-i", "picture=clip.mp4"], ["EC1512", "clip.mp4", "image"]),
    "a folder for a clip": (["two.yaml", "-i", "clip=home"], ["EC1511", "home", "it is a folder"]),
    "an odd address": (["two.yaml", "-i", "clip=ftp://host/clip.mp4"], ["ftp://host/clip.mp4"]),
    "no such inputs file": (["two.yaml", "--inputs", "none.json"], ["EC2001", "none.json"]),
    "an inputs file that is no JSON": (["two.yaml", "--inputs", "two.yaml"], ["two.yaml"]),
    "an unknown option": (["two.yaml", "--servce", "x"], ["--servce", "--service"]),
    "a wait that is no time": (["two.yaml", "--wait", "5"], ["--wait", "20m"]),
    "another plan": (["two.yaml", "--plan", "abcdef012345"], ["EC2009", "abcdef012345"]),
    "no plan": (["two.yaml", "--plan", ""], ["EC2090", "12"]),
}


@pytest.mark.parametrize(("args", "words"), CASES.values(), ids=CASES)
def test_is_said_before_anything_runs(project: Project, args: Sequence[str], words: Sequence[str]) -> None:
    project.write("two.yaml", RECIPE.replace("inputs:\n", "inputs:\n  picture: {type: image, optional: true}\n"))
    project.write("corrupt.mp4", "this was a film once")
    half = (project.root / "clip.mp4").read_bytes()
    (project.root / "half.mp4").write_bytes(half[: len(half) // 2])
    ended = project.call("run", *args)
    assert ended.exit == 2, ended.text
    assert ended.out == ""
    for word in words:
        assert word in ended.err
    assert not (project.state / "emulator").exists()


def test_all_mistakes_at_once(project: Project) -> None:
    bad = (
        RECIPE.replace("steps.first.video", "steps.frist.video")
        .replace("seed: 1", "seed: many")
        .replace("{{ inputs.look }}", "{{ inputs.lok }}")
    )
    project.write("bad.yaml", bad)
    ended = project.call("check", "bad.yaml")
    assert ended.exit == 2
    assert ended.out.count("bad.yaml:") == 3
    for word in ("Did you mean first?", "Did you mean look?", "seed"):
        assert word in ended.out


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ('servce = "x"\n', "servce"),
        ("service = 1\n", "service"),
        ("this is no TOML", "editchain.toml"),
        ('service = "nowhere"\n', "nowhere"),
    ],
)
def test_a_project_file_that_is_wrong(project: Project, text: str, word: str) -> None:
    project.write("editchain.toml", text)
    ended = project.call("plan", "two.yaml")
    assert ended.exit == 2
    assert word in ended.err


def test_an_unknown_command(project: Project) -> None:
    ended = project.call("rnu")
    assert ended.exit == 2
    assert "Did you mean run?" in ended.err
    assert "emulate" in project.call("anything").err


def test_an_unknown_run(project: Project) -> None:
    assert project.call("status").out == "no runs yet in this project\n"
    ended = project.call("status", "2026")
    assert ended.exit == 2
    assert "EC2010" in ended.err


@pytest.mark.parametrize(
    "url", ["http://example.org/api/v1", "https://example.org/", "https://u:p@example.org/api/v1", "nonsense"]
)
def test_an_address_that_must_not_be_given_the_key(project: Project, url: str) -> None:
    ended = project.at(url).call("run", "two.yaml", "--service", "dashscope-cn", "--max-cost", "50 CNY")
    assert ended.exit == 3
    assert "u:p" not in ended.err


def test_no_key(project: Project) -> None:
    ended = project.call("run", "two.yaml", "--service", "dashscope-cn", "--max-cost", "50 CNY")
    assert ended.exit == 3
    assert "DASHSCOPE_API_KEY" in ended.err


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ("", "此处应为一个值"),
        ("{'clip': 1}", "此处应为双引号中的键"),
        ('{"clip" 1}', "此处应为 `:`"),
        ('{"clip": [1 2]}', "此处应为 `,`"),
        ('{"clip": "a', "文本缺少收尾的引号"),
        ('{"clip": "a\nb"}', "文本中含有控制字符，例如换行"),
        ('{"clip": "\\q"}', "之后的写法不是 JSON 所认识的"),
        ('{"clip": {"a": 1, "a": 2}}', "一个对象中同一个键出现了两次"),
        ('{"clip": NaN}', "NaN 不是 JSON 的数字"),
        ('{"clip": 1} 2', "对象之后还有内容"),
    ],
)
def test_why_inputs_are_no_json_is_said_in_the_language_of_the_reader(project: Project, inputs: str, said: str) -> None:
    project.write("inputs.json", inputs)
    ended = project.call("plan", "two.yaml", "--inputs", "inputs.json", "--lang", "zh")
    assert ended.exit == 2
    assert f"输入文件不是 JSON：{said}" in ended.err.replace("`\\` ", "")


def test_no_path_is_refused_by_the_library_of_commands_whose_words_are_english() -> None:
    kinds = [
        (name, option.name, option.type)
        for name in COMMANDS
        for option in (root.get_command(click.Context(root), name) or root).params
        if isinstance(option.type, click.Path)
    ]
    assert len(kinds) > len(COMMANDS) // 2
    assert [(name, option) for name, option, kind in kinds if kind.readable or kind.exists] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b'lang = "fr"', "editchain.toml：lang 不能是 fr。 [EC2033 settings-language]"),
        (b'lang = "\xff"', "editchain.toml 无法读取：它不是 UTF-8。 [EC2011 settings-unreadable]"),
        (b"lang", "文件内容形如 `service"),
    ],
)
def test_settings_that_are_wrong_say_so_in_the_language_of_the_locale(project: Project, text: bytes, said: str) -> None:
    (project.root / "editchain.toml").write_bytes(text)
    project.env |= {"LANG": "zh_CN.UTF-8"}
    ended = project.call("plan", "two.yaml")
    assert (ended.exit, said in ended.err) == (2, True), ended.err


def test_settings_that_are_a_folder(project: Project) -> None:
    (project.root / "editchain.toml").unlink()
    (project.root / "editchain.toml").mkdir()
    ended = project.call("plan", "two.yaml", "--lang", "zh")
    assert (ended.exit, "editchain.toml 无法读取：它是文件夹。" in ended.err) == (2, True), ended.err


@pytest.mark.parametrize("value", ["en", "zh_CN", "ZH-Hans", ""])
def test_a_language_may_be_written_as_a_locale(project: Project, value: str) -> None:
    project.write("editchain.toml", f'lang = "{value}"\n')
    assert project.call("status").exit == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_can_not_be_looked_into_is_not_taken_for_an_empty_one(project: Project) -> None:
    folder = project.write("many/inner/bad.yaml", "recipe: 1").parent
    folder.chmod(0)
    ended = project.call("check", "many")
    folder.chmod(0o755)
    assert ended.exit == 2
    assert "many/inner can't be read: the right to do that is missing" in ended.err


@pytest.mark.parametrize("command", [("plan", "two.yaml"), ("status",), ("explain", "first")], ids=lambda args: args[0])
def test_a_state_folder_that_can_not_be_looked_into_is_not_taken_for_none(
    project: Project, command: Sequence[str]
) -> None:
    project.env |= {"EDITCHAIN_HOME": str(project.root / ("n" * 300))}
    ended = project.call(*command)
    assert ended.exit == 3, ended.text
    assert "EC2117 disk-unreadable" in ended.err


def test_before_the_first_run_explain_says_that_nothing_was_run(project: Project) -> None:
    ended = project.call("explain", "first")
    assert ended.exit == 2
    assert "Nothing was run in this project yet. [EC2032 no-runs]" in ended.err
