"""Every kind of trouble: what a client sees of it, on every operation that it may strike, from a file and at run time."""

from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import get_args

import httpx
import pytest

from engine.emulator.rules.playbook import scenario_of
from engine.emulator.rules.scenario import About, Effect, Script
from engine.emulator.rules.trouble import troubles
from engine.resources import load_json
from tests.emulator.calls import HEADERS, Api
from tests.emulator.objects.test_storage import fields_of, policy_of, send

SOON = {"after_s": 0.01}
# kind -> what a client sees of it on the first of its operations: "drop", or the status with the code of the answer.
SEEN = {
    "lost-before": "drop", "lost-after": "drop", "late": "drop", "slow": "200", "slow-answer": "200", "truncate": "drop",
    "stall": "200", "foreign": "200 text/html", "empty": "200 nothing", "malformed": "200", "redirect": "307 nothing",
    "date": "200", "refuse": "500 InternalError", "refuse-after": "500 InternalError", "throttled": "429 Throttling.RateQuota",
    "burst": "429 Throttling.BurstRate", "quota": "429 Throttling.AllocationQuota", "bill-overdue": "429 PostpaidBillOverdue",
    "arrears": "400 Arrearage", "free-tier": "403 AllocationQuota.FreeTierOnly", "bad-key": "401 InvalidApiKey",
    "no-access": "403 Model.AccessDenied", "unpurchased": "403 AccessDenied.Unpurchased", "model-gone": "404 ModelNotFound",
    "moderated-input": "400 DataInspectionFailed", "internal-error": "500 InternalError", "no-request-id": "500 InternalError",
    "empty-error": "500 nothing", "bad-gateway": "502 text/html", "unavailable": "503 ModelUnavailable",
    "gateway-timeout": "504 text/html", "gateway-timeout-after": "504 text/html", "error-after": "500 InternalError",
    "fail": "200", "moderated": "200", "infringement": "200", "unreachable-media": "200", "unreadable-media": "200",
    "broken-model": "200", "job-timeout": "200", "store-failed": "200", "hold": "200", "stuck": "200", "unknown-first": "200",
    "list-lag": "200", "overrun": "200", "short-clip": "200", "forgotten": "200", "stale": "200", "no-usage": "200",
    "no-link": "200", "short": "200", "doubled": "200", "expired": "403 AccessDenied", "storage-denied": "403 AccessDenied",
    "storage-busy": "503 ServiceUnavailable", "storage-gone": "404 NoSuchKey", "cut": "200 video/mp4", "damaged": "200 video/mp4",
    "swapped": "200 video/mp4",
}  # fmt: skip
# kind -> (jobs made, state and code in which the job ends), of those that strike a submit and answer 200 or not at all.
BECOMES = {
    "lost-before": None, "lost-after": "SUCCEEDED", "slow": "SUCCEEDED", "slow-answer": "SUCCEEDED", "stall": "SUCCEEDED",
    "truncate": "SUCCEEDED", "foreign": None, "empty": None, "malformed": None, "redirect": None, "date": "SUCCEEDED",
    "refuse-after": "SUCCEEDED", "gateway-timeout-after": "SUCCEEDED", "error-after": "SUCCEEDED", "fail": "FAILED InternalError",
    "moderated": "FAILED DataInspectionFailed", "infringement": "FAILED IPInfringementSuspect",
    "unreachable-media": "FAILED InvalidFile.DownloadFailed", "unreadable-media": "FAILED InvalidFile.Openerror",
    "broken-model": "FAILED InternalError.Algo", "job-timeout": "FAILED InternalError.Timeout",
    "store-failed": "FAILED InternalError.Upload", "hold": "PENDING", "stuck": "RUNNING", "list-lag": "SUCCEEDED",
    "overrun": "SUCCEEDED", "short-clip": "SUCCEEDED",
}  # fmt: skip
BUT_SUBMIT = sorted((kind, on) for kind, trouble in troubles().items() for on in trouble.on)


