"""Envelopes as values: what each field says, and that no body at all can make reading it crash."""

import contextlib
import json
import pickle
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies as st

from engine.catalog import AnswerShape, UsagePaths
from engine.catalog.catalog import catalog_of
from engine.errors import OperatorError
from engine.plan.model import MediaUse, Request
from engine.resources import load_json
from engine.run.service import Acceptance, Doubt, JobState, JobView, Refusal, Throttled, Unreachable, Usage
from engine.services.dashscope import inline, listing, storage, wire
from engine.services.dashscope.codes import CODES, CodeMeaning, failure_of, for_operator, meaning_of
from engine.services.dashscope.profile import base_url_of, parse_base_url, storage_url
from engine.services.dashscope.secret import Secret
from engine.services.dashscope.wire_values import MalformedError, json_object, retry_after, scrub, server_time, text_of
from engine.values.reason import quoted
from tests.services.scripted_server import KEY, PROFILE, SHAPE
from tests.worlds import clip

JOB = "3b7e2c1a-64d9-4f0e-9c55-70a1b2c3d4e5"


def view(output=None, shape=SHAPE, **top):
    data = {"output": {"task_id": JOB, "task_status": "RUNNING"} | (output or {}), **top}
    return wire.job_view(json_object(json.dumps(data).encode()), shape)


@pytest.mark.parametrize("state", list(JobState), ids=lambda state: state.value)
def test_a_view_needs_no_more_than_task_and_state(state):
    assert view({"task_status": state.value}) == JobView(job=JOB, state=state)


def test_a_failed_job_tells_code_and_message_without_links():
    said = view(
        {"task_status": "FAILED", "code": "DataInspectionFailed", "message": "see https://a.example/b?sig=x now"}
    )
    assert (said.code, said.message) == ("DataInspectionFailed", "see https://a.example/b now")


def test_a_result_stands_where_the_catalog_says():
    shape = AnswerShape(result="output.results.video_url")
    output = {"task_status": "SUCCEEDED", "results": {"video_url": "https://a.example/b?Expires=1795482242"}}
    assert view(output).result_url is None
    said = view(output, shape)
    assert (said.result_url, said.result_expires) == ("https://a.example/b?Expires=1795482242", 1795482242.0)


@pytest.mark.parametrize(
    ("url", "expires"),
    [
        ("https://h/a?Expires=17&Signature=x", 17.0),
        ("https://h/a", None),
        ("https://h/a?Expires=soon", None),
        ("https://h/a?Expires=1&Expires=2", None),
        ("https://h/a?Expires=99999999999999999", None),
        ("http://[", None),
    ],
)  # fmt: skip
def test_the_expiry_of_a_link_stands_in_its_query(url, expires):
    assert wire.expiry_of(url) == expires


USAGE = {"duration": 12.08, "input_video_duration": 6.04, "output_video_duration": 6.04}


@pytest.mark.parametrize(("sr", "tier"), [(720, "720P"), ("720", "720P"), ("1080P", "1080P"), ("1080p", "1080P")])
def test_the_tier_comes_as_number_or_text(sr, tier):
    assert view(usage=USAGE | {"SR": sr}).usage == Usage(
        input_seconds=Decimal("6.04"), output_seconds=Decimal("6.04"), billed_seconds=Decimal("12.08"), tier=tier
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"SR": None}, "tier"),
        ({"SR": True}, "tier"),
        ({"SR": "high"}, "tier"),
        ({"duration": -1}, "billed_seconds"),
        ({"duration": "x"}, "billed_seconds"),
        ({"duration": 1e9}, "billed_seconds"),
        ({"duration": True}, "billed_seconds"),
    ],
    ids=str,
)
def test_a_part_of_a_usage_that_makes_no_sense_is_none(change, field):
    whole = view(usage=USAGE | {"SR": 720}).usage
    assert view(usage=USAGE | {"SR": 720} | change).usage == replace(whole, **{field: None})


def test_a_usage_of_which_nothing_can_be_read_is_none():
    assert view(usage={"duration": "x"}).usage is None
    assert view(usage=[1]).usage is None
    assert view(usage=USAGE, shape=AnswerShape()).usage is None


