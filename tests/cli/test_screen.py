"""What stands on which stream: results on stdout, all else on stderr; a view that is drawn over on a terminal only."""

import re
import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from engine.api.check import check
from engine.api.context import make_context
from engine.recipe import PlacedText
from engine.report import testing
from engine.report.live.view import HEIGHT
from engine.report.models import models_text
from engine.report.testing import TriedFile, TriedTest
from engine.report.width import width_of
from engine.sources.recipes import ChosenFiles
from engine.terminal.painter import CLEAR_LINE
from engine.terminal.screen import Wishes, show, this_screen, wishes_in
from engine.values.place import Place
from tests.cli.cli_project import COMMAND, KEY, Project
from tests.cli.cli_stand_in import StandIn
from tests.cli.cli_terminal import on_a_terminal
from tests.cli.cli_told import Asked
from tests.report.runs import CHINESE, ENGLISH
from tests.worlds import CATALOG

RUN = ("run", "two.yaml", "--service", "dashscope-cn")
ESCAPE = "\x1b"
FRAME = re.compile(r"\x1b\[\d+F")  # back to the beginning of what was drawn before


def test_a_run_prints_results_and_tells_its_progress(done: tuple[Project, Asked]) -> None:
    project, _ = done
    ended = project.run(*RUN, "-i", "clip=other.mp4", "--out", "new")
    assert ended.exit == 0
    told = ended.err.splitlines()
    assert told[0] == "service dashscope-cn · realm draft:stamp-1:unsupported=fail · nothing is billed"
    assert [re.sub("^[-0-9]{10} [:0-9]{8}  | as job .*", "", line) for line in told[1:-1]] == [
        "first: accepted",
        "first: done (1/2)",
        "second: accepted",
        "second: done (2/2)",
    ]
    assert ended.out.splitlines()[-1] == "final: new/drafts/two/final.mp4 (draft)"
    assert (project.root / "new" / "drafts" / "two" / "final.mp4").is_file()
    assert ESCAPE not in ended.text


@pytest.mark.parametrize(
    "command",
    [
        ("plan", "two.yaml", "--format", "json"),
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


def test_a_plan_ends_with_the_command_that_runs_it(project: Project) -> None:
    given = ("-i", "clip=other.mp4", "--service", "embedded")
    (line,) = project.call("plan", "two.yaml", *given, "--lang", "en").err.splitlines()
    next_one, digest = line.rsplit(" ", 1)
    assert next_one == f"next: editchain run two.yaml {shlex.join(given)} --plan"
    assert project.call("plan", "two.yaml", *given, "--format", "json").json["digest"].startswith(digest)


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
        (["two.yaml"], "checked 1 recipe: no mistakes\n"),
        (["two.yaml", "none.yaml"], "checked 1 recipe: 1 error\n"),
        (["home"], "checked nothing: 1 error\n"),
        (["two.yaml", "--lang", "zh"], "已检查 1 份配方：没有问题\n"),
    ],
    ids=["good", "bad", "none", "Chinese"],
)
def test_a_check_says_what_it_has_looked_at(project: Project, paths: list[str], said: str) -> None:
    ended = project.call("check", *paths)
    assert ended.exit == (2 if "error" in said else 0)
    assert ended.err == said


@pytest.mark.parametrize("path", [".", ".."])
def test_an_empty_folder_is_named_though_its_path_names_none(tmp_path: Path, path: str) -> None:
    here = tmp_path / "inner"
    here.mkdir()
    (found,) = check(make_context(here, {}), ChosenFiles((), 0, (Path(path),)))
    assert found.args["path"] == str((here / path).resolve())


PAINT = "\x1b[1;31m"


