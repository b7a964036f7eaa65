"""Models that are added by JSON alone are served like the shipped one: checks, modes, jobs, usage and meter follow."""

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
from engine.plan.seconds import billed_seconds, output_seconds
from engine.resources import load_json
from engine.values.media import FileSource, Media, MediaFacts, MediaKind, Span
from tests.catalog.worlds import CATALOG, ENTRIES
from tests.emulator.calls import HEADERS, SAMPLES, Api

PLACE = "https://media.example.org/in/"
CLIP, FILM, KITE, LAKE = (PLACE + name for name in ("portrait.mp4", "bunny.mp4", "kite.png", "lake.jpg"))  # 4 s, 5.28 s
ALL = {"wan2.7-videoedit": load_json("models/wan2.7-videoedit.json"), **ENTRIES}


def served(serve: Any, **options: Any) -> Api:
    api: Api = serve(entries=tuple(ENTRIES.values()), media_map={PLACE: SAMPLES}, **options)
    return api


def media(**urls: str) -> list[dict[str, str]]:
    """Media as items of a list; a number at a name's end tells equal types apart."""
    return [{"type": name.rstrip("0123456789"), "url": url} for name, url in urls.items()]


def body(model: str, given: dict[str, Any], **parameters: Any) -> dict[str, Any]:
    return {"model": model, "input": given, "parameters": parameters}


HORSE = body("happyhorse-1.0-video-edit", {"prompt": "rain", "media": media(video=CLIP)}, resolution="720P")
GO_ON = body("wan2.7-i2v", {"prompt": "rain", "media": media(first_clip=CLIP)}, duration=7, resolution="720P")
WAN3 = body("wan3.0-video", {"prompt": "rain", "media": media(reference_video=CLIP)}, duration=-1, resolution="480P")
FRAME = body("wan3.0-video", {"media": media(first_frame=KITE)}, duration=3)
R2V = body("wan2.7-r2v", {"prompt": "rain", "media": media(reference_video=FILM, reference_image=KITE)}, duration=3)
VACE = body(
    "wanx2.1-vace-plus",
    {"function": "video_edit", "prompt": "rain", "video_url": CLIP, "mask_image_url": KITE, "ref_images_url": [LAKE]},
)
LARGER = body("pixverse/pixverse-upscale", {"video_url": FILM})

JOBS = {
    "happyhorse-1.0-video-edit": (
        HORSE, {"input_video_duration": 4.0, "output_video_duration": 4.0, "duration": 8.0, "SR": 720},
        ("4", "4", "8", "720P"),
    ),
    "wan2.7-i2v/continue": (
        GO_ON, {"output_video_duration": 7.0, "duration": 7.0, "SR": 720}, ("0", "7", "7", "720P"),
    ),
    "wan3.0-video/edit": (
        WAN3, {"input_video_duration": 4.0, "output_video_duration": 4.0, "duration": 8.0, "SR": 480},
        ("4", "4", "8", "480P"),
    ),
    "wan2.7-r2v": (
        R2V, {"input_video_duration": 5.0, "output_video_duration": 3.0, "duration": 8.0, "SR": 1080},
        ("5", "3", "8", "1080P"),
    ),
    "wanx2.1-vace-plus/edit": (VACE, {"video_duration": 5.0}, ("0", "5", "5", "")),
    "pixverse/pixverse-upscale": (LARGER, {"duration": 6.0}, ("5.28", "5.266", "6", "")),
}  # fmt: skip


def finished(api: Api, data: dict[str, Any]) -> dict[str, Any]:
    answer = api.post(data)
    assert answer.status_code == 200, answer.text
    assert api.server.settled()
    done: dict[str, Any] = api.poll(answer.json()["output"]["task_id"]).json()
    return done


@pytest.mark.parametrize("name", ENTRIES)
def test_a_job_is_done_told_and_metered(serve: Any, name: str) -> None:
    data, usage, metered = JOBS[name]
    api = served(serve, renderer="stamp", hooks=True)
    done = finished(api, data)
    assert done["output"]["task_status"] == "SUCCEEDED", done["output"]
    assert done["usage"] == {"video_count": 1, **usage}
    assert done["output"]["video_url"].startswith(api.server.base_url.removesuffix("/api/v1"))
    (row,) = api.server.told()["meter"]
    seconds = tuple(Decimal(row[part]) for part in ("input_seconds", "output_seconds", "billed_seconds"))
    assert (*seconds, row["tier"]) == (*map(Decimal, metered[:3]), metered[3])
    assert (row["model"], api.list().json()["data"][0]["model_name"]) == (data["model"], data["model"])


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
     "first_frame and reference_videos can't be given together"),
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
    (changed(VACE, "input", function="video_extension"), "Input should be 'video_edit': input.function"),
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
    (changed(VACE, "input", video_url=FILM), "The video_url lasts 5.28 s, not 0 to 5 s."),
]  # fmt: skip


@pytest.mark.parametrize(("data", "message"), FAILED)
def test_media_are_held_against_the_limits_of_their_parameter(
    serve: Any, data: dict[str, Any], message: str | None
) -> None:
    output = finished(served(serve, renderer="stamp"), data)["output"]
    assert output.get("message") == message


