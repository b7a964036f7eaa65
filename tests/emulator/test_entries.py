"""Models are JSON alone, those that are shipped and one that is added: checks, modes, jobs, usage and meter follow."""

from datetime import date
from decimal import Decimal
from typing import Any

import jsonschema
import pytest

from engine.catalog import ByParameter, Fixed, Like, Model as ClientModel, Role
from engine.catalog.model import model_of as client_model_of
from engine.emulator.rules.counting import counted, result_seconds
from engine.emulator.rules.entries import model_of
from engine.emulator.rules.model import Model
from engine.emulator.rules.places import at
from engine.emulator.rules.rates import UNLIMITED
from engine.plan.seconds import billed_seconds, output_seconds
from engine.resources import load_json
from engine.values.media import FileSource, Media, MediaFacts, MediaKind, Span
from tests.catalog.worlds import CATALOG, ENTRIES, GIVEN
from tests.emulator.calls import HEADERS, SAMPLES, Api

PLACE = "https://media.example.org/in/"
CLIP, FILM, KITE, LAKE = (PLACE + name for name in ("portrait.mp4", "bunny.mp4", "kite.png", "lake.jpg"))  # 4 s, 5.28 s


def served(serve: Any, **options: Any) -> Api:
    api: Api = serve(entries=tuple(GIVEN.values()), media_map={PLACE: SAMPLES}, **options)
    return api


def media(**urls: str) -> list[dict[str, str]]:
    """Media as items of a list; a number at a name's end tells equal types apart."""
    return [{"type": name.rstrip("0123456789"), "url": url} for name, url in urls.items()]


def body(model: str, given: dict[str, Any], **parameters: Any) -> dict[str, Any]:
    return {"model": model, "input": given, "parameters": parameters}


EDIT = body("wan2.7-videoedit", {"prompt": "rain", "media": media(video=CLIP)}, resolution="720P")
HORSE = body("happyhorse-1.0-video-edit", {"prompt": "rain", "media": media(video=CLIP)}, resolution="720P")
GO_ON = body("wan2.7-i2v", {"prompt": "rain", "media": media(first_clip=CLIP)}, duration=7, resolution="720P")
FRAMES = body("wan2.7-i2v", {"prompt": "rain", "media": media(first_frame=KITE)}, duration=3, resolution="720P")
WORDS = body("wan2.7-t2v", {"prompt": "rain"}, duration=2, resolution="720P", ratio="9:16")
WAN3 = body("wan3.0-video", {"prompt": "rain", "media": media(reference_video=CLIP)}, duration=-1, resolution="480P")
LONGER = body(
    "wan3.0-video", {"prompt": "extend", "media": media(reference_video=CLIP)}, duration=-1, resolution="480P"
)
FRAME = body("wan3.0-video", {"media": media(first_frame=KITE)}, duration=3)
MOVED = body("happyhorse-1.1-i2v", {"media": media(first_frame=KITE)}, duration=3, resolution="480P")
SHOWN = body(
    "happyhorse-1.1-r2v", {"prompt": "rain", "media": media(reference_image=KITE)}, duration=3, resolution="480P"
)
TOLD = body("happyhorse-1.1-t2v", {"prompt": "rain"}, duration=3, resolution="480P", ratio="21:9")
R2V = body("wan2.7-r2v", {"prompt": "rain", "media": media(reference_video=FILM, reference_image=KITE)}, duration=3)
VACE = body(
    "wanx2.1-vace-plus",
    {"function": "video_edit", "prompt": "rain", "video_url": CLIP, "mask_image_url": KITE, "ref_images_url": [LAKE]},
)
R2V_FRAME = body(
    "wan2.7-r2v",
    {"prompt": "rain", "media": media(first_frame=LAKE, reference_image=KITE)},
    duration=3,
    resolution="720P",
)
VACES = {
    mode: body("wanx2.1-vace-plus", {"function": function, "prompt": "rain", **given}, **parameters)
    for mode, function, given, parameters in (
        ("repaint", "video_repainting", {"video_url": CLIP}, {"control_condition": "depth", "strength": 0.5}),
        ("outpaint", "video_outpainting", {"video_url": CLIP}, {"left_scale": 1.5}),
        ("extend", "video_extension", {"first_frame_url": KITE}, {}),
        ("reference", "image_reference", {"ref_images_url": [KITE]}, {}),
    )
}
LARGER = body("pixverse/pixverse-upscale", {"video_url": FILM})
ACME = {
    **body("acme/sketch", {"function": "sketch", "prompt": "rain", "video_url": CLIP}, size="small", strength=0.25),
}

