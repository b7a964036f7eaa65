"""What a service that bills gets to see: documented fields and headers, the key where it belongs, and nothing else."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.cli_project import FIRST, KEY, SECOND, Project, make_project
from tests.cli.cli_stand_in import SIGNATURE, StandIn
from tests.media_server import File, MediaServer

BUY = ("run", "two.yaml", "--service", "dashscope-cn", "--max-cost", "50 CNY")
FIELDS = {
    "": {"model", "input", "parameters"},
    "input": {"prompt", "negative_prompt", "media"},
    "media": {"type", "url"},
    "parameters": {"resolution", "ratio", "duration", "audio_setting", "prompt_extend", "watermark", "seed"},
}
SUBMIT_HEADERS = {"host", "user-agent", "authorization", "content-type", "content-length", "x-dashscope-async"}
QUERY_HEADERS = {"host", "user-agent", "authorization"}
STORAGE_HEADERS = {"host", "user-agent", "content-type", "content-length", "accept-encoding", "accept"}


@pytest.fixture(scope="module")
def bought(tmp_path_factory: pytest.TempPathFactory, clips: Path) -> Iterator[tuple[Project, StandIn]]:
    """One run that was paid for, which nobody changes."""
    with StandIn(clips / "clip.mp4") as service:
        project = make_project(tmp_path_factory.mktemp("bought") / "project", clips).at(service.base_url)
        ended = project.call(*BUY, "--format", "json")
        assert ended.exit == 0, ended.text
        assert ended.json["cost"] == ended.json["would_cost"] == {"amount": "4.80", "currency": "CNY"}
        yield project, service


@pytest.fixture
def service(bought: tuple[Project, StandIn]) -> StandIn:
    return bought[1]


def test_only_documented_fields(service: StandIn) -> None:
    first, second = [seen.json for seen in service.submits]
    assert (first["input"]["prompt"], second["input"]["prompt"]) == (FIRST, SECOND)
    for body in (first, second):
        assert body.keys() <= FIELDS[""]
        assert body["model"] == "wan2.7-videoedit"
        assert body["input"].keys() <= FIELDS["input"]
        assert all(media.keys() == FIELDS["media"] for media in body["input"]["media"])
        assert body["parameters"].keys() <= FIELDS["parameters"]
        assert body["parameters"]["resolution"] == "720P"


def test_headers(service: StandIn) -> None:
    for seen in service.requests:
        if seen in service.submits:
            oss = b'"oss://' in seen.body
            extra = {"x-dashscope-ossresourceresolve"} if oss else set()
            assert seen.headers.keys() == SUBMIT_HEADERS | extra
            assert seen.headers["x-dashscope-async"] == "enable"
            assert seen.headers.get("x-dashscope-ossresourceresolve") == ("enable" if oss else None)
            assert seen.headers["content-type"] == "application/json"
        elif seen.place == "api":
            assert seen.headers.keys() <= QUERY_HEADERS | {"accept"}
        else:
            assert seen.headers.keys() <= STORAGE_HEADERS


def test_oss_is_resolved_once(service: StandIn) -> None:
    # The first step's clip was uploaded; the second is given the service's own link.
    urls = [seen.json["input"]["media"][0]["url"] for seen in service.submits]
    assert urls[0].startswith("oss://dashscope-instant/")
    assert urls[1].startswith("http://127.0.0.1:")
    assert [("x-dashscope-ossresourceresolve" in seen.headers) for seen in service.submits] == [True, False]


def test_the_key_stays_at_the_api(service: StandIn) -> None:
    for seen in service.requests:
        carries = seen.headers.get("authorization") == f"Bearer {KEY}"
        anywhere = KEY in seen.target or KEY in json.dumps(seen.headers) or KEY.encode() in seen.body
        asked_what_it_is = seen.place == "api" and seen.target == "/"
        assert (carries, anywhere) == (
            (False, False) if seen.place == "storage" or asked_what_it_is else (True, True)
        ), seen


def test_no_secret_is_kept_or_said(project: Project, stand_in: StandIn) -> None:
    stand_in.acts = ["accept", (401, "InvalidApiKey")]
    said = [project.run(*BUY), project.call(*BUY, "--format", "json")]
    assert [ended.exit for ended in said] == [3, 0]
    run = said[1].json["run_id"]
    said += [project.call("status"), project.call("status", run), project.call("plan", *BUY[1:], "--format", "json")]
    for secret in (KEY, SIGNATURE, KEY.removeprefix("sk-")):
        assert not any(secret in ended.text for ended in said)
        assert [path for path, data in project.everything() if secret.encode() in data] == []


def test_signed_links_of_the_author_are_not_kept(project: Project, stand_in: StandIn, media: MediaServer) -> None:
    clip = media.put("/in/clip.mp4", File((project.root / "clip.mp4").read_bytes(), etag='"v1"'))
    link = f"{clip}?Expires=1&OSSAccessKeyId=LTAI&Signature={SIGNATURE}"
    said = [
        project.call(*BUY, "-i", f"clip={link}"),
        project.call("plan", *BUY[1:], "-i", f"clip={link}", "--format", "json"),
    ]
    assert said[0].exit == 0, said[0].text
    assert stand_in.submits[0].json["input"]["media"][0]["url"] == link
    assert not any(SIGNATURE in ended.text for ended in said)
    assert [path for path, data in project.everything() if SIGNATURE.encode() in data] == []


def test_the_manifest_tells_what_was_sent(bought: tuple[Project, StandIn]) -> None:
    project, service = bought
    (path,) = Path(project.state / "runs").glob("*/manifest.json")
    manifest = json.loads(path.read_text("utf-8"))
    assert [task["job"] for task in manifest["tasks"]] == list(service.jobs)
    for task, seen in zip(manifest["tasks"], service.submits, strict=True):
        sent, planned = seen.json, task["request"]
        assert re.match(r"file:[0-9a-f]{64}$|task:first/video$", planned["input"]["media"][0]["url"])
        for body in (sent, planned):
            body["input"]["media"][0]["url"] = ""
        assert sent == planned