def test_usage_stands_where_the_catalog_says():
    shape = AnswerShape(usage=UsagePaths(output="video_duration", billed="bill.seconds"))
    said = view(usage={"video_duration": 5, "bill": {"seconds": 6}, "duration": 7}, shape=shape).usage
    assert said == Usage(output_seconds=Decimal(5), billed_seconds=Decimal(6))


MEDIA = (
    MediaUse("file:a", "video", clip(), ("input", "media", 0, "url")),
    MediaUse("file:b", "mask", clip(), ("input", "mask_url")),
    MediaUse("file:a", "more", clip(), ("input", "more", 1)),
)


def request_of(prompt):
    body = {
        "model": "m",
        "input": {
            "media": [{"type": "video", "url": "file:a"}], "mask_url": "file:b", "more": ["x", "file:a"], "prompt": prompt,
        },
    }  # fmt: skip
    return Request(
        model="m", sent_name="m", endpoint="/e", body=body, asked={}, media=MEDIA, prompt=prompt, tier=""
    )  # fmt: skip


def test_urls_stand_in_the_body_where_the_media_do_and_nowhere_else():
    request = request_of("file:a")
    said = wire.payload_of(request, {"file:a": "https://h/a", "file:b": "https://h/b"})
    assert json.loads(said.body)["input"] == {
        "media": [{"type": "video", "url": "https://h/a"}], "mask_url": "https://h/b", "more": ["x", "https://h/a"],
        "prompt": "file:a",
    }  # fmt: skip
    assert (said.endpoint, said.headers) == ("/e", ())
    assert request.body["input"]["mask_url"] == "file:b"


def test_only_uploads_of_the_services_own_ask_to_be_resolved():
    urls = {"file:a": "https://h/a", "file:b": "oss://b"}
    assert wire.payload_of(request_of("oss://"), urls).headers == (("X-DashScope-OssResourceResolve", "enable"),)
    assert wire.payload_of(request_of('"oss://'), urls | {"file:b": "https://h/b"}).headers == ()


@pytest.mark.parametrize(
    ("times", "seconds"),
    [
        ({"submit_time": "2026-11-23 10:00:00.000", "end_time": "2026-11-23 10:04:00.250"}, 240.25),
        (
            {
                "submit_time": "2026-11-23 10:00:00.000",
                "scheduled_time": "2026-11-23 10:01:00.000",
                "end_time": "2026-11-23 10:04:00.250",
            },
            180.25,
        ),
        ({"scheduled_time": "2026-11-23 23:59:59.000", "end_time": "2026-11-24 00:00:01.000"}, 2.0),
        ({"submit_time": "2026-11-23 10:00:00.000"}, None),
        ({"submit_time": "2026-11-23 10:04:00.000", "end_time": "2026-11-23 10:00:00.000"}, None),
        ({"submit_time": "2026-11-23T10:00:00+08:00", "end_time": "2026-11-23 10:00:00.000"}, None),
        ({"submit_time": 1795395600, "end_time": "soon"}, None),
    ],
)
def test_how_long_a_job_was_worked_on_is_told_by_the_service_s_own_clock(times, seconds):
    assert view(times).took_s == seconds


def test_a_draft_may_carry_notes_and_progress():
    said = view({"editchain": {"notes": ["the cap is drawn flat", 7, ""], "progress": 0.42}})
    assert (said.notes, said.progress) == (("the cap is drawn flat",), 0.42)
    for extra in ([], {"notes": {}, "progress": 2}, {"progress": True}, {"progress": "half"}):
        assert (view({"editchain": extra}).notes, view({"editchain": extra}).progress) == ((), None)


@pytest.mark.parametrize(
    "data", [{}, {"output": []}, {"output": {"task_id": JOB}}, {"output": {"task_status": "RUNNING"}}], ids=str
)
def test_without_task_or_state_there_is_no_view(data):
    with pytest.raises(MalformedError):
        wire.job_view(data, SHAPE)


def test_empty_codes_beside_a_task_do_not_matter():
    body = json.dumps({"code": "", "message": "", "request_id": "r", "output": {"task_id": JOB}}).encode()
    assert wire.submit_answer(200, {}, body) == Acceptance(job=JOB, request_id="r", server_time=None)