OUT = "output_video_duration"
JOBS: dict[str, tuple[dict[str, Any], dict[str, Any], tuple[str, str, str, str]]] = {
    # entry: body, what the answer tells of usage, and the meter's seconds given, made and billed with the tier
    "happyhorse-1.0-video-edit": (HORSE, {"input_video_duration": 4, OUT: 4, "duration": 8, "SR": 720}, ("4", "4", "8", "720P")),
    "happyhorse-1.1-i2v": (MOVED, {OUT: 3, "duration": 3, "SR": 480}, ("0", "3", "3", "480P")),
    "happyhorse-1.1-r2v": (SHOWN, {OUT: 3, "duration": 3, "SR": 480}, ("0", "3", "3", "480P")),
    "happyhorse-1.1-t2v": (TOLD, {OUT: 3, "duration": 3, "SR": 480}, ("0", "3", "3", "480P")),
    "pixverse/pixverse-upscale": (LARGER, {"duration": 6}, ("5.28", "5.266", "6", "")),
    "wan2.7-i2v/continue": (GO_ON, {OUT: 7, "duration": 7, "SR": 720}, ("0", "7", "7", "720P")),
    "wan2.7-i2v/frames": (FRAMES, {OUT: 3, "duration": 3, "SR": 720}, ("0", "3", "3", "720P")),
    "wan2.7-r2v": (R2V, {"input_video_duration": 5, OUT: 3, "duration": 8, "SR": 1080}, ("5", "3", "8", "1080P")),
    "wan2.7-r2v/frame": (R2V_FRAME, {"input_video_duration": 0, OUT: 3, "duration": 3, "SR": 720}, ("0", "3", "3", "720P")),
    "wan2.7-t2v": (WORDS, {OUT: 2, "duration": 2, "SR": 720}, ("0", "2", "2", "720P")),
    "wan2.7-videoedit": (EDIT, {"input_video_duration": 4, OUT: 4, "duration": 8, "SR": 720}, ("4", "4", "8", "720P")),
    "wan3.0-video/edit": (WAN3, {"input_video_duration": 4, OUT: 4, "duration": 8, "SR": 480}, ("4", "4", "8", "480P")),
    "wan3.0-video/extend": (LONGER, {"input_video_duration": 4, OUT: 8, "duration": 12, "SR": 480}, ("4", "8", "12", "480P")),
    "wan3.0-video/frames": (FRAME, {OUT: 3, "duration": 3, "SR": 1080}, ("0", "3", "3", "1080P")),
    "wanx2.1-vace-plus/edit": (VACE, {"video_duration": 5}, ("0", "5", "5", "")),
    **{f"wanx2.1-vace-plus/{mode}": (data, {"video_duration": 5}, ("0", "5", "5", "")) for mode, data in VACES.items()},
    "acme/sketch": (ACME, {"seconds": {"input": 4, "output": 4}, "size": "small"}, ("4", "4", "8", "small")),
}  # fmt: skip
JOBS |= {
    name.replace("video/", "video-prime/"): (row[0] | {"model": "wan3.0-video-prime"}, *row[1:])
    for name, row in JOBS.items()
    if name.startswith("wan3.0-video/")
}


def finished(api: Api, data: dict[str, Any]) -> dict[str, Any]:
    answer = api.post(data)
    assert answer.status_code == 200, answer.text
    assert api.server.settled()
    done: dict[str, Any] = api.poll(answer.json()["output"]["task_id"]).json()
    return done