@pytest.fixture(scope="module")
def shared(tmp_path_factory, http):
    from engine.emulator.rules.options import EmulatorOptions
    from engine.emulator.rules.rates import UNLIMITED
    from engine.emulator.server import EmulatorServer
    from tests.emulator.calls import SAMPLES

    options = EmulatorOptions(renderer="none", offline_media=SAMPLES, hooks=True, limits=UNLIMITED)
    with EmulatorServer(tmp_path_factory.mktemp("emulator"), options) as server:
        yield Api(server, http)


@pytest.fixture(scope="module")
def finished(shared):
    return shared.finished()


@pytest.fixture
def world(shared, finished):
    """The shared emulator with a finished job, and nothing left of other scenarios."""
    play(shared)
    yield shared, finished
    play(shared)
    shared.server.release(None)
    assert shared.server.settled()


def play(api, *rules):
    api.server.play({"rules": rules})


def call(api, on, finished):
    job = finished["output"]["task_id"]
    return {
        "submit": api.submit,
        "poll": lambda: api.poll(job),
        "list": api.list,
        "cancel": lambda: api.cancel(job),
        "policy": lambda: api.http.get(
            api.server.base_url + "/uploads", params={"action": "getPolicy", "model": "m"}, headers=HEADERS
        ),
        "upload": lambda: upload(api),
        "result": lambda: api.http.get(finished["output"]["video_url"]),
    }[on]()


def upload(api):
    policy = policy_of(api)
    return send(api, policy, fields_of(policy))


def seen(call):
    """What a client sees of an answer."""
    try:
        answer = call()
    except httpx.TransportError:
        return "drop"
    kind = answer.headers.get("content-type", "nothing").partition(";")[0] if answer.content else "nothing"
    if kind == "application/json":
        kind = answer.json().get("code", "")
    if kind == "application/xml":
        kind = answer.text.partition("<Code>")[2].partition("</Code>")[0]
    return f"{answer.status_code} {kind}".strip()


def test_the_table_is_whole():
    assert set(SEEN) == set(troubles()), "each kind is looked at"
    assert len(troubles()) >= 30
    assert {trouble.effect for trouble in troubles().values()} == set(get_args(Effect))
    assert set(get_args(Effect)) <= set(troubles()), "each effect can be asked for by its own name"
    for row in load_json("troubles.json").values():
        assert row["en"].endswith(".")
        assert row["zh"].endswith("。")


@pytest.mark.parametrize("kind", SEEN)
def test_a_client_sees_each_kind(world, kind):
    api, finished = world
    (on, *_), waits = troubles()[kind].on, "after_s" in troubles()[kind].values
    play(api, {"fault": kind, **(SOON if waits and kind != "date" else {})})
    assert seen(lambda: call(api, on, finished)) == SEEN[kind]
    struck = [entry for entry in api.server.told()["requests"] if entry.get("struck") == kind]
    assert struck, "the record of the traffic tells it"
    again = seen(lambda: call(api, on, finished))
    assert again.startswith("200" if on != "cancel" else "400"), "once, unless more is asked for"


@pytest.mark.parametrize(("kind", "on"), BUT_SUBMIT)
def test_each_kind_strikes_whatever_it_says(world, kind, on):
    api, finished = world
    play(api, {"fault": kind, "on": on, **(SOON if kind != "date" else {})})
    plain = (
        "400 UnsupportedOperation"
        if on == "cancel"
        else "200 video/mp4"
        if on == "result"
        else "200 nothing"
        if on == "upload"
        else "200"
    )
    said = seen(lambda: call(api, on, finished))
    assert said in {SEEN[kind], plain} or (said, kind) in {
        ("200", "upload"),
        ("drop", "truncate"),
        ("200 nothing", "stall"),
        ("204", "slow"),
    }
    assert any(entry.get("struck") == kind for entry in api.server.told()["requests"][-3:])


