"""Media at http addresses through the real command: looked at before spending, reused by their version, never shown with their keys."""

import signal
import threading
from collections.abc import Callable

import pytest

from engine.emulator.server import EmulatorServer
from tests.cli.cli_project import RECIPE, Project
from tests.cli.cli_stand_in import StandIn
from tests.cli.cli_terminal import on_a_terminal
from tests.media_server import Asked, File, MediaServer, tagged

ONE = (
    RECIPE.partition("steps:")[0]
    + """\
steps:
  - id: first
    uses: wan2.7-videoedit
    if: ${{ inputs.clip.seconds < 11 }}
    with: {video: "${{ inputs.clip }}", prompt: "Make it {{ inputs.look }}."}
outputs:
  final: {value: "${{ steps.first.video }}", optional: true}
"""
).replace("lint: {two-prompts: off}\n", "")
CAMPAIGN = """\
campaign: 1
name: launch
uses: one.yaml
rows: {file: rows.csv, key: [sku]}
publish: {final: "{{ row.sku }}.{{ ext }}"}
"""
RUN = ("run", "one.yaml", "--service", "dashscope-cn", "--format", "json")
CANARY = "SIGNATURE-CANARY-5a5a"
Emulators = Callable[..., EmulatorServer]


@pytest.fixture
def project(project: Project) -> Project:
    project.write("one.yaml", ONE)
    project.write("launch.yaml", CAMPAIGN)
    return project


def clip_of(project: Project, name: str = "clip.mp4", etag: str | None = '"v1"', **options: object) -> File:
    return File((project.root / name).read_bytes(), etag=etag, kind="video/mp4", **options)


def signed(url: str) -> str:
    return f"{url}?v=2&key={CANARY}&OSSAccessKeyId=LTAI&Expires=1&Signature={CANARY}"


def rows(project: Project, *urls: str) -> None:
    project.write("rows.csv", "sku,clip\n" + "".join(f"r{number},{url}\n" for number, url in enumerate(urls)))


# -- the plan


def test_the_plan_knows_a_clip_by_its_address_and_decides_by_its_facts(project: Project, media: MediaServer) -> None:
    url = media.put("/clip.mp4", clip_of(project))
    ended = project.call("plan", "one.yaml", "-i", f"clip={signed(url)}", "--format", "json")
    assert (ended.exit, ended.err) == (0, "")
    (task,) = ended.json["tasks"]
    (medium,) = task["request"]["input"]["media"]
    assert medium["url"].startswith(f"url:{url}#")
    assert (task["action"], task["estimate"]["billed_seconds"]) == ("run", {"low": 4, "high": 4})
    assert ended.json["inputs"]["clip"] == {
        "url": url,
        "version": tagged("v1", (project.root / "clip.mp4").stat().st_size),
    }
    assert CANARY not in ended.text
    media.put("/long.mp4", clip_of(project, "long.mp4"))
    skipped = project.call("plan", "one.yaml", "-i", f"clip={media.origin}/long.mp4", "--format", "json")
    assert [task["action"] for task in skipped.json["tasks"]] == ["skip"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/long.mp4", ["EC1501", "12 s"]),
        ("/picture.png", ["EC1512", "image", "video"]),
        ("/page.mp4", ["EC1511", "text/html"]),
        ("/none.mp4", ["EC1530", "404"]),
        ("/secret.mp4", ["EC1531", "403"]),
        ("/loop.mp4", ["EC1532"]),
    ],
)
@pytest.mark.parametrize("given", ["argument", "cell", "default", "constant"])
def test_a_mistake_stands_where_the_address_is_named(
    project: Project, media: MediaServer, path: str, words: list[str], given: str
) -> None:
    for name in ("long.mp4", "picture.png"):
        media.put("/" + name, clip_of(project, name))
    media.put("/page.mp4", File(b"<html>Please log in</html>", kind="text/html"))
    media.put("/secret.mp4", File(status=403))
    media.put("/loop.mp4", File(status=302, location="/loop.mp4"))
    url = signed(media.origin + path)
    text = ONE.replace("    if: ${{ inputs.clip.seconds < 11 }}\n", "")
    command, place = ["plan", "one.yaml"], "one.yaml:"
    match given:
        case "argument":
            command, place = [*command, "-i", f"clip={url}"], "<inputs>:1:6"
        case "cell":
            rows(project, media.put("/good.mp4", clip_of(project)), url)
            command, place = ["plan", "launch.yaml"], "rows.csv:3:4"
        case "default":
            text = text.replace("default: clip.mp4", f'default: "{url}"')
        case "constant":
            text = text.replace('"${{ inputs.clip }}"', f'"{url}"').replace(
                "\n  clip: {type: video, default: clip.mp4}", ""
            )
    project.write("one.yaml", text)
    ended = project.call(*command)
    assert ended.exit == 2, ended.text
    for word in [place, *words]:
        assert word in ended.err
    assert CANARY not in ended.text
    assert len(ended.err.split(": error: ")) == 2


