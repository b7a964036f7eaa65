"""The product page's samples on the official SDK, with nothing changed but its base URL; `clients` has every client."""

from http import HTTPStatus

import dashscope
import pytest
from dashscope import VideoSynthesis
from dashscope.utils.oss_utils import OssUtils

from engine.emulator.draft.stamp import read_stamp
from engine.emulator.rules.clock import ManualClock
from engine.emulator.rules.rates import UNLIMITED
from engine.emulator.rules.scenario import Rule, Scenario
from engine.media import decode_check
from tests.emulator.calls import SAMPLES
from tests.emulator.draft.clips import make_clip

DOCS = "https://help-static-aliyun-doc.aliyuncs.com/file-manage-files/zh-CN/"
CLAY = {"type": "video", "url": DOCS + "20260402/ldnfdf/wan2.7-videoedit-style-change.mp4"}
GALA = [
    {"type": "video", "url": DOCS + "20260409/eclvbm/21_refined.mp4"},
    {"type": "reference_image", "url": DOCS + "20260409/jgekix/wan2.7-videoedit-demo.webp"},
]
KEY = {"api_key": "sk-from-the-environment"}
MODEL = "wan2.7-videoedit"
EDITS = {
    "clay": "将整个画面转换为黏土风格",
    "pixels": "视频改为8bit像素风格",
    "gala": "参考视频的特效,将这个特效应用到图片中的这个长发的女人身上,场景为晚会。",
    "dress": "将视频中女孩的衣服替换为图片中的衣服",
    "sweater": "让视频中的马头人身角色穿上图片中的条纹毛衣",
}
"""What the product page's samples ask for."""


@pytest.fixture
def point_sdk(serve):
    before = dashscope.base_http_api_url

    def start(**options):
        api = serve(limits=UNLIMITED, **options)
        dashscope.base_http_api_url = api.server.base_url
        return api

    yield start
    dashscope.base_http_api_url = before


PAGE = {"model": MODEL, "resolution": "720P", "prompt_extend": True, "watermark": True}


@pytest.mark.parametrize(
    ("media", "prompt"), [([CLAY], EDITS["clay"]), (GALA, EDITS["gala"])], ids=["instruction", "with a picture"]
)
def test_a_sample_of_the_product_page_ends_with_a_file(point_sdk, tmp_path, media, prompt):
    api = point_sdk(renderer="stamp")
    rsp = VideoSynthesis.call(**KEY, **PAGE, media=media, prompt=prompt)
    assert rsp.status_code == HTTPStatus.OK
    assert (rsp.output.task_status, rsp.output.orig_prompt) == ("SUCCEEDED", prompt)
    assert (rsp.usage.SR, rsp.usage.video_count) == (720, 1)
    assert rsp.usage.duration == pytest.approx(rsp.usage.input_video_duration + rsp.usage.output_video_duration)
    place = tmp_path / "result.mp4"
    place.write_bytes(api.http.get(rsp.output.video_url).content)
    facts = decode_check(place)
    assert float(facts.seconds.low) == rsp.usage.output_video_duration
    told = api.server.told()
    assert read_stamp(place) == (told["meter"][0]["body_sha256"],) * 2
    assert told["accepted"][0]["unknown_fields"] == []


@pytest.mark.parametrize("name", ["pixels", pytest.param("clay", marks=pytest.mark.long)])
def test_a_draft_performs_a_sample_of_the_product_page(point_sdk, tmp_path, name):
    clip = make_clip(tmp_path / "clip.mp4", seconds=2, size=(640, 360))
    api = point_sdk(renderer="draft", offline_media=clip)
    rsp = VideoSynthesis.call(**KEY, **PAGE, media=[CLAY], prompt=EDITS[name])
    assert rsp.output.task_status == "SUCCEEDED", rsp.output
    assert rsp.output.editchain["performed"]
    place = tmp_path / "result.mp4"
    place.write_bytes(api.http.get(rsp.output.video_url).content)
    decode_check(place)


@pytest.mark.parametrize(
    ("name", "words"), [("gala", "参考视频的特效"), ("dress", "衣服替换"), ("sweater", "条纹毛衣")]
)
def test_a_sample_that_no_draft_can_perform_says_why(point_sdk, name, words):
    api = point_sdk(renderer="draft")
    rsp = VideoSynthesis.call(**KEY, **PAGE, media=GALA, prompt=EDITS[name])
    assert (rsp.output.task_status, rsp.output.code) == ("FAILED", "LocalRenderer.UnsupportedEdit")
    assert words in rsp.output.message
    assert api.server.told()["meter"] == []


def test_the_sdks_own_uploader_gets_an_oss_url(point_sdk):
    point_sdk()
    url, certificate = OssUtils.upload(MODEL, str(SAMPLES / "lake.jpg"), **KEY)
    assert url == f"oss://{certificate['upload_dir']}/lake.jpg"


def test_the_sdk_sends_a_create_again_after_a_lost_answer_and_the_meter_shows_it(serve):
    before = dashscope.base_http_api_url
    api = serve(ManualClock(1_795_395_600.0), scenario=Scenario((Rule(fault="lost-after", nth=(1,)),)))
    dashscope.base_http_api_url = api.server.base_url
    try:
        VideoSynthesis.async_call(**KEY, model=MODEL, media=[CLAY], prompt="rain")
    finally:
        dashscope.base_http_api_url = before
    assert api.server.settled()
    assert len(api.server.told()["meter"]) == 2