@pytest.mark.parametrize(
    ("env", "args", "colour"),
    [
        ({}, (), False),
        ({}, ("--color", "always"), True),
        ({"NO_COLOR": "1"}, ("--color=always",), True),
        ({"FORCE_COLOR": "1"}, (), True),
        ({"FORCE_COLOR": "0"}, (), False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, (), False),
        ({"FORCE_COLOR": "1"}, ("--color", "never"), False),
    ],
    ids=str,
)
def test_a_pipe_gets_colour_only_if_it_is_asked_for(
    env: dict[str, str], args: tuple[str, ...], colour: bool, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    paper = this_screen(wishes=wishes_in(args))
    show(f"{paper.paint('error', 'bad')} \x1b[31m{PAINT[:3]}")
    assert paper.columns is None
    assert capsys.readouterr().out == (f"{PAINT}bad\x1b[0m" if colour else "bad") + " �[31m�[1\n"


@pytest.mark.parametrize(
    ("args", "env", "colour"),
    [((), {}, True), (("--color", "never"), {}, False), ((), {"NO_COLOR": "1"}, False), ((), {"TERM": "dumb"}, False)],
    ids=["auto", "never", "NO_COLOR", "dumb"],
)
@pytest.mark.parametrize("columns", [40, 120])
def test_a_terminal_gets_colour_and_nothing_wider_than_it(
    project: Project, args: tuple[str, ...], env: dict[str, str], columns: int, colour: bool
) -> None:
    (project.root / "bad.yaml").write_text("recipe: 1\nname: " + "水彩画风" * 40 + "\nstep: {}\n", "utf-8")
    project = replace(project, env={**project.env, **env})
    out, text = on_a_terminal(project, "plan", "bad.yaml", *args, columns=columns, code=2)
    assert out == ""
    assert (PAINT in text) is colour
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert ESCAPE not in plain
    assert max(width_of(line) for line in plain.splitlines()) <= columns
    assert "EC1102" in plain


TESTS = "tests:\n  - name: two\n    inputs: {clip: {seconds: 4}}\n    expect: {run: [first, second]}\n"


@pytest.mark.parametrize("command", ["check", "test", "plan"])
def test_under_strict_a_warning_is_a_mistake(project: Project, command: str) -> None:
    text = (project.root / "two.yaml").read_text("utf-8")
    (project.root / "warned.yaml").write_text(
        text.replace("inputs:\n", "inputs:\n  unread: {type: string, optional: true}\n") + TESTS, "utf-8"
    )
    loose = project.call(command, "warned.yaml")
    strict = project.call(command, "warned.yaml", "--strict")
    assert (loose.exit, strict.exit) == (0, 2)
    assert "lint-unused-input" in strict.text


@pytest.mark.parametrize("args", [RUN, ("status",), ("plan", *RUN[1:])])
def test_states_are_painted_where_colour_is_asked_for(done: tuple[Project, Asked], args: tuple[str, ...]) -> None:
    project, _ = done
    plain, painted = (project.call(*args, *more) for more in ((), ("--color", "always")))
    assert plain.exit == painted.exit == 0
    assert (ESCAPE in plain.text, ESCAPE in painted.text) == (False, True)
    assert "�" not in painted.text
    ids = re.compile(r"\d{8}-\d{6}-\w+|for \d+:\d+")
    assert ids.sub("", re.sub(r"\x1b\[[0-9;]*m", "", painted.out)) == ids.sub("", plain.out)


@pytest.mark.parametrize("columns", [40, 80])
def test_what_is_told_of_a_run_fits_a_terminal(
    columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(columns))
    paper = this_screen(wishes=Wishes(color="always"))
    show(
        f"first  {paper.paint('good', 'done')}  job 75b06bb2 · 8 s billed · 计费水彩画风格的说明文字\n    short\n",
        fold=True,
    )
    *lines, last = capsys.readouterr().out.splitlines()
    assert last == "    short"
    assert all(width_of(line.replace("\x1b[32m", "").replace("\x1b[0m", "")) <= columns for line in lines)
    assert [line[:4] for line in lines[1:]] == ["    "] * (len(lines) - 1)
    assert (len(lines) > 1) is (columns == 40)


@pytest.mark.parametrize("columns", [40, 80])
def test_models_and_tests_fit_a_terminal(
    columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", str(columns))
    words = "a test whose name tells at length what it holds of the recipe that carries it"
    test = TriedTest(PlacedText(words, Place("r.yaml", 1, 1, 1, 2)), ())
    screen = this_screen(wishes=Wishes(color="never"))
    for messages in (ENGLISH, CHINESE):
        show(models_text(CATALOG, messages, screen), fold=True)
        show(testing.tests_text(TriedFile("r.yaml", (test,)), messages, {}, screen), fold=True)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(width_of, lines)) <= columns
    assert ("  reference_images" in lines) is (columns == 40)  # what is said of a parameter then stands below its name


def test_a_step_gets_summaries_of_what_was_done_in_it(done: tuple[Project, Asked]) -> None:
    project, _ = done
    project = replace(project, env={**project.env, "GITHUB_STEP_SUMMARY": "step.md"})
    assert project.call("check", "two.yaml", "none.yaml").exit == 2
    assert project.call("plan", "two.yaml", "--max-cost", "50 CNY", "--service", "dashscope-cn").exit == 0
    assert project.run(*RUN).exit == 0
    step = (project.root / "step.md").read_text("utf-8")
    assert [line for line in step.splitlines() if line.startswith("#")] == [
        f"### editchain {word}" for word in ("check", "plan", "run")
    ]
    assert "| `none.yaml` | 1 | 0 |" in step
    assert "`2 tasks, 0 to run, 2 reused" in step
    assert re.search(r"\| Tasks \| `run \S+ done: 2 reused", step)
    assert project.call("plan", "two.yaml", "--summary", "other.md", "--lang", "zh").exit == 0
    assert (project.root / "other.md").read_text("utf-8").startswith("### editchain 计划\n")


@pytest.mark.parametrize("command", ["plan", "run"])
def test_a_step_gets_a_summary_of_why_nothing_was_done(project: Project, command: str) -> None:
    (project.root / "bad.yaml").write_text((project.root / "two.yaml").read_text("utf-8").replace("720P", "721P"))
    assert project.call(command, "bad.yaml", "--summary", "step.md").exit == 2
    assert project.call(command, "none.yaml", "--summary", "step.md").exit == 2
    step = (project.root / "step.md").read_text("utf-8")
    assert step.count(f"### editchain {command}\n") == 2
    assert re.search(r"\| `bad.yaml` \| [1-9] \| 0 \|", step)
    assert re.search(r"`bad.yaml:\d+:\d+` \| `.*721P.*\[EC", step)
    assert "none.yaml" in step


def test_a_summary_that_cannot_be_written_changes_nothing(project: Project) -> None:
    ended = project.call("check", "two.yaml", "--summary", "none/step.md")
    assert ended.exit == 0
    assert "EC2132 summary-unwritable" in ended.err


def test_json_stands_alone_on_stdout(done: tuple[Project, Asked]) -> None:
    project, _ = done
    ended = project.call(*RUN, "--format", "json")
    assert ended.json["state"] == "done"
    assert "reused" in ended.err


def test_a_terminal_gets_one_view_of_the_run_and_then_its_totals(done: tuple[Project, Asked]) -> None:
    project, _ = done
    out, text = on_a_terminal(project, *RUN, "-i", "clip=other.mp4", "--out", "new", columns=120)
    assert text.startswith("service dashscope-cn · realm")
    *_, counted, took, step = text.splitlines()
    assert counted.endswith("2 of 2 tasks done")
    assert took.startswith("for ")
    assert step.startswith("look at it: editchain report ")
    assert ESCAPE not in out
    assert out.endswith("final: new/drafts/two/final.mp4 (draft)\n")
    assert KEY not in text + out


RECIPE_OF_ROWS = """\
recipe: 1
name: spot
version: "1.0.0"
inputs: {clip: {type: video}, place: {type: string}}
defaults:
  wan2.7-videoedit: {resolution: 720P, prompt_extend: false, watermark: true}
steps:
  - id: look
    uses: wan2.7-videoedit
    with: {video: "${{ inputs.clip }}", prompt: "Move it to {{ inputs.place }}."}
outputs:
  final: ${{ steps.look.video }}
"""
ROWS = """\
campaign: 1
name: many
uses: spot.yaml
with: {clip: clip.mp4, place: "${{ row.city }}"}
rows: {file: rows.csv, key: [sku]}
publish: {final: "{{ row.sku }}.{{ ext }}"}
"""


@pytest.mark.parametrize("columns", [40, 120])
def test_a_campaign_is_drawn_in_a_few_lines_that_fit(project: Project, stand_in: StandIn, columns: int) -> None:
    project.write("spot.yaml", RECIPE_OF_ROWS)
    project.write("many.yaml", ROWS)
    project.write("rows.csv", "sku,city\n" + "".join(f"number-{n:03},town {n}\n" for n in range(40)))
    _, text = on_a_terminal(
        project, "run", "many.yaml", "--service", "dashscope-cn", "--max-cost", "500 CNY", columns=columns
    )
    for frame in FRAME.split(text):
        drawn = [line.removesuffix(CLEAR_LINE) for line in frame.split("\r\n") if line.endswith(CLEAR_LINE)]
        assert len(drawn) in (0, HEIGHT)
        assert all(width_of(line) < columns for line in drawn)
    assert "40 of 40 rows done" in text


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