def test_jobs_of_every_entry_are_done_told_and_metered(serve: Any) -> None:
    assert set(JOBS) == set(ENTRIES)
    api = served(serve, renderer="stamp", hooks=True, limits=UNLIMITED, renders_at_once=1)
    sent = {name: api.post(data).json() for name, (data, _, _) in JOBS.items()}
    assert api.server.settled()
    meter = {row["job"]: row for row in api.server.told()["meter"]}
    entries = {row["id"]: row["entry"] for row in api.server.told()["accepted"]}
    for name, (data, usage, metered) in JOBS.items():
        done = api.poll(sent[name]["output"]["task_id"]).json()
        assert done["output"]["task_status"] == "SUCCEEDED", (name, done["output"])
        assert (name, done["usage"]) == (name, {"video_count": 1, **usage})
        row = meter[sent[name]["output"]["task_id"]]
        seconds = tuple(Decimal(row[part]) for part in ("input_seconds", "output_seconds", "billed_seconds"))
        assert (name, *seconds, row["tier"]) == (name, *map(Decimal, metered[:3]), metered[3])
        assert (entries[row["job"]], row["model"]) == (name, data["model"])
        link = at(done, ENTRIES[name]["outputs"]["video"]["path"])
        assert link.startswith(api.server.base_url.removesuffix("/api/v1"))


def test_a_link_without_an_end_lives_on_after_the_job_is_forgotten(serve: Any) -> None:
    api = served(serve, renderer="none")
    link = finished(api, LARGER)["output"]["video_url"]
    api.server.advance(40 * 24 * 3600)
    assert api.http.get(link).status_code == 200


def changed(data: dict[str, Any], section: str, **values: Any) -> dict[str, Any]:
    return {**data, section: {name: value for name, value in {**data[section], **values}.items() if value is not None}}


REFUSED = [
    (changed(HORSE, "input", prompt=None), "Field required: input.prompt"),
    (changed(HORSE, "input", media=media(video=CLIP, last_frame=KITE)),
     "Input should be 'video' or 'reference_image': input.media.1.type"),
    (changed(WAN3, "parameters", duration=1), "Input should be greater than or equal to 2: parameters.duration"),
    (changed(WAN3, "parameters", duration=31), "Input should be less than or equal to 30: parameters.duration"),
    (changed(WAN3, "input", media=media(reference_video=CLIP, first_frame=KITE)),
     "Input should be 'reference_video' or 'reference_image': input.media.1.type"),
    (changed(ACME, "input", image_urls=[KITE], mask_url=KITE), "pictures and mask can't be given together"),
    (changed(ACME, "input", prompt="雪" * 31), "String should have at most 60 characters: input.prompt"),
    (changed(ACME, "parameters", size=None), "Field required: parameters.size"),
    (changed(ACME, "parameters", strength=1.5), "Input should be less than or equal to 1: parameters.strength"),
    (changed(ACME, "parameters", strength="much"), "Input should be a valid number: parameters.strength"),
    (changed(ACME, "parameters", seed=True), "Input should be a valid integer: parameters.seed"),
    (changed(R2V, "parameters", duration=11), "Input should be less than or equal to 10: parameters.duration"),
    (changed(R2V, "input", media=media(**{f"reference_video{n}": CLIP for n in range(3)},
                                       **{f"reference_image{n}": KITE for n in range(3)})),
     "List should have at most 5 item in all: reference_images, reference_videos"),
    (changed(VACE, "input", video_url=None), "Field required: input.video_url"),
    (changed(VACE, "input", video_url=[CLIP]), "Input should be a valid string: input.video_url"),
    (changed(VACE, "input", ref_images_url=KITE), "Input should be a valid list: input.ref_images_url"),
    (changed(VACE, "input", ref_images_url=[KITE, LAKE]), "List should have at most 1 item: input.ref_images_url"),
    (changed(VACE, "input", mask_image_url="kite.png"),
     "The URL is not valid, it must begin with one of http://, https://, oss://, data:image/: input.mask_image_url"),
    (changed(VACE, "input", function="video_swap"), "Input should be 'video_edit': input.function"),
    (body("wan2.1-vace-plus", VACE["input"]), "Model not exist."),
]  # fmt: skip


