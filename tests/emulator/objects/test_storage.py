"""The upload form, with the rules of the object storage."""

import base64
import json
import socket

import pytest

from engine.emulator.rules.clock import ManualClock
from tests.emulator.calls import HEADERS, SAMPLES, body_of

NOW = 1_795_395_600.0
MODEL = "wan2.7-videoedit"
RESOLVE = {**HEADERS, "X-DashScope-OssResourceResolve": "enable"}


def policy_of(api, model=MODEL):
    answer = api.http.get(
        f"{api.server.base_url}/uploads", params={"action": "getPolicy", "model": model}, headers=HEADERS
    )
    assert answer.status_code == 200
    return answer.json()["data"]


def fields_of(policy, name="clip.mp4"):
    return {
        "OSSAccessKeyId": policy["oss_access_key_id"],
        "Signature": policy["signature"],
        "policy": policy["policy"],
        "key": f"{policy['upload_dir']}/{name}",
        "x-oss-object-acl": policy["x_oss_object_acl"],
        "x-oss-forbid-overwrite": policy["x_oss_forbid_overwrite"],
        "success_action_status": "200",
    }


def send(api, policy, fields, content=b"bytes", *, last=(), headers=None):
    form = [(name, (None, value)) for name, value in fields.items() if name not in last]
    form.append(("file", ("clip.mp4", content)))
    form += [(name, (None, fields[name])) for name in last]
    return api.http.post(policy["upload_host"], files=form, headers=headers)


def uploaded(api, content):
    policy = policy_of(api)
    fields = fields_of(policy)
    assert send(api, policy, fields, content).status_code == 200
    return f"oss://{fields['key']}"


def test_a_policy_has_the_documented_fields(serve):
    policy = policy_of(serve(ManualClock(NOW)))
    assert set(policy) == {
        "policy", "signature", "upload_dir", "upload_host", "expire_in_seconds", "max_file_size_mb", "capacity_limit_mb",
        "oss_access_key_id", "x_oss_object_acl", "x_oss_forbid_overwrite",
    }  # fmt: skip
    assert policy["upload_dir"].startswith("dashscope-instant/")
    assert json.loads(base64.b64decode(policy["policy"]))["expiration"] == "2026-11-23T01:05:00.000Z"


@pytest.mark.parametrize("query", [{}, {"action": "getPolicy"}, {"action": "list", "model": MODEL}])
def test_a_policy_is_asked_for_by_action_and_model(api, query):
    answer = api.http.get(f"{api.server.base_url}/uploads", params=query, headers=HEADERS)
    assert (answer.status_code, answer.json()["code"]) == (400, "InvalidParameter")


def test_an_upload_answers_200_with_nothing_and_can_be_used(serve):
    api = serve(renderer="stamp")
    policy = policy_of(api)
    fields = fields_of(policy)
    answer = send(api, policy, fields, (SAMPLES / "portrait.mp4").read_bytes())
    assert (answer.status_code, answer.content) == (200, b"")
    task_id = api.job(url=f"oss://{fields['key']}", headers=RESOLVE)
    assert api.server.settled()
    assert api.output(task_id)["task_status"] == "SUCCEEDED"


@pytest.mark.parametrize(
    "missing", ["OSSAccessKeyId", "Signature", "policy", "key", "x-oss-object-acl", "x-oss-forbid-overwrite"]
)
def test_a_form_that_lacks_a_field_is_refused(api, missing):
    policy = policy_of(api)
    fields = {name: value for name, value in fields_of(policy).items() if name != missing}
    answer = send(api, policy, fields)
    assert (answer.status_code, answer.headers["content-type"]) == (403, "application/xml")
    assert "<Code>AccessDenied</Code>" in answer.text


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("Signature", "AAAA", "SignatureDoesNotMatch"),
        (
            "policy",
            base64.b64encode(b'{"expiration":"2099-01-01T00:00:00.000Z","conditions":[]}').decode(),
            "SignatureDoesNotMatch",
        ),
        ("OSSAccessKeyId", "SOMEBODY", "InvalidAccessKeyId"),
        ("key", "elsewhere/clip.mp4", "AccessDenied"),
        ("key", "{dir}/", "AccessDenied"),
        ("key", "{dir}/../up.mp4", "AccessDenied"),
        ("x-oss-object-acl", "public-read", "AccessDenied"),
        ("x-oss-forbid-overwrite", "false", "AccessDenied"),
    ],
)
def test_a_form_against_its_policy_is_refused(api, field, value, code):
    policy = policy_of(api)
    answer = send(api, policy, {**fields_of(policy), field: value.replace("{dir}", policy["upload_dir"])})
    assert answer.status_code == 403
    assert f"<Code>{code}</Code>" in answer.text