@pytest.mark.parametrize("code", [code for code, known in CODES.items() if known.submit is not CodeMeaning.OPEN])
def test_a_documented_refusal_counts_only_as_4xx(code):
    body = json.dumps({"code": code, "message": "m", "request_id": "r"}).encode()
    assert isinstance(wire.submit_answer(400, {}, body), Refusal)
    for status in (200, 302, 500, 503):
        assert wire.submit_answer(status, {}, body) == Doubt(
            stage="answered", reason=quoted(f"HTTP {status} {code}: m"), status=status, request_id="r"
        )


@pytest.mark.parametrize("code", [code for code, known in CODES.items() if known.submit is CodeMeaning.OPEN])
def test_other_documented_codes_are_no_refusal(code):
    body = json.dumps({"code": code}).encode()
    assert isinstance(wire.submit_answer(400, {}, body), Doubt)


@pytest.mark.parametrize(
    ("code", "failure", "operator"),
    [
        ("InternalError.Algo", "service", False),
        ("InternalError.Unheard", "service", False),
        ("RequestTimeOut", "service", False),
        ("DataInspectionFailed", "inspection", False),
        ("InvalidFile.DownloadFailed", "download", False),
        ("InvalidFile.Size", "", False),
        ("InvalidParameter", "", False),
        ("InvalidApiKey", "", True),
        ("AllocationQuota.Anything", "", True),
        ("AccessDenied.Unpurchased", "", True),
        ("Unheard", "", False),
        ("", "", False),
    ],
)
def test_a_code_says_whether_to_try_again_and_who_must_act(code, failure, operator):
    assert (failure_of(code), for_operator(code)) == (failure, operator)
    failed = view({"task_status": "FAILED", "code": code})
    assert (failed.failure, failed.operator) == (failure, operator)


def test_families_of_codes_are_known_and_strangers_are_not():
    assert meaning_of("InvalidFile.MultiHuman") is CodeMeaning.FINAL
    assert meaning_of("InvalidFiles") is None
    assert meaning_of("throttling") is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": "7", "retry-after-ms": "250"}, 0.25),
        ({"retry-after": "Mon, 23 Nov 2026 01:00:30 GMT", "date": "Mon, 23 Nov 2026 01:00:00 GMT"}, 30.0),
        ({"retry-after": "Mon, 23 Nov 2026 01:00:30 GMT"}, None),
        ({"retry-after": "-1"}, None),
        ({"retry-after": "999999999"}, 86400.0),
        ({"retry-after": "nan"}, None),
    ],
    ids=str,
)
def test_the_wait_asked_for(headers, seconds):
    assert retry_after(headers) == seconds


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("get https://a.example/b/c.mp4?Expires=1&Signature=x, then", "get https://a.example/b/c.mp4 then"),
        ("oss://bucket/a?x=1", "oss://bucket/a"),
        ("https://user:word@a.example/", "https://a.example/"),
        ("key sk-0123456789abcdef is wrong", "key sk-*** is wrong"),
        ("Bearer st-0123456789", "Bearer ***"),
        ("OSSAccessKeyId=AB&Signature=CD%3D", "OSSAccessKeyId=***&Signature=***"),
        ("first-class, risk-free", "first-class, risk-free"),
    ],
)
def test_texts_lose_their_secrets_and_nothing_else(text, clean):
    assert scrub(text) == clean


def test_texts_become_one_clean_line():
    assert text_of("a\r\nb\x1b[31m\ud800c") == "a b [31m c"
    assert text_of("x" * 600) == "x" * 499 + "…"
    assert text_of(7) == ""


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
outputs = st.dictionaries(
    st.sampled_from(["task_id", "task_status", "video_url", "results", "code", "message", "orig_prompt", "editchain"]),
    json_values
    | st.sampled_from([JOB, "SUCCEEDED", "FAILED", "https://h/a?Expires=1", {"video_url": "x"}, {"notes": ["a"]}]),
)
tops = st.dictionaries(
    st.sampled_from(["request_id", "code", "message", "usage", "data", "total", "total_page", "page_no"]),
    json_values | st.sampled_from([JOB, "Throttling", "InvalidParameter", 1, [{"task_id": JOB}]]),
)
envelopes = st.builds(
    lambda top, output: top | output, tops, st.just({}) | st.builds(lambda o: {"output": o}, outputs | json_values)
)
bodies = (
    st.binary()
    | json_values.map(lambda value: json.dumps(value).encode())
    | envelopes.map(lambda value: json.dumps(value).encode())
    | st.sampled_from(
        [b"[" * 100_000, b'{"a":' * 50_000, b'{"usage":1e999999999999999999999}', b"1" * 10_000, b"NaN", b"\xff\xfe"]
    )
)
statuses = st.sampled_from([200, 201, 302, 400, 401, 404, 429, 500, 503])
headers = st.dictionaries(st.sampled_from(["date", "retry-after", "retry-after-ms", "x-request-id"]), st.text())


