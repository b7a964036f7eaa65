"""What stands on which stream: results on stdout, all else on stderr; colours and bars on a terminal only."""

import os
import pty
import subprocess

import pytest

from tests.cli.cli_project import COMMAND, KEY, Project
from tests.cli.cli_told import Asked

RUN = ("run", "two.yaml", "--service", "dashscope-cn")
ESCAPE = "\x1b"


def test_a_run_prints_results_and_tells_its_progress(done: tuple[Project, Asked]) -> None:
    project, _ = done
    ended = project.run(*RUN, "-i", "clip=other.mp4", "--out", "new")
    assert ended.exit == 0
    told = [line for line in ended.err.splitlines() if not line.endswith((": pending", ": running"))]
    assert told[0] == "service dashscope-cn · realm draft:stamp-1:unsupported=fail · nothing is billed"
    assert [line.partition(" as job ")[0] for line in told[1:]] == [
        f"{step}: {word}"
        for step in ("first", "second")
        for word in ("submitting", "accepted", "edited; downloading", "done")
    ]
    assert ended.out.splitlines()[-1] == "final: new/two/final.mp4"
    assert (project.root / "new" / "two" / "final.mp4").is_file()
    assert ESCAPE not in ended.text


@pytest.mark.parametrize(
    "command",
    [
        ("plan", "two.yaml"),
        ("check", "two.yaml", "--format", "json"),
        ("models",),
        ("status",),
        ("schema",),
        ("--help",),
        ("run", "--help"),
    ],
)
def test_no_colour_and_nothing_on_stderr(project: Project, command: tuple[str, ...]) -> None:
    ended = project.call(*command)
    assert ended.exit == 0
    assert ESCAPE not in ended.text
    assert ended.err == ""


PASSED_OVER = "passed over 1 YAML file without a key recipe or campaign\n"


def test_a_check_of_a_folder_passes_over_files_of_other_programs(project: Project) -> None:
    folder = project.root / "shop"
    folder.mkdir()
    (folder / "docker-compose.yaml").write_text("services:\n  web: {image: nginx}\n")
    ended = project.call("check", "shop", "--format", "json")
    assert [found["code"] for found in ended.json["faults"]] == ["EC2015"]
    (folder / "two.yaml").write_text((project.root / "two.yaml").read_text("utf-8"), "utf-8")
    (folder / "many.yml").write_text("campain: 1\nname: many\nuses: two.yaml\nrows: {list: [{n: 1}], key: [n]}\n")

    ended = project.call("check", "shop", "--format", "json")
    assert (ended.exit, ended.err) == (2, PASSED_OVER)
    assert {(found["file"], found["line"], found["code"]) for found in ended.json["faults"]} >= {
        ("shop/many.yml", 1, "EC1102")
    }
    assert "docker" not in ended.text

    ended = project.call("check", "shop/docker-compose.yaml")
    assert (ended.exit, "EC1101" in ended.text, PASSED_OVER in ended.err) == (2, True, False)


@pytest.mark.parametrize(
    ("paths", "said"),
    [
        (["two.yaml"], ""),
        (["two.yaml", "none.yaml"], "checked 2 files: 1 error\n"),
        (["home"], "checked 0 files: 1 error\n"),
    ],
    ids=["good", "bad", "none"],
)
def test_a_check_says_what_it_has_looked_at(project: Project, paths: list[str], said: str) -> None:
    ended = project.call("check", *paths)
    assert ended.exit == (2 if "error" in said else 0)
    assert ended.err == said


def test_json_stands_alone_on_stdout(done: tuple[Project, Asked]) -> None:
    project, _ = done
    ended = project.call(*RUN, "--format", "json")
    assert ended.json["state"] == "done"
    assert "reused" in ended.err


def test_a_terminal_gets_bars(done: tuple[Project, Asked]) -> None:
    project, _ = done
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [COMMAND, *RUN, "-i", "clip=other.mp4", "--out", "new"], cwd=project.root, env=project.env | {"TERM": "xterm", "COLUMNS": "120"},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=theirs,
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    try:
        while block := os.read(ours, 65536):
            shown += block
    except OSError:  # the other side is closed: a terminal says so in this way
        pass
    os.close(ours)
    assert process.stdout is not None
    with process.stdout as stream:
        out = stream.read().decode()
    assert process.wait(60) == 0
    text = shown.decode()
    assert ESCAPE in text
    assert "service dashscope-cn" in text
    assert "first" in text
    assert "done" in text
    assert ESCAPE not in out
    assert out.endswith("final: new/two/final.mp4\n")
    assert KEY not in text + out


def test_words_in_chinese(project: Project) -> None:
    ended = project.call("check", "none.yaml", "--lang", "zh")
    assert ended.exit == 2
    assert "错误" in ended.out


def test_a_reader_who_has_gone_is_no_defect(project: Project) -> None:
    with subprocess.Popen(
        [COMMAND, "models", "--format", "json"], cwd=project.root, env=project.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
