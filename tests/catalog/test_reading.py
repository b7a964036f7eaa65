"""An entry is read strictly: what the shape can't say is refused, with the place, by the reader and by the schema alike."""

import copy
from typing import Any

import jsonschema
import pytest

from engine.api.context import load_catalog
from engine.catalog.catalog import catalog_of
from engine.errors import AuthorError
from engine.resources import load_json
from tests.catalog.worlds import ENTRIES

SCHEMA = jsonschema.Draft7Validator(load_json("model.schema.json"))
WAN = load_json("models/wan2.7-videoedit.json")
DROP = object()


def changed(data: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """A copy of an entry with another value at a dotted path."""
    found = copy.deepcopy(data)
    *folders, last = path.split(".")
    target: Any = found
    for folder in folders:
        target = target[int(folder)] if isinstance(target, list) else target[folder]
    if value is DROP:
        del target[last]
    elif isinstance(target, list):
        target[int(last)] = value
    else:
        target[last] = value
    return found


def fault_of(data: dict[str, Any]) -> dict[str, str | int]:
    with pytest.raises(AuthorError) as caught:
        catalog_of([data], load_json("services.json"))
    assert caught.value.key == "catalog-entry"
    return caught.value.args_by_name


UNSAID: list[tuple[str, object, str]] = [
    ("parameters.video.type", "audio", "parameters.video.type"),  # media that are sound
    ("parameters.reference_images.items", "audio", "parameters.reference_images.items"),
    ("parameters.video.fields", {"reference_voice": "audio"}, "parameters.video.fields"),  # fields of one item
    ("rules.match", ["prompt", "reference_images"], "rules.match"),  # lists that must match
    ("prices.0.given", "reference_images", "prices.0.given"),  # a price by what is given
    ("tier_parameter", "resolution", "tier_parameter"),
    ("title", DROP, "title"),
    ("title", "", "title"),
    ("parameters.video.role", "clip", "parameters.video.role"),
    ("parameters.video.required", "yes", "parameters.video.required"),
    ("parameters.prompt.max_length", 5000, "parameters.prompt.max_length"),
    ("parameters.prompt.max_length.over", "refuse", "parameters.prompt.max_length.over"),
    ("parameters.duration.minimum", "two", "parameters.duration.minimum"),
    ("parameters.duration.maximum", 10.5, "parameters.duration.maximum"),
    ("parameters.seed.maximum", True, "parameters.seed.maximum"),
    ("parameters.resolution.enum", "720P", "parameters.resolution.enum"),
    ("outputs.video.type", "image", "outputs.video.type"),
    ("outputs.video.hours", DROP, "outputs.video.hours"),
    ("outputs.video.seconds", {"like": "video", "fixed": "5"}, "outputs.video.seconds.fixed"),
    ("outputs.video.size.720P.1:1", [960], "outputs.video.size.720P.1:1"),
    ("limits.video.max_seconds", 10, "limits.video.max_seconds"),
    ("limits.video.sides", [240], "limits.video.sides"),
    ("billing.terms.0.round", "down", "billing.terms.0.round"),
    ("rates.scope", "person", "rates.scope"),
    ("rates.submits.per_s", DROP, "rates.submits.per_s"),
    ("prices.0.from", "spring", "prices.0.from"),
    ("prices.0.rows.720P", 0.6, "prices.0.rows.720P"),
    ("prices.0.discount", {"factor": "0.7"}, "prices.0.discount.note"),
    ("usage.seconds", "duration", "usage.seconds"),
    ("fixed", {"input.function": 1.5}, "fixed.input.function"),
    ("retires", "soon", "retires"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "place"), UNSAID)
def test_what_the_shape_cant_say_is_refused_by_reader_and_schema(path: str, value: object, place: str) -> None:
    data = changed(WAN, path, value)
    assert fault_of(data)["place"] == place
    assert not SCHEMA.is_valid(data)


MISFITS: list[tuple[str, str, object, str]] = [
    # entry, path, value, the place that is refused
    ("wan2.7-videoedit", "rules.one_of", ["prompt", "pictures"], "rules.one_of"),
    ("wan2.7-videoedit", "outputs.video.seconds.like", "clip", "outputs.video.seconds"),
    ("wan2.7-videoedit", "outputs.video.seconds.like", "reference_images", "outputs.video.seconds"),
    ("wan2.7-videoedit", "outputs.video.seconds.cut", "seed", "outputs.video.seconds"),
    ("wan2.7-videoedit", "billing.terms.0.of", "reference_images", "billing.terms"),
    ("wan2.7-videoedit", "parameters.seed.role", "prompt", "parameters"),
    ("wan2.7-videoedit", "parameters.watermark.role", "seed", "parameters"),
    ("wan2.7-videoedit", "parameters.ratio.role", "source", "parameters"),
    ("wan2.7-videoedit", "parameters.video.limits", "clip", "parameters.video.limits"),
    ("wan2.7-videoedit", "parameters.seed.limits", "video", "parameters.seed.limits"),
    ("wan2.7-videoedit", "parameters.resolution.default", "4K", "parameters.resolution.default"),
    (
        "wan2.7-videoedit", "parameters.resolution.later_defaults", [{"from": "2027-01-01", "default": "4K"}],
        "parameters.resolution.default",
    ),
    (
        "wan2.7-videoedit", "parameters.resolution.later_defaults",
        [{"from": "2027-02-01", "default": "720P"}, {"from": "2027-01-01", "default": "1080P"}],
        "parameters.resolution.later_defaults",
    ),
    ("wan2.7-videoedit", "parameters.resolution.meanings", ["One."], "parameters.resolution.meanings"),
    ("wan2.7-videoedit", "parameters.audio_setting.keeps", "mine", "parameters.audio_setting.keeps"),
    ("wan2.7-videoedit", "parameters.resolution.enum", ["1080P", "720P"], "prices.0.rows"),
    ("wan2.7-videoedit", "outputs.video.size.4K", {}, "outputs.video.size"),
    ("wan2.7-videoedit", "limits.mask", {"formats": ["png"], "max_bytes": 1}, "limits.mask"),
    ("wan2.7-videoedit", "limits.video.max_seconds", DROP, "limits.video.max_seconds"),
    ("wan2.7-videoedit", "regions", ["cn-beijing"], "regions"),
    ("wan2.7-videoedit", "prices.0.rows", {"720P": "0.6"}, "prices.0.rows"),
    ("wan2.7-videoedit", "prices.0.by", ["ratio"], "prices.0.by"),
    ("wan2.7-videoedit", "prices.0.by", ["prompt"], "prices.0.by"),
    ("wan3.0-video/frames", "parameters.duration.auto", DROP, "outputs.video.seconds"),
    ("wan3.0-video/frames", "parameters.duration.default", DROP, "outputs.video.seconds"),
    ("acme/sketch", "rules.excludes", [["mask"], ["frames_*"]], "rules.excludes"),
    ("acme/sketch", "parameters.strength.must_hold", ["far"], "parameters.strength.must_hold"),
    ("wan2.7-r2v", "parameters.duration.bounds.0.given", "videos", "parameters.duration.bounds"),
    ("wan2.7-i2v/continue", "rules.longer_than", {"duration": "clip"}, "rules.longer_than"),
    ("wanx2.1-vace-plus/edit", "model", {"cn-beijing": "wanx2.1-vace-plus"}, "model"),
    ("pixverse/pixverse-upscale", "prices.0.rows", {"*": "0.15", "4K": "0.30"}, "prices.0.rows"),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "path", "value", "place"), MISFITS)
