"""Where media may come from, and what the service finds in them."""

import base64
import re
from decimal import Decimal

import pytest

from engine.emulator.objects.content import content_fault
from engine.emulator.rules.clock import ManualClock
from engine.emulator.rules.entries import models
from engine.emulator.rules.latency import Between, Latency
from engine.net.network import Network
from engine.values.media import MediaFacts, MediaKind, Span
from tests.emulator.calls import HEADERS, SAMPLES
from tests.media_server import File, MediaServer
from tests.proxy import Proxy

MODEL = models()["wan2.7-videoedit"]
RULES = {rule.type: rule for rule in MODEL.media.values()}
CLIP = MediaFacts(
    kind=MediaKind.VIDEO, seconds=Span.exactly(Decimal("5.28")), width=1280, height=720, fps=Decimal(25), sound=True, format="mp4", size=1,
)  # fmt: skip
PICTURE = MediaFacts(kind=MediaKind.IMAGE, width=800, height=600, alpha=False, format="png", size=1)


def but(facts, **changes):
    return MediaFacts(**{name: changes.get(name, getattr(facts, name)) for name in MediaFacts.__slots__})


@pytest.mark.parametrize(
    ("kind", "facts", "code"),
    [
        ("video", CLIP, None),
        ("video", but(CLIP, format="mov"), None),
        ("video", but(CLIP, format="mkv"), "InvalidFile.Format"),
        ("video", PICTURE, "InvalidFile.Format"),
        ("video", but(CLIP, size=100 * 2**20 + 1), "InvalidFile.Size"),
        ("video", but(CLIP, seconds=Span.exactly(Decimal("1.999"))), "InvalidFile.Duration"),
        ("video", but(CLIP, seconds=Span.exactly(Decimal("10.001"))), "InvalidFile.Duration"),
        ("video", but(CLIP, seconds=Span.exactly(10)), None),
        ("video", but(CLIP, width=239), "InvalidFile.Resolution"),
        ("video", but(CLIP, height=4097), "InvalidFile.Resolution"),
        ("video", but(CLIP, width=4000, height=400), "InvalidFile.AspectRatio"),
        ("reference_image", PICTURE, None),
        ("reference_image", but(PICTURE, alpha=True), "InvalidFile.Format"),
        ("reference_image", but(PICTURE, format="gif"), "InvalidFile.Format"),
        ("reference_image", but(PICTURE, width=8001), "InvalidFile.Resolution"),
        ("reference_image", CLIP, "InvalidFile.Format"),
    ],
)
def test_the_limits_of_a_medium(kind, facts, code):
    fault = content_fault(facts, RULES[kind])
    assert (fault and fault[0]) == code


def failed(api, **request):
    task_id = api.job(**request)
    assert api.server.settled()
    output = api.output(task_id)
    assert output["task_status"] == "FAILED", output
    assert api.server.told()["meter"] == []
    return output["code"]


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.1/a.mp4", "http://192.168.1.1/a.mp4", "http://169.254.169.254/latest", "http://[fd00::1]/a.mp4",
        "http://[::ffff:10.0.0.1]/a.mp4", "http://0.0.0.0/a.mp4", "http://224.0.0.1/a.mp4", "http:///a.mp4",
    ],
)  # fmt: skip
def test_an_address_of_a_private_network_is_never_asked(serve, url):
    assert failed(serve(renderer="stamp", offline_media=None), url=url) == "InvalidURL"


def test_a_host_that_refuses_connections_has_its_own_code_and_plain_words(serve):
    output = serve(renderer="stamp", offline_media=None).finished(url="http://127.0.0.1:1/a.mp4")["output"]
    assert output["code"] == "InvalidURL.ConnectionRefused"
    assert output["message"] == "The video could not be read: 127.0.0.1 refuses connections."


