"""Several accounts: each sees its own, in its own region, within its own limits."""

import httpx
import pytest

from engine.emulator.rules.accounts import Customer
from engine.emulator.rules.latency import Between, Latency
from engine.emulator.rules.rates import Limits
from engine.emulator.rules.scenario import Rule, Scenario
from tests.emulator.calls import HEADERS, SUBMIT, body_of
from tests.emulator.objects.test_storage import policy_of

NORTH = Customer(
    name="north", region="cn-beijing", keys=frozenset({"sk-test", "sk-second"}), workspaces=frozenset({"ws-1"})
)
SOUTH = Customer(name="south", region="ap-southeast-1", keys=frozenset({"sk-south"}), workspaces=frozenset({"ws-2"}))
ACCOUNTS = (NORTH, SOUTH)
BY_SOUTH = {**HEADERS, "Authorization": "Bearer sk-south"}


@pytest.fixture
def two(serve):
    return serve(accounts=ACCOUNTS, limits=Limits(submits=2))


def test_an_account_sees_its_own_jobs_only(two):
    mine, other = two.job(), two.post(body_of("night"), BY_SOUTH).json()["output"]["task_id"]
    assert two.server.settled()
    assert [item["task_id"] for item in two.list().json()["data"]] == [mine]
    assert two.output(other) == {"task_id": other, "task_status": "UNKNOWN"}
    assert two.poll(other, Authorization="Bearer sk-south").json()["output"]["task_status"] == "SUCCEEDED"
    assert two.poll(mine, Authorization="Bearer sk-second").json()["output"]["task_status"] == "SUCCEEDED"
    (line,) = two.http.get(two.server.base_url + "/tasks", headers=BY_SOUTH).json()["data"]
    assert (line["region"], line["caller_uid"]) == ("ap-southeast-1", "south")


def test_nobody_cancels_the_job_of_another(serve):
    api = serve(accounts=ACCOUNTS, scenario=Scenario((Rule(fault="hold", times=None),)))
    job = api.job()
    place = f"{api.server.base_url}/tasks/{job}/cancel"
    assert api.http.post(place, headers=BY_SOUTH).json()["code"] == "UnsupportedOperation"
    assert api.cancel(job).status_code == 200


def test_only_known_keys_are_good_and_temporary_ones_of_theirs(two):
    assert two.submit(headers={**HEADERS, "Authorization": "Bearer sk-stranger"}).json()["code"] == "InvalidApiKey"
    token = two.http.post(two.server.base_url + "/tokens", headers=BY_SOUTH).json()["token"]
    job = two.post(body_of(), {**HEADERS, "Authorization": f"Bearer {token}"}).json()["output"]["task_id"]
    assert two.poll(job, Authorization="Bearer sk-south").json()["output"]["task_status"] != "UNKNOWN"


def test_each_has_limits_of_its_own(two):
    answers = [two.submit().status_code for _ in range(3)]
    assert answers == [200, 200, 429]
    assert two.post(body_of(), BY_SOUTH).status_code == 200


@pytest.mark.parametrize(
    ("host", "workspace", "headers", "status", "code"),
    [
        ("cn-beijing.localhost", None, HEADERS, 200, None),
        ("ws-1.cn-beijing.localhost", None, HEADERS, 200, None),
        ("localhost", "ws-1", HEADERS, 200, None),
        ("ap-southeast-1.localhost", None, HEADERS, 401, "InvalidApiKey"),
        ("ws-2.ap-southeast-1.localhost", None, HEADERS, 401, "InvalidApiKey"),
        ("ws-2.ap-southeast-1.localhost", None, BY_SOUTH, 200, None),
        ("ws-2.cn-beijing.localhost", None, HEADERS, 403, "Workspace.AccessDenied"),
        ("ws-3.cn-beijing.localhost", None, HEADERS, 404, "WorkSpaceNotFound"),
        ("localhost", "ws-2", HEADERS, 403, "Workspace.AccessDenied"),
    ],
)
def test_a_host_stands_for_a_region_and_a_workspace(two, host, workspace, headers, status, code):
    sent = {**headers, "Host": host, **({"X-DashScope-WorkSpace": workspace} if workspace else {})}
    answer = two.http.post(two.server.base_url + SUBMIT, json=body_of(), headers=sent)
    assert (answer.status_code, answer.json().get("code")) == (status, code)


def test_an_upload_is_for_its_account_only(two):
    mine, others = (two.http.get(
        two.server.base_url + "/uploads", params={"action": "getPolicy", "model": "wan2.7-videoedit"}, headers=headers
    ).json()["data"]["upload_dir"].split("/")[1] for headers in (HEADERS, BY_SOUTH))  # fmt: skip
    assert mine != others
    assert policy_of(two)["upload_dir"].split("/")[1] == mine


def test_links_and_uploads_are_given_with_the_advertised_address(serve):
    server = serve(advertise="http://emulator:8787").server
    assert server.base_url == "http://emulator:8787/api/v1"
    bound = server.origin + "/api/v1"
    with httpx.Client(base_url=bound, headers={**HEADERS, "Host": "emulator:8787"}) as client:
        policy = client.get("/uploads?action=getPolicy&model=m").json()["data"]
        assert policy["upload_host"] == "http://emulator:8787/oss"
        job = client.post(SUBMIT, json=body_of()).json()["output"]["task_id"]
        assert server.settled()
        link = client.get(f"/tasks/{job}").json()["output"]["video_url"]
        assert link.startswith("http://emulator:8787/results/")
        there = link.replace("http://emulator:8787", server.origin)
        assert client.get(there, headers={"Authorization": ""}).status_code == 400, "as of the storage: no key"
    with httpx.Client(headers={"Host": "emulator:8787"}) as anybody:
        assert anybody.get(there).status_code == 200
        assert anybody.get(there, headers={"Host": "stranger:8787"}).status_code == 403


def test_without_one_links_go_by_the_name_that_was_called(api):
    port = api.server.origin.rpartition(":")[2]
    job = api.job()
    assert api.server.settled()
    assert (
        api.poll(job, Host=f"localhost:{port}")
        .json()["output"]["video_url"]
        .startswith(f"http://localhost:{port}/results/")
    )


def test_answers_may_be_those_of_the_service_alone(serve):
    assert "editchain" not in serve(plain=True).finished()["output"]


def test_bad_media_may_be_refused_at_once(serve, tmp_path):
    (tmp_path / "text.mp4").write_text("this is no clip")
    api = serve(renderer="stamp", checks_media="create", offline_media=tmp_path / "text.mp4")
    answer = api.submit()
    assert (answer.status_code, answer.json()["code"]) == (400, "InvalidFile.Openerror")
    assert api.server.told()["accepted"] == []
    assert list((tmp_path / "emulator" / "tmp").glob("look-*")) == []


def test_good_media_are_looked_at_and_then_taken(serve):
    assert serve(renderer="stamp", checks_media="create").submit().status_code == 200


def test_seconds_of_waiting_are_spread_and_the_same_for_a_seed():
    one = Latency(queue=Between(10, 15), run=Between(60, 640), seed=1)
    drawn = [one.run_s(number) for number in range(200)]
    assert drawn == [Latency(run=Between(60, 640), seed=1).run_s(number) for number in range(200)]
    assert drawn != [Latency(run=Between(60, 640), seed=2).run_s(number) for number in range(200)]
    assert 60 <= min(drawn) < 80
    assert 500 < max(drawn) <= 640
    assert all(10 <= one.queue_s(number) <= 15 for number in range(200))
    assert Between(0, 10).drawn("x") != Between(0, 10).drawn("y")