def test_what_cannot_be_looked_at_is_a_warning_and_unknown(project: Project) -> None:
    project.write("one.yaml", ONE.replace("    if: ${{ inputs.clip.seconds < 11 }}\n", ""))
    url = signed("http://user:pass-word@127.0.0.1:1/clip.mp4")
    ended = project.call("plan", "one.yaml", "-i", f"clip={url}", "--format", "json")
    assert ended.exit == 0
    assert "<inputs>:1:6: warning: Not all is known of http://127.0.0.1:1/clip.mp4: no connection" in ended.err
    assert "refused" in ended.err
    assert ended.json["tasks"][0]["estimate"]["billed_seconds"] == {"low": 4, "high": 20}
    assert CANARY not in ended.text
    assert "pass-word" not in ended.text


def test_a_condition_needs_to_know(project: Project) -> None:
    ended = project.call("plan", "one.yaml", "-i", "clip=http://127.0.0.1:1/clip.mp4")
    assert ended.exit == 2
    assert "EC1534" in ended.err
    assert "EC1317" in ended.err


def test_a_check_asks_nobody(project: Project, media: MediaServer) -> None:
    url = media.put("/clip.mp4", clip_of(project))
    rows(project, url)
    project.write("one.yaml", ONE.replace("default: clip.mp4", f'default: "{url}"'))
    assert project.call("check", "one.yaml", "launch.yaml").exit == 0
    assert media.asked == []


def test_a_check_takes_no_file_for_an_address(project: Project) -> None:
    """A check opens no media; what an output or a tool may not take of an address is no mistake of a file."""
    rows(project, "clip.mp4")
    step = '  - {id: cut, uses: media/trim, with: {video: "${{ inputs.clip }}", seconds: 2}}\n'
    text = ONE.replace("    if: ${{ inputs.clip.seconds < 11 }}\n", "    on_error: skip\n").replace(
        "steps:\n", "steps:\n" + step
    )
    text = text.replace('"${{ steps.first.video }}", optional: true', '"${{ steps.first.video or inputs.clip }}"')
    project.write(
        "one.yaml", text.replace('{video: "${{ inputs.clip }}", prompt', '{video: "${{ steps.cut.video }}", prompt')
    )
    for command in ("check", "plan"):
        ended = project.call(command, "launch.yaml")
        assert ended.exit == 0, ended.text


# -- the run


def test_a_version_is_reused_and_another_is_not(project: Project, media: MediaServer, emulators: Emulators) -> None:
    service = emulators()
    project.at(service.base_url)
    url = media.put("/clip.mp4", clip_of(project))
    ended = project.call(*RUN, "-i", f"clip={signed(url)}")
    assert ended.exit == 0, ended.text
    again = project.call(*RUN, "-i", f"clip={url}?Signature=another&v=2")
    assert [task["state"] for task in again.json["tasks"]] == ["reused"]
    media.files["/clip.mp4"].etag = '"v2"'
    assert [task["state"] for task in project.call(*RUN, "-i", f"clip={signed(url)}").json["tasks"]] == ["done"]
    media.files["/clip.mp4"].etag = 'W/"v2"'
    for _ in range(2):
        assert [task["state"] for task in project.call(*RUN, "-i", f"clip={signed(url)}").json["tasks"]] == ["done"]
    assert len(service.told()["accepted"]) == 4
    assert CANARY not in ended.text + again.text
    assert [path for path, data in project.everything() if CANARY.encode() in data] == []


def test_nothing_is_sent_of_a_file_that_changed_after_it_was_planned(
    project: Project, media: MediaServer, stand_in: StandIn
) -> None:
    def before(file: File, asked: Asked) -> None:
        if asked.headers["range"] == "bytes=0-0":  # asked once more, right before the submit
            file.etag = '"v2"'

    url = media.put("/clip.mp4", clip_of(project, before=before))
    ended = project.call(*RUN, "--max-cost", "50 CNY", "-i", f"clip={signed(url)}")
    assert ended.exit == 1
    assert ended.json["cause"]["code"] == "media-changed"
    assert stand_in.submits == []
    assert CANARY not in ended.text


def test_a_run_says_what_it_could_not_look_at(project: Project, stand_in: StandIn) -> None:
    project.write("one.yaml", ONE.replace("    if: ${{ inputs.clip.seconds < 11 }}\n", ""))
    ended = project.call(*RUN, "--max-cost", "50 CNY", "-i", "clip=http://127.0.0.1:1/clip.mp4")
    assert ended.exit == 0
    assert "EC1534" in ended.err
    assert stand_in.submits[0].json["input"]["media"][0]["url"] == "http://127.0.0.1:1/clip.mp4"