@settings(max_examples=150)
@given(statuses, headers, bodies)
def test_no_answer_makes_reading_it_crash(status, lines, body):
    said = wire.submit_answer(status, lines, body)
    assert isinstance(said, Acceptance | Refusal | Doubt)
    assert not (isinstance(said, Refusal) and not 400 <= status < 500)
    assert not (isinstance(said, Acceptance) and not 200 <= status < 300)
    polled = wire.poll_answer(JOB, SHAPE, status, lines, body)
    assert isinstance(polled, JobView | Throttled | Unreachable)
    assert not isinstance(polled, JobView) or polled.job == JOB
    repr(polled).encode()
    assert isinstance(wire.cancel_answer(status, lines, body), bool | Throttled | Unreachable)
    policy = wire.policy_answer(status, lines, body)
    assert isinstance(policy, dict | Throttled | Refusal | Unreachable)
    assert not isinstance(policy, dict) or isinstance(storage.policy_of(policy), storage.Policy | Unreachable)
    assert isinstance(storage.upload_refused(status, lines, body), Throttled | Refusal | Unreachable)
    storage.download_refused(status, lines)
    assert server_time(lines) is None or server_time(lines) > -1e12
    data = json_object(body)
    if data is not None:
        try:
            listing.whole([listing.page_of(data, 1)])
        except MalformedError as error:
            str(error).encode()


@given(st.text())
def test_no_address_makes_reading_it_crash(text):
    base = parse_base_url("https://dashscope.aliyuncs.com/api/v1")
    for reader in (
        lambda: storage_url(text, base),
        lambda: parse_base_url(text),
        lambda: parse_base_url(f"http://{text}/api/v1"),
    ):
        with contextlib.suppress(ValueError, OperatorError):
            reader()


@pytest.mark.parametrize(
    ("text", "netloc", "root"),
    [
        ("https://dashscope.aliyuncs.com/api/v1", "dashscope.aliyuncs.com", "https://dashscope.aliyuncs.com/"),
        ("https://Proxy.example:8443/ali/api/v1/", "proxy.example:8443", "https://proxy.example:8443/ali/"),
        ("http://localhost:8787/api/v1", "localhost:8787", "http://localhost:8787/"),
        ("http://[::1]:80/api/v1", "[::1]", "http://[::1]/"),
    ],
)
def test_a_base_url_is_taken_as_the_official_sdk_takes_it(text, netloc, root):
    base = parse_base_url(text)
    assert (base.netloc, base.root) == (netloc, root)
    assert str(base) == root + "api/v1"


@pytest.mark.parametrize(
    "text",
    [
        "", "dashscope.aliyuncs.com/api/v1", "ftp://h/api/v1", "https://h", "https://h/compatible-mode/v1",
        "https://u:p@h/api/v1", "https://h/api/v1?x=1", "https://h:99999/api/v1", "http://10.0.0.1/api/v1",
        "http://localhost.example/api/v1", "https://h/a b/api/v1", "https:///api/v1", "https://h/x\r\ny/api/v1",
    ],
)  # fmt: skip
def test_an_address_that_must_not_get_the_key_is_refused(text):
    with pytest.raises(OperatorError, match="base-url-invalid"):
        parse_base_url(text)


def test_plain_http_elsewhere_must_be_asked_for():
    assert parse_base_url("http://10.0.0.1:8787/api/v1", insecure=True).netloc == "10.0.0.1:8787"


def test_the_settings_address_goes_before_the_profiles():
    services = catalog_of([], load_json("services.json")).services
    assert str(base_url_of(services["dashscope-cn"])) == "https://dashscope.aliyuncs.com/api/v1"
    assert base_url_of(services["dashscope-intl"], "http://127.0.0.1:1/api/v1").loopback
    with pytest.raises(OperatorError):
        base_url_of(PROFILE)