def test_the_file_must_come_last(api):
    policy = policy_of(api)
    answer = send(api, policy, fields_of(policy), last=("key",))
    assert (answer.status_code, "<Code>InvalidArgument</Code>" in answer.text) == (400, True)


@pytest.mark.parametrize(
    ("content_type", "content"),
    [
        ("multipart/form-data", b"abc"),
        ("multipart/form-data; boundary=b", b"--b\r\nno header"),
        (
            "multipart/form-data; boundary=b",
            b"".join(b'--b\r\nContent-Disposition: form-data; name="f%d"\r\n\r\nv\r\n' % n for n in range(40))
            + b"--b--\r\n",
        ),
    ],
    ids=["no boundary", "no field", "too many fields"],
)
def test_a_broken_form_is_told_in_the_storages_words(api, content_type, content):
    answer = api.http.post(api.server.origin + "/oss", content=content, headers={"Content-Type": content_type})
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/xml")
    assert "<Code>MalformedPOSTRequest</Code>" in answer.text


def test_a_policy_expires_after_five_minutes(serve):
    clock = ManualClock(NOW)
    api = serve(clock)
    policy = policy_of(api)
    clock.advance(300)
    answer = send(api, policy, fields_of(policy))
    assert answer.status_code == 403
    assert "Invalid according to Policy: Policy expired." in answer.text


def test_an_object_is_never_overwritten(api):
    policy = policy_of(api)
    assert send(api, policy, fields_of(policy)).status_code == 200
    answer = send(api, policy, fields_of(policy), b"others")
    assert (answer.status_code, "<Code>FileAlreadyExists</Code>" in answer.text) == (409, True)


def test_a_key_has_no_business_at_the_storage(api):
    policy = policy_of(api)
    assert send(api, policy, fields_of(policy), headers={"Authorization": "Bearer sk-test"}).status_code == 400


def test_a_file_over_the_limit_is_refused(api):
    policy = policy_of(api)
    host, _, port = api.server.origin.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port))) as raw:
        raw.sendall(
            b"POST /oss HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % (200 << 20)
        )
        assert b"<Code>EntityTooLarge</Code>" in b"".join(iter(lambda: raw.recv(65536), b""))
    assert api.http.post(policy["upload_host"], content=iter([b"x"])).status_code == 411


def test_an_upload_lives_two_days_and_serves_one_model(serve):
    clock = ManualClock(NOW)
    api = serve(clock, renderer="stamp")
    url = uploaded(api, (SAMPLES / "portrait.mp4").read_bytes())
    other = policy_of(api, "wan2.7-i2v")
    send(api, other, fields_of(other), b"x")
    clock.advance(48 * 3600)
    jobs = [
        api.job(url=address, headers=RESOLVE)
        for address in (url, f"oss://{other['upload_dir']}/clip.mp4", "oss://none/x.mp4")
    ]
    assert api.server.settled()
    for task_id in jobs:
        output = api.output(task_id)
        assert (output["task_status"], output["code"]) == ("FAILED", "InvalidFile.DownloadFailed")


def test_an_upload_for_another_model_is_no_medium(serve):
    api = serve(renderer="stamp")
    other = policy_of(api, "wan2.7-i2v")
    send(api, other, fields_of(other), b"x")
    task_id = api.post(body_of(url=f"oss://{other['upload_dir']}/clip.mp4"), RESOLVE).json()["output"]["task_id"]
    assert api.server.settled()
    assert "another model" in api.output(task_id)["message"]


def test_expired_files_are_removed_at_the_next_start(serve, tmp_path):
    clock = ManualClock(NOW)
    api = serve(clock)
    uploaded(api, b"bytes")
    api.finished()
    folder = tmp_path / "emulator"
    api.server.stop()
    clock.advance(49 * 3600)
    serve(clock)
    assert [list((folder / name).iterdir()) for name in ("uploads", "results", "tmp")] == [[], [], []]
