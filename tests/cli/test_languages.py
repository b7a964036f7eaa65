"""One language at a time: under a Chinese locale no command says anything in English, and under another none in Chinese."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from engine.cli.root import COMMANDS
from tests.cli.cli_project import Done, Project
from tests.cli.cli_stand_in import StandIn
from tests.cli.test_doubt import loses_a_reply_and_lists_no_more
from tests.phrases.language import chinese_in, english_in

OTHER: dict[str, Callable[[str], list[str]]] = {"zh_CN.UTF-8": english_in, "en_US.UTF-8": chinese_in}
CAMPAIGN = """\
campaign: 1
name: launch
uses: spring.yaml
with: {clip: clip.mp4}
rows: {list: [{sku: A1}, {sku: A2}], key: [sku]}
publish: {styled: "{{ row.sku }}-s.{{ ext }}", final: "{{ row.sku }}.{{ ext }}"}
"""
BAD = """\
recipe: 1
name: bad
version: 1
inpts: {clip: {type: video}}
inputs: {clip: {type: video}}
steps:
  - {id: a, uses: wan2.7-videoedit, with: {video: "${{ inputs.clp }}", prompt: "", durations: 3}}
outputs: {final: "${{ steps.b.video }}"}
"""
PAID = ("--service", "dashscope-cn", "--max-cost", "100 CNY")
ASKED = ("spring.yaml", "-i", "clip=clip.mp4")


@dataclass
class Reader:
    """A person of one locale, and everything that the commands say to them."""

    project: Project
    foreign: Callable[[str], list[str]]

    def call(self, *args: str, exit: int = 0) -> Done:
        ended = self.project.call(*args)
        assert ended.exit == exit, ended.text
        assert self.foreign(ended.text) == [], ended.text
        assert ended.text
        return ended


@pytest.fixture(params=OTHER)
def reader(request: pytest.FixtureRequest, project: Project) -> Reader:
    project.env |= {"LANG": request.param}
    someone = Reader(project, OTHER[request.param])
    someone.call("new", "spring.yaml")
    return someone


def test_before_anything_is_spent(reader: Reader) -> None:
    reader.project.write("launch.yaml", CAMPAIGN)
    reader.project.write("bad.yaml", BAD)
    reader.project.write(
        "other.yaml", (reader.project.root / "spring.yaml").read_text("utf-8").replace("720P", "1080P")
    )
    reader.project.write(
        "failing.yaml", (reader.project.root / "spring.yaml").read_text("utf-8").replace("seconds: 8", "seconds: 9")
    )
    reader.call("check", "bad.yaml", "spring.yaml", exit=2)
    reader.call("test", "spring.yaml")
    reader.call("test", "failing.yaml", exit=1)
    reader.call("test", "bad.yaml", exit=2)
    reader.call("plan", *ASKED)
    reader.call("plan", *ASKED, *PAID)
    reader.call("plan", *ASKED, "--service", "dashscope-cn", "--max-cost", "1 CNY")
    reader.call("plan", "launch.yaml")
    reader.call("plan", "launch.yaml", "--canary", "1")
    reader.call("diff", "spring.yaml", "other.yaml", "-i", "clip=clip.mp4")
    reader.call("diff", "spring.yaml", "spring.yaml", "-i", "clip=clip.mp4")
    reader.call("status")
    reader.call("models")
    reader.call("models", "wan2.7-videoedit")
    reader.call("plan", "none.yaml", exit=2)
    reader.call("plan", *ASKED, "--service", "nowhere", exit=2)
    reader.call("run", *ASKED, "--service", "dashscope-cn", exit=3)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help(reader: Reader, command: str) -> None:
    reader.call(*command.split(), "--help")


def test_a_run_that_ends_well_and_is_reused(reader: Reader, stand_in: StandIn) -> None:
    reader.call("run", *ASKED, *PAID)
    reader.call("plan", *ASKED, *PAID)
    reader.call("run", *ASKED, *PAID)
    runs = reader.call("status")
    reader.call("status", runs.out.split()[0])
    reader.project.write("launch.yaml", CAMPAIGN)
    reader.call("run", "launch.yaml", *PAID)


def test_runs_that_do_not(reader: Reader, stand_in: StandIn) -> None:
    stand_in.ends = [("DataInspectionFailed", "Input data may contain inappropriate content.")]
    reader.call("run", *ASKED, *PAID, exit=1)
    reader.call("status", reader.call("status").out.split()[0])
    stand_in.acts = [(400, "InvalidParameter"), (401, "InvalidApiKey")]
    reader.call("run", *ASKED, *PAID, exit=1)
    reader.call("run", *ASKED, *PAID, exit=3)
    reader.call("run", *ASKED, "--service", "dashscope-cn", "--max-cost", "1 CNY", exit=3)
    loses_a_reply_and_lists_no_more(stand_in)
    reader.call("run", *ASKED, *PAID, "--wait", "3s", exit=4)
    reader.call("plan", *ASKED, *PAID)
    reader.call("run", *ASKED, *PAID, "--wait", "3s", exit=4)
    reader.call(
        "run", "spring.yaml", "-i", "clip=other.mp4", *PAID, "--wait", "3s", exit=4
    )  # equal for the service's list
    stand_in.lists, stand_in.on_submit = True, lambda: None
    reader.call("run", *ASKED, *PAID)


def test_a_service_that_is_not_there(reader: Reader) -> None:
    reader.project.at("http://127.0.0.1:1/api/v1")
    reader.call("plan", *ASKED, *PAID, exit=3)


@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_what_programs_read_is_english_unless_a_language_is_asked_for(project: Project, format: str) -> None:
    project.env |= {"LANG": "zh_CN.UTF-8"}
    project.write("editchain.toml", 'lang = "zh"\n')
    plan = ("plan", "two.yaml", "--format", format)
    assert "no stored result answers this request" in project.call(*plan).out
    assert "没有已存的结果可以回应这个请求" in project.call(*plan, "--lang", "zh").out
    bad = project.call("plan", "none.yaml", "--format", format)
    assert (bad.exit, "There is no file none.yaml." in bad.out) == (2, True)