def test_the_embedded_service_reads_an_address(project: Project, media: MediaServer) -> None:
    url = media.put("/clip.mp4", clip_of(project))
    args = ("run", "one.yaml", "-i", f"clip={signed(url)}", "-i", "look=night", "--format", "json")
    ended = project.call(*args)
    assert ended.exit == 0, ended.text
    assert ended.json["rows"][0]["outputs"]["final"]["seconds"] == 2
    assert [task["state"] for task in project.call(*args).json["tasks"]] == ["reused"]


# -- campaigns


def test_rows_of_addresses_are_looked_at_once_each_and_run(
    project: Project, media: MediaServer, emulators: Emulators
) -> None:
    project.at(emulators().base_url)
    urls = [media.put(f"/{number}.mp4", clip_of(project, etag=f'"{number}"')) for number in range(4)]
    rows(project, *map(signed, urls), urls[0])
    run = ("run", "launch.yaml", "--service", "dashscope-cn", "--format", "json")
    ended = project.call(*run)
    assert ended.exit == 0, ended.text
    assert [row["key"] for row in ended.json["rows"]] == ["r0", "r1", "r2", "r3", "r4"]
    assert {task["state"] for task in project.call(*run).json["tasks"]} == {"reused"}
    assert [path for path, data in project.everything() if CANARY.encode() in data] == [project.root / "rows.csv"]


def test_only_rows_that_are_meant_are_looked_at(project: Project, media: MediaServer) -> None:
    rows(project, *(media.put(f"/{number}.mp4", clip_of(project)) for number in range(30)))
    assert project.call("plan", "launch.yaml", "--canary", "2").exit == 0
    assert {asked.target for asked in media.asked} == {"/0.mp4", "/1.mp4"}
    assert project.call("plan", "launch.yaml", "--rows", "r7").exit == 0
    assert {asked.target for asked in media.asked} == {"/0.mp4", "/1.mp4", "/7.mp4"}


def test_rows_are_looked_at_several_at_a_time_and_told_in_their_order(project: Project, media: MediaServer) -> None:
    together = threading.Barrier(16)

    def before(file: File, asked: Asked) -> None:
        together.wait(30)  # a small clip is one request: fewer than sixteen at a time would wait for ever

    urls = [media.put(f"/{number}.mp4", clip_of(project, before=before)) for number in range(32)]
    urls[5] = media.put("/none.mp4", File(status=404, before=before))
    urls[20] = media.put("/page.mp4", File(b"<html>", before=before))
    rows(project, *urls)
    ended = project.call("plan", "launch.yaml")
    assert ended.exit == 2
    assert media.most_at_once == 16
    assert [line.partition(": ")[0] for line in ended.err.splitlines() if ": error: " in line] == [
        "rows.csv:7:4",
        "rows.csv:22:5",
    ]


def test_one_server_that_is_away_is_one_warning(project: Project) -> None:
    project.write("one.yaml", ONE.replace("    if: ${{ inputs.clip.seconds < 11 }}\n", ""))
    rows(project, *(f"http://127.0.0.1:1/{number}.mp4?Signature={CANARY}" for number in range(50)))
    ended = project.call("plan", "launch.yaml")
    assert ended.exit == 0
    assert ended.err.count("warning") == 1
    assert "rows.csv:2:4: warning: Not all is known of 50 media of 127.0.0.1:1" in ended.err
    assert CANARY not in ended.text


# -- waiting


class Silence:
    """A server's answer that does not come before the test wants it."""

    def __init__(self) -> None:
        self.asked, self.over = threading.Event(), threading.Event()

    def __call__(self, file: File, asked: Asked) -> None:
        self.asked.set()
        self.over.wait(60)


@pytest.mark.parametrize("command", ["plan", "run"])
def test_who_waits_can_leave_at_once(project: Project, media: MediaServer, command: str) -> None:
    silence = Silence()
    url = media.put("/clip.mp4", clip_of(project, before=silence))
    running = project.start(command, "one.yaml", "-i", f"clip={url}")
    assert silence.asked.wait(60)
    running.signal(signal.SIGINT)
    ended = running.finish()  # while the server is silent still
    assert (ended.exit, ended.out, ended.err.splitlines()[-1]) == (130, "", "interrupted")
    silence.over.set()


@pytest.mark.parametrize("command", ["plan", "run"])
def test_who_waits_at_a_terminal_sees_what_for(
    project: Project, media: MediaServer, emulators: Emulators, command: str
) -> None:
    silence = Silence()
    url = media.put("/clip.mp4", clip_of(project, before=silence))
    project.at(emulators().base_url)

    def hear(shown: bytes) -> None:
        if b"looking at media" in shown and b"0 of 1" in shown:
            silence.over.set()

    out, shown = on_a_terminal(
        project, command, "one.yaml", "-i", f"clip={url}", "--service", "dashscope-cn", hear=hear
    )
    assert "looking at media" in shown
    assert "looking at media" not in out