def test_what_is_given_tells_modes_of_one_model_apart(serve: Any) -> None:
    edit = ENTRIES["wan3.0-video/edit"]
    kept = ("first_frame", "prompt", "resolution", "seed")
    fixed = {name: value for name, value in edit["parameters"]["duration"].items() if name != "auto"}
    text = {
        **edit,
        "name": "wan3.0-video/frames",
        "parameters": {name: edit["parameters"][name] for name in kept} | {"duration": fixed},
        "rules": {},
        "limits": {"image": edit["limits"]["image"]},
        "billing": {"terms": [{"of": "output"}]},
        "outputs": {"video": {**edit["outputs"]["video"], "seconds": {"parameter": "duration"}}},
    }
    api = serve(entries=(text, ENTRIES["wan3.0-video/edit"]), media_map={PLACE: SAMPLES}, renderer="none", hooks=True)
    entries = [api.server.told()["accepted"][-1]["entry"] for data in (FRAME, WAN3) if finished(api, data)]
    assert entries == ["wan3.0-video/frames", "wan3.0-video/edit"]


def test_limits_hold_for_a_group_and_where_it_is_said_for_a_key(serve: Any) -> None:
    second = {**ENTRIES["pixverse/pixverse-upscale"], "name": "pixverse/other", "model": "pixverse/other"}
    rates = {**second["rates"], "submits": {"count": 1, "per_s": 60}}
    both = [{**entry, "rates": rates} for entry in (ENTRIES["pixverse/pixverse-upscale"], second)]
    api = serve(entries=tuple(both), media_map={PLACE: SAMPLES})
    other = {**HEADERS, "Authorization": "Bearer sk-other"}
    again = [api.post(body(entry["model"], LARGER["input"])).status_code for entry in both]
    assert [*again, api.post(LARGER, other).status_code] == [200, 429, 200]


def test_a_draft_draws_on_the_source_and_says_so_where_it_cannot(serve: Any) -> None:
    api = served(serve, renderer="draft", preset="ultrafast")
    told = {
        name: finished(api, changed(data, "input", prompt="black and white"))["output"]
        for name, data in (("WAN3", WAN3), ("FRAME", FRAME), ("VACE", VACE), ("R2V", R2V))
    }
    assert told["WAN3"]["task_status"] == "SUCCEEDED"
    assert told["FRAME"]["message"] == (
        "The draft renderer edits a clip or a picture, and the request has none to edit."
    )
    assert told["VACE"]["message"].startswith("The draft renderer can't use mask: it draws on one clip or picture")
    assert told["R2V"]["code"] == "LocalRenderer.UnsupportedEdit"


def test_a_picture_is_held_for_the_length_of_the_result(serve: Any) -> None:
    edit = ENTRIES["wan3.0-video/edit"]
    still = {
        **edit,
        "name": "still",
        "model": "still",
        "parameters": {
            "picture": {**edit["parameters"]["first_frame"], "role": "source", "required": True},
            **{name: edit["parameters"][name] for name in ("prompt", "resolution", "duration", "seed")},
        },
        "rules": {},
        "limits": {"image": edit["limits"]["image"]},
        "billing": {"terms": [{"of": "output"}]},
    }
    api = serve(entries=(still,), media_map={PLACE: SAMPLES}, renderer="draft", preset="ultrafast")
    data = body("still", {"prompt": "black and white", "media": media(first_frame=KITE)}, duration=2, resolution="480P")
    done = finished(api, data)
    assert done["output"]["task_status"] == "SUCCEEDED", done["output"]
    assert done["usage"]["output_video_duration"] == 2.0
    assert "the last picture is held" in " ".join(done["output"]["editchain"]["notes"])


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
                (row.max_length.units, row.max_length.cjk, row.max_length.cut) if row.max_length else None,
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
                (row.most_units, row.wide, row.cuts) if row.most_units is not None else None,
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


@pytest.mark.parametrize("name", ALL)
def test_client_and_service_read_an_entry_alike(name: str) -> None:
    assert comparable(shape_of_service(model_of(ALL[name]))) == comparable(shape_of_client(CATALOG.models[name]))


SECONDS = ("1", "2.5", "4", "5.28", "9", "14.99", "40")


def takes(model: ClientModel, seconds: str) -> bool:
    """Whether a model takes clips of this length."""
    videos = [name for name, row in model.parameters.items() if row.media is MediaKind.VIDEO]
    limits = [model.limits_of(name) for name in videos]
    return all((one.min_seconds or 0) <= Decimal(seconds) <= (one.max_seconds or 0) for one in limits)


@pytest.mark.parametrize(
    ("name", "seconds"), [(name, one) for name in ALL for one in SECONDS if takes(CATALOG.models[name], one)]
)
def test_what_the_plan_foretells_holds_what_the_service_bills(name: str, seconds: str) -> None:
    client, service, source = CATALOG.models[name], model_of(ALL[name]), Decimal(seconds)
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
    wan = ALL["wan2.7-videoedit"]
    tier = {**wan["parameters"]["resolution"], "later_defaults": LATER}
    entry = {**wan, "parameters": {**wan["parameters"], "resolution": tier}}
    jsonschema.validate(entry, load_json("model.schema.json"))
    served = model_of(entry, date.fromisoformat(day))
    assert [field.default for field in served.fields if field.name == "resolution"] == [default]
    assert client_model_of(entry).on(date.fromisoformat(day)).parameters["resolution"].default == default
