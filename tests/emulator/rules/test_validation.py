"""What the service checks before it makes a job, as a table."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given, strategies

from engine.emulator.rules.entries import models
from engine.emulator.rules.modes import model_of_body
from engine.emulator.rules.refusal import Refused
from engine.emulator.rules.validation import Order, order_of, read_body
from tests.emulator.calls import CLIP, body_of

IMAGE = "https://media.example.org/ref/jacket.png"


def read(body: Any) -> Order:
    parsed = read_body(json.dumps(body).encode())
    return order_of(parsed, model_of_body(parsed, models().values(), "cn-beijing"), resolves_oss=False)


def changed(section: str, **fields: Any) -> dict[str, Any]:
    body = body_of()
    return {**body, section: {**body[section], **fields}}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "Field required: model"),
        ({"model": ""}, "Field required: model"),
        ({"model": "wan9"}, "Model not exist."),
        ({"model": 7}, "Model not exist."),
        ({"model": "wan2.7-videoedit"}, "Field required: input"),
        ({"model": "wan2.7-videoedit", "input": "rain"}, "Input should be a valid dictionary: input"),
        ({"model": "wan2.7-videoedit", "input": {}}, "Field required: input.media"),
        (changed("input", media={}), "Input should be a valid list: input.media"),
        (changed("input", media=[]), "Field required: input.media of type video"),
        (changed("input", media=["x"]), "Input should be a valid dictionary: input.media.0"),
        (changed("input", media=[{"url": CLIP}]), "Field required: input.media.0.type"),
        (changed("input", media=[{"type": "video"}]), "Field required: input.media.0.url"),
        (changed("input", media=[{"type": "video", "url": 1}]), "Input should be a valid string: input.media.0.url"),
        (
            changed("input", media=[{"type": "first_frame", "url": CLIP}]),
            "Input should be 'video' or 'reference_image': input.media.0.type",
        ),
        (
            changed("input", media=[{"type": "video", "url": CLIP}] * 2),
            "List should have at most 1 item of type video: input.media",
        ),
        (body_of(images=(IMAGE,) * 5), "List should have at most 4 item of type reference_image: input.media"),
        (changed("input", prompt=3), "Input should be a valid string: input.prompt"),
        (changed("parameters", resolution="720p"), "Input should be '720P' or '1080P': parameters.resolution"),
        (
            changed("parameters", ratio="2:1"),
            "Input should be '16:9' or '9:16' or '1:1' or '4:3' or '3:4': parameters.ratio",
        ),
        (changed("parameters", duration=1), "Input should be greater than or equal to 2: parameters.duration"),
        (changed("parameters", duration=11), "Input should be less than or equal to 10: parameters.duration"),
        (changed("parameters", duration="5"), "Input should be a valid integer: parameters.duration"),
        (changed("parameters", duration=5.5), "Input should be a valid integer: parameters.duration"),
        (changed("parameters", seed=-1), "Input should be greater than or equal to 0: parameters.seed"),
        (changed("parameters", seed=2**31), "Input should be less than or equal to 2147483647: parameters.seed"),
        (changed("parameters", seed=True), "Input should be a valid integer: parameters.seed"),
        (changed("parameters", watermark="yes"), "Input should be a valid boolean: parameters.watermark"),
        (changed("parameters", audio_setting="mute"), "Input should be 'auto' or 'origin': parameters.audio_setting"),
    ],
)
def test_a_body_that_is_not_as_documented_is_refused_in_the_services_words(body, message):
    with pytest.raises(Refused) as refused:
        read(body)
    assert (refused.value.refusal.status, refused.value.refusal.code) == (400, "InvalidParameter")
    assert refused.value.refusal.message == message


@pytest.mark.parametrize(
    "url", ["street.mp4", "file:///street.mp4", "ftp://example.org/a.mp4", "data:video/mp4;base64,AAAA"]
)
def test_a_video_is_named_by_http_or_oss_only(url):
    with pytest.raises(Refused):
        read(body_of(url=url))


def test_an_image_may_be_a_data_url():
    assert read(body_of(images=("data:image/png;base64,AAAA",))).media[1].url.startswith("data:")


def test_texts_over_the_limit_are_cut_and_not_refused():
    order = read(changed("input", prompt="长" * 5001, negative_prompt="n" * 501))
    assert (len(order.of("prompt")), len(order.values["negative_prompt"])) == (5000, 500)
    assert order.cut == ("input.prompt", "input.negative_prompt")


def test_what_is_left_out_takes_the_services_defaults():
    order = read({**body_of(None), "parameters": None})
    assert (order.of("prompt"), order.tier, order.of("cut"), order.unknown) == (None, "1080P", None, ())


def test_a_duration_of_nought_is_the_whole_clip():
    assert read(changed("parameters", duration=0)).of("cut") is None


def test_null_is_left_out():
    assert read(changed("input", prompt=None)).of("prompt") is None


JSON = strategies.recursive(
    strategies.none()
    | strategies.booleans()
    | strategies.integers()
    | strategies.floats(allow_nan=False)
    | strategies.text(max_size=8),
    lambda inner: (
        strategies.lists(inner, max_size=3) | strategies.dictionaries(strategies.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
PLACES = (
    "model",
    "input",
    "parameters",
    "input.media",
    "input.prompt",
    "input.media.0",
    "input.media.0.url",
    "parameters.seed",
)


@given(place=strategies.sampled_from(PLACES), value=JSON)
def test_whatever_stands_in_a_body_it_is_understood_or_refused(place, value):
    body: Any = body_of()
    *way, last = (int(name) if name.isdigit() else name for name in place.split("."))
    inner = body
    for name in way:
        inner = inner[name]
    inner[last] = value
    with contextlib.suppress(Refused):
        assert read(body).media[0].type == "video"