def test_an_entry_that_does_not_fit_together_is_refused(entry: str, path: str, value: object, place: str) -> None:
    assert fault_of(changed(ENTRIES.get(entry, WAN), path, value))["place"] == place


def test_the_refusal_names_the_entry_and_says_why() -> None:
    told = fault_of(changed(WAN, "parameters.video.type", "audio"))
    assert told["entry"] == "wan2.7-videoedit"
    assert str(told["reason"]).startswith("can't be audio: it is one of video, image, list")


def test_a_price_may_depend_on_several_parameters() -> None:
    data = changed(WAN, "prices.0.by", ["resolution", "watermark"])
    rows = {"720P/true": "0.5", "720P/false": "0.6", "1080P/true": "0.9", "1080P/false": "1.0"}
    (model,) = catalog_of([changed(data, "prices.0.rows", rows)], load_json("services.json")).models.values()
    assert model.prices[0].micros[("720P", "true")] == 500_000


def test_a_shipped_entry_is_read_once_when_it_is_asked_for_and_a_given_one_at_once() -> None:
    services, broken = load_json("services.json"), changed(WAN, "title", DROP)
    catalog = catalog_of([], services, shipped={"well": WAN, "broken": broken})
    assert list(catalog.models) == ["well", "broken"]
    assert catalog.models["well"] is catalog.models["well"]
    for asking in (lambda: catalog.models["broken"], lambda: catalog_of([broken], services)):
        with pytest.raises(AuthorError, match="catalog-entry"):
            asking()


def test_every_shipped_entry_is_well_and_found_by_its_own_name() -> None:
    assert all(model.name == name for name, model in load_catalog().models.items())