def test_a_damaged_video_is_called_what_the_request_calls_it(serve, tmp_path):
    whole = (SAMPLES / "portrait.mp4").read_bytes()
    (tmp_path / "cut.mp4").write_bytes(whole[: len(whole) // 2])
    output = serve(renderer="draft", preset="ultrafast", offline_media=tmp_path / "cut.mp4").finished(
        "black and white"
    )["output"]
    assert output["task_status"] == "FAILED"
    assert "video" in output["message"]
    assert not re.search(r"Errno|/", output["message"])


def test_a_file_that_is_no_video_fails_late_and_unbilled(serve, tmp_path):
    (tmp_path / "text.mp4").write_text("no clip at all")
    assert failed(serve(renderer="stamp", offline_media=tmp_path / "text.mp4")) == "InvalidFile.Openerror"


def test_a_picture_in_the_place_of_a_video_fails(serve):
    media = {"https://media.example.org/": SAMPLES / "lake.jpg"}
    assert failed(serve(renderer="stamp", media_map=media)) == "InvalidFile.Format"


def test_a_broken_data_url_fails(serve):
    assert failed(serve(renderer="stamp"), images=("data:image/png;base64,*",)) == "InvalidFile.DownloadFailed"


def test_a_sound_data_url_is_an_image(serve):
    picture = "data:image/jpeg;base64," + base64.b64encode((SAMPLES / "lake.jpg").read_bytes()).decode()
    assert serve(renderer="stamp").finished(images=(picture,))["output"]["task_status"] == "SUCCEEDED"


def test_a_result_can_be_the_next_jobs_source(serve):
    api = serve(renderer="stamp", offline_media=SAMPLES / "portrait.mp4")
    link = api.finished()["output"]["video_url"]
    answer = api.finished(url=link)
    assert answer["output"]["task_status"] == "SUCCEEDED"
    assert answer["usage"]["input_video_duration"] == 4.0


def test_a_result_of_another_emulator_is_downloaded(serve, tmp_path):
    link = serve(folder=tmp_path / "other").finished()["output"]["video_url"]
    assert serve(renderer="stamp", offline_media=None).finished(url=link)["usage"]["input_video_duration"] == 5.0


def test_a_result_link_that_died_in_the_queue_fails_late_and_free(serve):
    clock = ManualClock(1_795_395_600.0)
    api = serve(clock, renderer="stamp", latency=Latency(queue=Between(24 * 3600, 24 * 3600)))
    api.server.advance(0)
    task_id = api.job()
    api.server.advance(24 * 3600)
    assert api.server.settled()
    link = api.output(task_id)["video_url"]
    late = api.job(url=link)
    api.server.advance(24 * 3600)
    assert api.server.settled()
    assert api.output(late)["code"] == "InvalidFile.DownloadFailed"
    assert len(api.server.told()["meter"]) == 1


def test_a_folder_may_stand_for_a_prefix(serve):
    api = serve(renderer="stamp", offline_media=None, media_map={"https://cdn.example.org/": SAMPLES})
    answer = api.finished(url="https://cdn.example.org/portrait.mp4?token=1")
    assert answer["usage"]["input_video_duration"] == 4.0
    assert "local file" in answer["output"]["editchain"]["notes"][0]


def test_a_video_alone_stands_for_pictures_too(serve):
    api = serve(renderer="stamp", offline_media=SAMPLES / "portrait.mp4")
    answer = api.finished(images=("https://media.example.org/ref.png",))
    assert answer["output"]["task_status"] == "SUCCEEDED"
    assert len([note for note in answer["output"]["editchain"]["notes"] if "stands in" in note]) == 2


def test_a_cut_prompt_is_said_in_the_notes_and_never_refused(api):
    answer = api.finished("长" * 5001)
    assert len(answer["output"]["orig_prompt"]) == 5000
    assert any("input.prompt was cut" in note for note in answer["output"]["editchain"]["notes"])
    assert HEADERS["X-DashScope-Async"] == "enable"


def test_media_are_fetched_through_a_proxy_but_never_from_a_private_network(serve):
    with MediaServer() as media:
        media.put("/clip.mp4", File((SAMPLES / "portrait.mp4").read_bytes()))
        with Proxy({"media.example:80": int(media.origin.rpartition(":")[2])}) as proxy:
            api = serve(renderer="stamp", offline_media=None, network=Network(proxies={"http": proxy.url}))
            assert failed(api, url="http://10.0.0.1/clip.mp4") == "InvalidURL"
            assert proxy.lines == []
            answer = api.finished(url="http://media.example/clip.mp4")
            assert answer["usage"]["input_video_duration"] == 4.0
            assert len(proxy.lines) == 1