@pytest.mark.parametrize("kind", BECOMES)
def test_what_becomes_of_the_job(world, kind):
    api, _ = world
    before = len(api.server.told()["accepted"])
    play(api, {"fault": kind, **(SOON if "after_s" in troubles()[kind].values and kind != "date" else {})})
    seen(api.submit)
    made = api.server.told()["accepted"][before:]
    if BECOMES[kind] is None:
        assert made == []
        return
    (job,) = made
    state, _, code = BECOMES[kind].partition(" ")
    if state in {"FAILED", "SUCCEEDED"}:
        assert api.server.settled()
    output = api.output(job["id"])
    assert (output["task_status"], output.get("code", "")) == (state, code)


def test_what_queries_tell_in_trouble(world):
    api, finished = world
    job = finished["output"]["task_id"]
    play(api, *({"fault": kind} for kind in ("forgotten", "stale", "no-usage", "no-link", "date")))
    assert api.output(job) == {"task_id": job, "task_status": "UNKNOWN"}
    assert api.output(job).keys() == {"task_id", "task_status", "submit_time"}
    play(api, {"fault": "no-usage"}, {"fault": "no-link"}, {"fault": "short"}, {"fault": "doubled"})
    assert "usage" not in api.poll(job).json()
    assert "video_url" not in api.output(job)
    page = api.list().json()
    assert len(page["data"]) + 1 == min(page["total"], page["page_size"])
    twice = api.list().json()["data"]
    assert twice[0] == twice[1]


def test_the_date_may_be_off(world):
    api, _ = world
    play(api, {"fault": "date", "on": "list", "after_s": -7200})
    off = parsedate_to_datetime(api.list().headers["date"]) - parsedate_to_datetime(api.list().headers["date"])
    assert abs(off + timedelta(hours=2)) < timedelta(minutes=1)


def read_of(clip):
    """The digest of the request that a clip was made for."""
    return clip.rpartition(b'"sha256": "')[2].decode()


def test_bytes_of_a_result_in_trouble(world):
    api, finished = world
    link = finished["output"]["video_url"]
    api.finished("night")
    whole = api.http.get(link)
    play(api, {"fault": "cut"}, {"fault": "damaged"}, {"fault": "swapped"})
    cut, damaged, swapped = (api.http.get(link).content for _ in range(3))
    assert cut == whole.content[: len(cut)]
    assert 0 < len(cut) < len(whole.content)
    assert (len(damaged), damaged == whole.content) == (len(whole.content), False)
    assert read_of(swapped) not in ("", read_of(whole.content))


def test_a_result_may_be_shorter_than_it_should_be_and_billed_for_more(serve):
    clip = "https://media.example.org/in/street.mp4"
    rules = [{"fault": "short-clip", "after_s": 3}, {"fault": "overrun", "after_s": 2}]
    api = serve(renderer="stamp", scenario=scenario_of({"rules": rules}))
    short, long, plain = (api.finished(url=clip)["usage"] for _ in range(3))
    assert short["output_video_duration"] == pytest.approx(plain["output_video_duration"] - 3, abs=0.04)
    assert long["output_video_duration"] == pytest.approx(plain["output_video_duration"] + 2)


def test_chance_with_a_seed_is_the_same_each_time():
    def struck(seed):
        script = Script(scenario_of({"seed": seed, "rules": [{"fault": "lost-after", "probability": 0.2}]}))
        return [bool(script.strike("submit")) for _ in range(500)]

    assert struck(7) == struck(7) != struck(8)
    assert 60 < sum(struck(7)) < 140


@pytest.mark.parametrize(
    ("rule", "met"),
    [
        ({"model": "wan2.7-*"}, [True, False, True]),
        ({"pattern": "^a? ?night$"}, [True, True, False]),
        ({"prompt": "night", "model": "wan2.7-videoedit"}, [True, False, False]),
        ({"nth": [1, 3], "times": "always"}, [True, False, True]),
        ({"nth": 2}, [False, True, False]),
        ({"times": 2}, [True, True, False]),
    ],
)
def test_a_rule_says_whom_it_meets(rule, met):
    script = Script(scenario_of({"rules": [{"fault": "slow", "times": "always", **rule}]}))
    asked = [About("wan2.7-videoedit", "a night"), About("happyhorse", "night"), About("wan2.7-videoedit", "day")]
    assert [bool(script.strike("submit", lambda one=one: one)) for one in asked] == met