@pytest.mark.parametrize(("data", "message"), REFUSED)
def test_a_body_that_is_not_as_its_entry_says_is_refused(serve: Any, data: dict[str, Any], message: str) -> None:
    answer = served(serve).post(data)
    assert (answer.status_code, answer.json()["message"]) == (400, message)


FAILED = [
    (changed(HORSE, "input", media=media(video=CLIP, reference_image=PLACE + "lake.jpg"), prompt="雪" * 9), None),
    (changed(GO_ON, "parameters", duration=4), "duration must be more than the 4 s of first_clip."),
    (changed(WAN3, "input", media=media(reference_video=FILM, reference_video2=FILM, reference_video3=FILM)),
     "reference_videos last 15.84 s together, more than 15 s."),
    (changed(WAN3, "parameters", duration=27), "reference_videos, output last 31 s together, more than 30 s."),
    (changed(VACE, "input", video_url=FILM), "The video_url lasts 5.28 s, not 0 to 5 s."),
]  # fmt: skip


@pytest.mark.parametrize(("data", "message"), FAILED)
def test_media_are_held_against_the_limits_of_their_parameter(
    serve: Any, data: dict[str, Any], message: str | None
) -> None:
    output = finished(served(serve, renderer="stamp"), data)["output"]
    assert output.get("message") == message


def test_a_prompt_without_the_words_of_a_mode_asks_for_another(serve: Any) -> None:
    api = served(serve, hooks=True)
    finished(api, changed(LONGER, "input", prompt="Make it snow."))
    assert [row["entry"] for row in api.server.told()["accepted"]] == ["wan3.0-video/edit"]


def test_limits_hold_for_a_group_and_where_it_is_said_for_a_key(serve: Any) -> None:
    second = {**ENTRIES["pixverse/pixverse-upscale"], "name": "pixverse/other", "model": "pixverse/other"}
    rates = {**second["rates"], "submits": {"count": 1, "per_s": 60}}
    both = [{**entry, "rates": rates} for entry in (ENTRIES["pixverse/pixverse-upscale"], second)]
    api = serve(entries=tuple(both), media_map={PLACE: SAMPLES})
    other = {**HEADERS, "Authorization": "Bearer sk-other"}
    again = [api.post(body(entry["model"], LARGER["input"])).status_code for entry in both]
    assert [*again, api.post(LARGER, other).status_code] == [200, 429, 200]


DRAFTS = [
    # body, whether its edit is performed, what is said
    (WAN3, True, ""),
    (GO_ON, True, "the last picture is held for 3.0 s"),
    (FRAMES, True, "the last picture is held for 3.0 s"),
    (FRAME, True, ""),
    (VACE, False, "no draft: it can't use mask"),
    (R2V, False, "no draft: it edits a clip or a picture"),
    (WORDS, False, "no draft: it edits a clip or a picture"),
    (LARGER, False, "no draft: it performs an instruction"),
]


def test_a_draft_draws_on_the_source_and_where_there_is_none_a_stamp_says_so(serve: Any) -> None:
    api = served(serve, renderer="draft", preset="ultrafast", limits=UNLIMITED)
    for data, performed, said in DRAFTS:
        words = {} if data is LARGER else {"prompt": "black and white"}
        output = finished(api, changed(data, "input", **words))["output"]
        assert output["task_status"] == "SUCCEEDED", output
        own = output["editchain"]
        assert (own["performed"], said in " ".join(own["notes"])) == (performed, True), own
        assert ("a stamp: no edit was made" in " ".join(own["notes"])) == (not performed)