@pytest.mark.parametrize(
    ("workspace", "key"), [(None, "workspace-missing"), ("a/b", "workspace-invalid"), ("", "workspace-invalid")]
)
def test_the_host_of_a_workspace_needs_its_id(workspace, key):
    catalog = catalog_of([], load_json("services.json"))
    profile = catalog.services["workspace-intl"]
    address = str(base_url_of(profile, workspace="ws-7Ab"))
    assert address == "https://ws-7ab.ap-southeast-1.maas.aliyuncs.com/api/v1"
    assert catalog.realm_hosts.realm_of("ws-7ab.ap-southeast-1.maas.aliyuncs.com") == "dashscope"
    with pytest.raises(OperatorError) as caught:
        base_url_of(profile, workspace=workspace)
    assert caught.value.key == key


def test_a_workspace_has_a_host_of_its_own():
    url = parse_base_url("https://ws_1-A.cn-beijing.maas.aliyuncs.com/api/v1")
    assert catalog_of([], load_json("services.json")).realm_hosts.realm_of(url.host) == "dashscope"


@pytest.mark.parametrize(
    ("base", "text", "spoken"),
    [
        ("https://h/api/v1", "https://s.example/a?b=c", "https://s.example/a?b=c"),
        ("https://h/api/v1", "http://s.example/a?b=c", "https://s.example/a?b=c"),
        ("https://h/api/v1", "http://s.example:80/a", "https://s.example/a"),
        ("https://h/api/v1", "http://127.0.0.1/a", "https://127.0.0.1/a"),
        ("http://127.0.0.1/api/v1", "http://localhost:99/a", "http://localhost:99/a"),
        ("http://127.0.0.1/api/v1", "http://s.example/a", "https://s.example/a"),
    ],
)
def test_storage_is_spoken_to_over_tls_but_on_loopback(base, text, spoken):
    assert storage_url(text, parse_base_url(base)) == spoken


def test_a_secret_has_no_text_form():
    key = Secret(f" {KEY}\n")
    shown = f"{key} {key!r} {key!s} {key:>40} {[key]} { {'key': key} }"
    assert KEY not in shown
    assert KEY[5:] not in shown
    assert key.bearer() == f"Bearer {KEY}"
    assert key.mark() == Secret(KEY).mark() != Secret(KEY + "0").mark()
    assert not hasattr(key, "__dict__")
    with pytest.raises(TypeError):
        pickle.dumps(key)


@pytest.mark.parametrize("text", ["", "  ", "a b", "a\nb", "schlüssel", "x" * 600], ids=repr)
def test_what_cannot_be_a_key_is_refused_without_showing_it(text):
    with pytest.raises(OperatorError) as caught:
        Secret(text)
    assert caught.value.key == "key-invalid"
    assert not caught.value.args_by_name


def test_a_policy_does_not_show_its_signature():
    policy = storage.Policy(host="https://h", folder="f", most_bytes=None, fields=(("Signature", "topsecret"),))
    assert "topsecret" not in repr(policy)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.mp4", ".mp4"), ("a.MOV", ".mov"), ("片段.视频", ""), ("a", ""), ("a.b/../c", ""), ("a.toolong", "")],
)
def test_an_object_name_is_plain_ascii(name, expected):
    assert storage.object_name("0123456789abcdef" * 4, name) == "0123456789abcdef" + expected


def test_images_are_inlined_while_the_body_stays_small():
    mib = 1024 * 1024
    assert inline.inlined([]) == ()
    assert inline.inlined([mib, 20 * mib, 10, mib]) == (True, False, True, True)
    assert inline.inlined([2 * mib, 2 * mib]) == (True, False)
    assert inline.data_url("image/png", b"abc") == "data:image/png;base64,YWJj"
    with pytest.raises(ValueError, match="video/mp4"):
        inline.data_url("video/mp4", b"")


def test_every_error_has_its_words():
    messages = load_json("messages.json")
    for key in (
        "key-invalid", "base-url-invalid", "service-unreachable", "media-changed", "upload-unreadable",
        "upload-too-large", "upload-host-unsafe", "part-unwritable", "connection-used",
    ):  # fmt: skip
        assert messages[key]["code"].startswith("EC24")
