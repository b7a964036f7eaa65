"""The official SDK, with nothing changed but its base URL."""

import asyncio
from http import HTTPStatus

import dashscope
import pytest
from dashscope import VideoSynthesis, v2
from dashscope.aigc.video_synthesis import AioVideoSynthesis
from dashscope.utils.oss_utils import OssUtils

from engine.emulator.draft.stamp import read_stamp
from engine.emulator.rules.clock import ManualClock
from engine.emulator.rules.rates import UNLIMITED
from engine.emulator.rules.scenario import Rule, Scenario
from engine.media import decode_check
from tests.emulator.calls import SAMPLES

DOCS = "https://help-static-aliyun-doc.aliyuncs.com/file-manage-files/zh-CN/"
CLAY = {"type": "video", "url": DOCS + "20260402/ldnfdf/wan2.7-videoedit-style-change.mp4"}
GALA = [
    {"type": "video", "url": DOCS + "20260409/eclvbm/21_refined.mp4"},
    {"type": "reference_image", "url": DOCS + "20260409/jgekix/wan2.7-videoedit-demo.webp"},
]
KEY = {"api_key": "sk-from-the-environment"}
MODEL = "wan2.7-videoedit"


@pytest.fixture
def point_sdk(serve):
    before = dashscope.base_http_api_url

    def start(**options):
        api = serve(limits=UNLIMITED, **options)
        dashscope.base_http_api_url = api.server.base_url
        return api

    yield start
    dashscope.base_http_api_url = before


@pytest.mark.parametrize(
    ("media", "prompt"),
    [
        ([CLAY], "将整个画面转换为黏土风格"),
        (GALA, "参考视频的特效,将这个特效应用到图片中的这个长发的女人身上,场景为晚会。"),
    ],
    ids=["instruction", "instruction and reference image"],
)
def test_the_product_pages_samples_run_unchanged(point_sdk, tmp_path, media, prompt):
    api = point_sdk(renderer="stamp")
    rsp = VideoSynthesis.call(
        **KEY, model=MODEL, media=media, resolution="720P", prompt_extend=True, watermark=True, prompt=prompt
    )
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


def test_async_call_fetch_and_wait_follow_one_job(point_sdk):
    point_sdk()
    created = VideoSynthesis.async_call(**KEY, model=MODEL, media=[CLAY], prompt="rain")
    assert created.output.task_id
    assert VideoSynthesis.fetch(created, **KEY).status_code == HTTPStatus.OK
    assert VideoSynthesis.wait(created, **KEY).output.task_status == "SUCCEEDED"


def test_a_failed_job_comes_back_with_status_200(point_sdk):
    point_sdk(scenario=Scenario((Rule(fault="fail", code="IPInfringementSuspect", message="no"),)))
    rsp = VideoSynthesis.call(**KEY, model=MODEL, media=[CLAY], prompt="rain")
    assert (rsp.status_code, rsp.output.task_status, rsp.output.code) == (
        HTTPStatus.OK,
        "FAILED",
        "IPInfringementSuspect",
    )


def test_list_and_cancel(point_sdk):
    point_sdk(scenario=Scenario((Rule(fault="hold"),)))
    created = VideoSynthesis.async_call(**KEY, model=MODEL, media=[CLAY], prompt="rain")
    listed = VideoSynthesis.list(**KEY, model_name=MODEL, status="PENDING")
    assert [item["task_id"] for item in listed.output["data"]] == [created.output.task_id]
    assert VideoSynthesis.cancel(created, **KEY).status_code == HTTPStatus.OK
    again = VideoSynthesis.cancel(created, **KEY)
    assert (again.status_code, again.code) == (HTTPStatus.BAD_REQUEST, "UnsupportedOperation")


def test_the_asyncio_class_calls_fetches_waits_lists_and_cancels(point_sdk):
    """It puts a slash behind every address that it asks."""
    point_sdk(scenario=Scenario((Rule(fault="hold", nth=(2,)),)))
    sent = {**KEY, "model": MODEL, "media": [CLAY], "prompt": "rain"}

    async def use():
        assert (await AioVideoSynthesis.call(**sent)).output.task_status == "SUCCEEDED"
        held = await AioVideoSynthesis.async_call(**sent)
        assert (await AioVideoSynthesis.fetch(held, **KEY)).output.task_status == "PENDING"
        listed = await AioVideoSynthesis.list(**KEY, status="PENDING")
        assert [item["task_id"] for item in listed.output["data"]] == [held.output.task_id]
        assert (await AioVideoSynthesis.cancel(held, **KEY)).status_code == HTTPStatus.OK
        assert (await AioVideoSynthesis.wait(held, **KEY)).output.task_status == "CANCELED"
        await dashscope.close_shared_aio_session()

    asyncio.run(use())


def test_a_refusal_reaches_the_caller_with_code_and_message(point_sdk):
    point_sdk()
    rsp = VideoSynthesis.async_call(**KEY, model="wan9", media=[CLAY], prompt="rain")
    assert (rsp.status_code, rsp.code, rsp.message) == (HTTPStatus.BAD_REQUEST, "InvalidParameter", "Model not exist.")


def test_a_local_file_is_uploaded_and_used(point_sdk):
    api = point_sdk(renderer="stamp", offline_media=None)
    local = [
        {"type": "video", "url": f"file://{SAMPLES / 'portrait.mp4'}"},
        {"type": "reference_image", "url": str(SAMPLES / "lake.jpg")},
    ]
    rsp = VideoSynthesis.call(**KEY, model=MODEL, media=local, prompt="rain", resolution="720P")
    assert rsp.output.task_status == "SUCCEEDED", rsp.output
    assert rsp.usage.input_video_duration == 4.0
    create = next(entry for entry in api.server.told()["requests"] if entry["path"].endswith("video-synthesis"))
    assert create["headers"]["x-dashscope-ossresourceresolve"] == "enable"


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


def test_version_two_of_the_sdk_works_too(serve):
    with v2.Client(api_key="sk-test", base_url=serve(limits=UNLIMITED).server.base_url) as client:
        job = client.videos.generate(model=MODEL, media=[CLAY], prompt="rain", resolution="720P")
    assert (job.status, job.usage.SR) == ("SUCCEEDED", 720)