def test_words_that_no_draft_performs_are_refused_whatever_the_model(serve: Any) -> None:
    output = finished(served(serve, renderer="draft"), changed(GO_ON, "input", prompt="They shake hands."))["output"]
    assert output["code"] == "LocalRenderer.UnsupportedEdit"


# -- the two readers ---------------------------------------------------------------------------------------------------


def shape_of_client(model: ClientModel) -> dict[str, Any]:
    """Everything of a model that both sides must agree on, as the client reads it."""
    plain = {name: row for name, row in model.parameters.items() if row.media is None}
    listed = {name: row for name, row in model.parameters.items() if row.media is not None}
    seconds = model.output.seconds
    return {
        "names": dict(model.sent_names),
        "endpoint": model.endpoint,
        "fixed": dict(model.fixed),
        "fields": {
            name: (
                row.place, row.type.value, row.required, row.default, row.enum, row.minimum, row.maximum, row.auto,
                tuple((bound.given, bound.maximum) for bound in row.bounds),
                (row.max_length.units, row.max_length.cjk, row.max_length.cut) if row.max_length else None, row.must_hold,
            )
            for name, row in plain.items()
        },
        "media": {
            name: (
                row.place, row.media_type, row.items is not None, row.media, row.required, row.max_items or 1,
                model.limits_of(name),
            )
            for name, row in listed.items()
        },
        "roles": {role.value: found.name for role in Role if (found := model.with_role(role)) is not None},
        "rules": (
            model.rules.one_of, model.rules.excludes,
            tuple((one.of, one.max_items, one.max_seconds) for one in model.rules.together), model.rules.longer_than,
        ),
        "length": (
            (seconds.of, seconds.cut, seconds.at_most) if isinstance(seconds, Like)
            else (seconds.parameter, (seconds.auto.low, seconds.auto.total) if seconds.auto else (None, None))
            if isinstance(seconds, ByParameter) else seconds.seconds
        ),
        "terms": [(one.of, one.cut, one.at_most, one.certain, one.round.value) for one in model.billing.terms],
        "most": model.billing.most,
        "sizes": {tier: dict(row) for tier, row in model.output.sizes.items()},
        "result": (model.output.path, model.output.hours),
        "usage": {part: path for part in ("input", "output", "billed", "tier") if (path := getattr(model.usage, part))},
        "rates": (
            model.rates.group, model.rates.scope.value == "key", model.rates.submits.count, model.rates.submits.per_s,
            model.rates.running, model.rates.queued, model.rates.queries.count,
        ),
    }  # fmt: skip


def shape_of_service(model: Model) -> dict[str, Any]:
    """The same, as the emulator reads it."""
    length = model.length
    return {
        "names": dict(model.sent_names),
        "endpoint": model.endpoint,
        "fixed": dict(model.fixed),
        "fields": {
            row.name: (
                row.place, row.type, row.required, row.default, row.enum, row.minimum, row.maximum, row.auto, row.bounds,
                (row.most_units, row.wide, row.cuts) if row.most_units is not None else None, row.must_hold,
            )
            for row in model.fields
        },
        "media": {
            name: (rule.place, rule.media_type, rule.many, rule.kind, rule.least == 1, rule.most, rule)
            for name, rule in model.media.items()
        },
        "roles": dict(model.roles),
        "rules": (model.rules.one_of, model.rules.excludes, model.rules.together, model.rules.longer_than),
        "length": (
            (length.like, length.cut, length.at_most) if length.like is not None
            else (length.parameter, (length.low, length.total)) if length.parameter is not None else length.fixed
        ),
        "terms": [(one.of, one.cut, one.at_most, one.certain, one.round) for one in model.terms],
        "most": model.most_seconds,
        "sizes": {tier: dict(row) for tier, row in model.sizes.items()},
        "result": (model.result_path, model.hours),
        "usage": dict(model.usage),
        "rates": (
            model.group, model.by_key, model.limits.submits, model.limits.submits_within_s, model.limits.running,
            model.limits.queued, model.limits.queries_per_second,
        ),
    }  # fmt: skip


LIMITS = (
    "formats", "max_bytes", "sides", "long_side", "short_side", "max_ratio", "min_seconds", "max_seconds", "fps", "codecs",
    "alpha",
)  # fmt: skip


def comparable(shape: dict[str, Any]) -> dict[str, Any]:
    """Limits of media as plain values: each side has a class of its own for them."""
    rows = {name: (*row[:-1], *(getattr(row[-1], key) for key in LIMITS)) for name, row in shape["media"].items()}
    return {**shape, "media": rows}


@pytest.mark.parametrize("name", ENTRIES)
def test_client_and_service_read_an_entry_alike(name: str) -> None:
    assert comparable(shape_of_service(model_of(ENTRIES[name]))) == comparable(shape_of_client(CATALOG.models[name]))


SECONDS = ("1", "2.5", "4", "5.28", "9", "14.99", "40")


def takes(model: ClientModel, seconds: str) -> bool:
    """Whether a model takes clips of this length."""
    videos = [name for name, row in model.parameters.items() if row.media is MediaKind.VIDEO]
    limits = [model.limits_of(name) for name in videos]
    return all((one.min_seconds or 0) <= Decimal(seconds) <= (one.max_seconds or 0) for one in limits)


@pytest.mark.parametrize(
    ("name", "seconds"), [(name, one) for name in ENTRIES for one in SECONDS if takes(CATALOG.models[name], one)]
)
def test_what_the_plan_foretells_holds_what_the_service_bills(name: str, seconds: str) -> None:
    client, service, source = CATALOG.models[name], model_of(ENTRIES[name]), Decimal(seconds)
    facts = MediaFacts(kind=MediaKind.VIDEO, seconds=Span.exactly(source))
    clip = Media(source=FileSource("a" * 64, "a"), facts=facts)
    videos = [row for row in client.parameters.values() if row.media is MediaKind.VIDEO]
    given = {row.name: (clip,) if row.items else clip for row in videos}
    lengths = dict.fromkeys(given, source)
    for chosen in choices(client, source):
        values = {field.name: field.default for field in service.fields} | chosen
        made = result_seconds(service, values, lengths)
        foretold = output_seconds(client, {**given, **chosen})
        assert foretold.low <= made <= foretold.high
        for uses_all in (False, True):
            bill = counted(service, values, lengths, made, uses_all=uses_all)
            span = billed_seconds(client, {**given, **chosen})
            assert span.low <= bill.billed <= span.high


def choices(client: ClientModel, source: Decimal) -> list[dict[str, int]]:
    """Lengths that may be asked for with a source this long: none, two, and the one that leaves it to the service."""
    length = client.with_role(Role.LENGTH)
    if length is None:
        return [{}]
    asked = [value for value in (3, 8) if not isinstance(client.output.seconds, Like) or value <= source]
    return [{}, *({length.name: value} for value in (*asked, *([length.auto] if length.auto is not None else [])))]


def test_there_is_a_length_of_every_kind_among_them() -> None:
    kinds = {type(model.output.seconds) for model in CATALOG.models.values()}
    assert kinds == {Like, ByParameter, Fixed}


LATER = [{"from": "2026-11-01", "default": "720P"}, {"from": "2027-01-01", "default": "1080P"}]


@pytest.mark.parametrize(("day", "default"), [("2026-10-31", "1080P"), ("2026-11-01", "720P"), ("2027-03-01", "1080P")])
def test_both_sides_take_the_default_of_the_day(day: str, default: str) -> None:
    wan = ENTRIES["wan2.7-videoedit"]
    tier = {**wan["parameters"]["resolution"], "later_defaults": LATER}
    entry = {**wan, "parameters": {**wan["parameters"], "resolution": tier}}
    jsonschema.validate(entry, load_json("model.schema.json"))
    served = model_of(entry, date.fromisoformat(day))
    assert [field.default for field in served.fields if field.name == "resolution"] == [default]
    assert client_model_of(entry).on(date.fromisoformat(day)).parameters["resolution"].default == default
