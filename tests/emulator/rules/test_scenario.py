"""Scripted faults, as a client sees them and as the record holds them."""

import threading

import httpx
import pytest

from engine.emulator.rules.clock import ManualClock
from engine.emulator.rules.playbook import scenario_of
from engine.emulator.rules.rates import UNLIMITED
from engine.emulator.rules.scenario import OF_JOBS, About, Rule, Scenario, Script
from engine.errors import OperatorError
from tests.emulator.calls import HEADERS, SUBMIT, body_of, until


@pytest.fixture
def clock():
    return ManualClock(1_795_395_600.0)


def script(*rules):
    return Scenario(tuple(rules))


def counts(api):
    told = api.server.told()
    return len(told["accepted"]), len(told["meter"])


def test_a_reply_lost_before_acceptance_leaves_no_job(serve):
    api = serve(scenario=script(Rule(fault="lost-before")))
    with pytest.raises(httpx.TransportError):
        api.submit()
    assert counts(api) == (0, 0)
    assert api.submit().status_code == 200


def test_a_reply_lost_after_acceptance_leaves_a_job_that_is_billed(serve):
    api = serve(scenario=script(Rule(fault="lost-after")))
    with pytest.raises(httpx.TransportError):
        api.submit()
    assert api.server.settled()
    assert counts(api) == (1, 1)


def test_a_late_job_appears_when_its_time_has_come(serve, clock):
    api = serve(clock, scenario=script(Rule(fault="late", after_s=30)))
    with pytest.raises(httpx.TransportError):
        api.submit()
    assert counts(api) == (0, 0)
    api.server.advance(30)
    assert api.server.wait_until(lambda told: len(told["meter"]) == 1)
    assert api.server.told()["accepted"][0]["created_ms"] == 1_795_395_630_000


@pytest.mark.parametrize("body", ["json", "no-id", "html", "empty"])
def test_a_refusal_comes_in_any_shape_and_makes_no_job(serve, body):
    rule = Rule(fault="refuse", status=503, code="ModelUnavailable", message="busy", body=body, retry_after_s=7)
    api = serve(scenario=script(rule))
    answer = api.submit()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "7")
    if body in {"json", "no-id"}:
        assert answer.json()["code"] == "ModelUnavailable"
        assert ("request_id" in answer.json()) == (body == "json")
    assert counts(api) == (0, 0)


def test_an_error_after_acceptance_carries_the_request_id_of_the_job(serve):
    api = serve(scenario=script(Rule(fault="refuse-after", status=500)))
    answer = api.submit()
    assert answer.status_code == 500
    assert api.server.told()["accepted"][0]["request_id"] == answer.json()["request_id"]


def test_a_redirect_leads_where_the_rule_says(serve):
    api = serve(scenario=script(Rule(fault="refuse", status=307, body="empty", location="/elsewhere")))
    assert api.submit().headers["location"] == "/elsewhere"


def test_a_slow_answer_waits_for_the_clock(serve, clock):
    api = serve(clock, scenario=script(Rule(fault="slow", after_s=60)))
    answers = []
    caller = threading.Thread(target=lambda: answers.append(api.submit()))
    caller.start()
    until(lambda: bool(api.server.told()["requests"]))
    assert answers == []
    while caller.is_alive():  # the wait may begin a moment after the request is seen
        api.server.advance(60)
        caller.join(0.1)
    assert answers[0].status_code == 200


def test_an_answer_may_be_slow_when_the_job_is_there_already(serve, clock):
    api = serve(clock, scenario=script(Rule(fault="slow-answer", after_s=60)))
    answers = []
    caller = threading.Thread(target=lambda: answers.append(api.submit()))
    caller.start()
    until(lambda: bool(api.server.told()["accepted"]))
    assert answers == []
    while caller.is_alive():  # the wait may begin a moment after the job is there
        api.server.advance(60)
        caller.join(0.1)
    assert answers[0].json()["output"]["task_id"] == api.server.told()["accepted"][0]["id"]


def test_a_job_may_be_unknown_at_first(serve, clock):
    api = serve(clock, scenario=script(Rule(fault="unknown-first", after_s=2)))
    task_id = api.job()
    assert api.output(task_id)["task_status"] == "UNKNOWN"
    clock.advance(2)
    assert api.output(task_id)["task_status"] == "SUCCEEDED"


def test_the_list_may_leave_one_job_out(serve, clock):
    api = serve(clock, scenario=script(Rule(fault="list-lag", after_s=9, nth=(1,))))
    late, prompt = api.job(), api.job()
    assert [item["task_id"] for item in api.list().json()["data"]] == [prompt]
    assert api.output(late)["task_status"] == "SUCCEEDED"
    clock.advance(9)
    assert api.list().json()["total"] == 2


def test_a_download_may_break_off(serve):
    api = serve(scenario=script(Rule(on="result", fault="truncate")))
    link = api.finished()["output"]["video_url"]
    with pytest.raises(httpx.RemoteProtocolError):
        api.http.get(link)
    assert api.http.get(link).status_code == 200


def test_a_download_may_be_somebody_elses_page(serve):
    api = serve(scenario=script(Rule(on="result", fault="foreign")))
    answer = api.http.get(api.finished()["output"]["video_url"])
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")


def test_a_link_may_die_early(serve):
    api = serve(scenario=script(Rule(on="result", fault="expired")))
    assert "Request has expired." in api.http.get(api.finished()["output"]["video_url"]).text


@pytest.mark.parametrize("on", ["poll", "list", "policy", "cancel"])
def test_queries_fail_as_scripted_and_then_work(serve, on):
    api = serve(scenario=script(Rule(on=on, fault="refuse", status=429, code="Throttling")))
    call = {
        "poll": lambda: api.poll("x"),
        "list": api.list,
        "policy": lambda: api.http.get(api.server.base_url + "/uploads?action=getPolicy&model=m", headers=HEADERS),
        "cancel": lambda: api.cancel("x"),
    }[on]
    assert call().json()["code"] == "Throttling"
    assert call().status_code == (400 if on == "cancel" else 200)


def test_a_list_may_be_short_or_of_another_shape(serve):
    api = serve(scenario=script(Rule(on="list", fault="short"), Rule(on="list", fault="malformed")))
    api.job()
    assert api.server.settled()
    short = api.list().json()
    assert (short["total"], short["data"]) == (1, [])
    assert "data" not in api.list().json()


def test_a_held_job_goes_on_when_released(serve):
    api = serve(hooks=True, scenario=script(Rule(fault="hold"), Rule(fault="hold", state="RUNNING")))
    jobs = [api.job(), api.job()]
    assert [api.output(task_id)["task_status"] for task_id in jobs] == ["PENDING", "RUNNING"]
    api.http.post(api.server.origin + "/_editchain/release")
    assert api.server.settled()
    assert counts(api) == (2, 2)


def test_rules_match_by_number_and_prompt_and_strike_as_often_as_they_say():
    played = Script(script(Rule(fault="slow", nth=(2, 4)), Rule(fault="fail", prompt="night", times=None)))
    struck = [
        played.strike("submit", lambda prompt=prompt: About(prompt=prompt)) for prompt in ("a night", "b", "night", "c")
    ]
    assert [rule.fault if rule else None for rule in struck] == ["fail", "slow", "fail", None]


@pytest.mark.parametrize(
    "data",
    [
        [], {"rules": 3}, {"rules": [3]}, {"rules": [{}]}, {"rules": [{"fault": "flood"}]}, {"rules": [{"fault": "slow", "when": 1}]},
        {"rules": [{"fault": "slow", "on": "birth"}]}, {"rules": [{"fault": "slow", "nth": "2"}]}, {"rules": [{"fault": "slow", "after_s": "2"}]},
        {"rules": [{"fault": "short", "on": "submit"}]}, {"rules": [{"fault": "slow", "probability": 2}]}, {"rules": [], "seed": "x"}, {"rules": [], "sed": 1},
        {"rules": [{"fault": "slow", "pattern": "("}]}, {"rules": [{"fault": "slow", "times": 0}]}, {"rules": [{"fault": "slow", "status": 99}]},
        {"rules": [{"fault": "slow", "after_s": float("inf")}]}, {"rules": [{"fault": "slow", "retry_after_s": -1}]}, {"rules": [{"fault": "refuse", "code": "\ud800"}]},
        {"rules": [{"fault": "slow", "nth": 0}]}, {"rules": [{"fault": ["slow"]}]},
    ],
)  # fmt: skip
def test_a_scenario_that_is_none_is_refused(data):
    with pytest.raises(OperatorError) as refused:
        scenario_of(data)
    assert refused.value.key == "emulator-scenario"


def test_a_scenario_is_played_from_json_over_the_hook(serve):
    api = serve(hooks=True)
    place = api.server.origin + "/_editchain/scenario"
    assert api.http.post(place, json={"rules": [{"fault": "flood"}]}).status_code == 400
    assert api.http.post(place, json={"rules": [{"fault": "lost-before", "nth": 1}]}).status_code == 200
    with pytest.raises(httpx.TransportError):
        api.submit()


@pytest.mark.parametrize("headers", [{"Host": "evil.example.org"}, {"Origin": "http://evil.example.org"}])
def test_hooks_are_closed_to_pages_of_a_browser(serve, headers):
    api = serve(hooks=True)
    answer = api.http.get(api.server.origin + "/_editchain/meter", headers=headers)
    assert answer.status_code == 403


def test_the_hook_tells_accepted_jobs_meter_and_requests(serve):
    api = serve(hooks=True)
    api.finished()
    told = api.http.get(api.server.origin + "/_editchain/meter").json()
    assert told["meter"][0]["job"] == told["accepted"][0]["id"]
    assert told["requests"][0]["path"] == "/api/v1" + SUBMIT
    assert told["account"] == api.server.account
    assert body_of()["model"] == told["meter"][0]["model"]


@pytest.mark.parametrize(
    "seconds", ["Infinity", "-Infinity", "NaN", "1e300", "-1e12", "1" + "0" * 400, '"1"', "true", "null"]
)
def test_no_journey_leads_out_of_the_calendar(serve, seconds):
    api = serve(hooks=True)
    answer = api.http.post(api.server.origin + "/_editchain/time", content=f'{{"advance_s": {seconds}}}')
    assert (answer.status_code, answer.json()["code"]) == (400, "InvalidParameter")
    assert api.list().status_code == 200


@pytest.mark.parametrize(("status", "location"), [(204, ""), (304, ""), (307, "a\r\nX-Other: 1"), (302, "/\u6c34")])
def test_an_odd_refusal_is_a_whole_answer(serve, status, location):
    api = serve(scenario=script(Rule(fault="refuse", status=status, location=location)))
    answer = api.submit()
    assert answer.status_code == status
    assert "x-other" not in answer.headers
    assert api.submit().status_code == 200


@pytest.mark.parametrize("claim", ["abc", "203.0.113.9", "127.0.0.1, x"])
def test_who_calls_is_not_believed_of_a_header(serve, claim):
    api = serve(hooks=True)
    answer = api.http.get(api.server.origin + "/_editchain/meter", headers={"X-Forwarded-For": claim})
    assert answer.status_code == 200


REFUSED = {
    "submit": (
        "POST",
        f"/api/v1{SUBMIT}",
        {"headers": HEADERS, "json": {"model": "wan2.7-videoedit", "input": {}}},
        400,
    ),
    "poll": ("GET", "/api/v1/tasks/x", {}, 401),
    "list": ("GET", "/api/v1/tasks", {}, 401),
    "cancel": ("POST", "/api/v1/tasks/x/cancel", {"headers": HEADERS}, 400),
    "policy": ("GET", "/api/v1/uploads", {"headers": HEADERS}, 400),
    "upload": ("POST", "/oss", {"content": b"no form"}, 400),
    "result": ("GET", "/results/x.mp4", {}, 403),
}
"""A request of each operation that is refused, with its status."""


def refused(api, on):
    method, path, rest, _ = REFUSED[on]
    return api.http.request(method, api.server.origin + path, **rest)


def test_what_comes_after_the_work_strikes_a_refusal_too(serve):
    api = serve(limits=UNLIMITED)
    for on, (*_, status) in REFUSED.items():
        for fault in ("lost-after", "truncate", *(("late",) if on == "submit" else ())):
            api.server.play({"rules": [{"fault": fault, "on": on}]})
            with pytest.raises(httpx.TransportError):
                refused(api, on)
            assert refused(api, on).status_code == status, (on, fault)  # the rule is used up
        api.server.play({"rules": [{"fault": "gateway-timeout-after", "on": on}]})
        assert [refused(api, on).status_code for _ in range(2)] == [504, status], on


def test_what_strikes_a_job_is_left_for_one_that_is_made(serve):
    api = serve(limits=UNLIMITED)
    for fault in sorted(OF_JOBS):
        api.server.play({"rules": [{"fault": fault}]})
        assert refused(api, "submit").status_code == 400
        assert "struck" not in api.server.told()["requests"][-1], fault
        assert [one.times for one in api.server._emulator.script.told()] == [0], fault
        api.job()
        assert api.server.told()["requests"][-1]["struck"] == fault
        assert [one.times for one in api.server._emulator.script.told()] == [1], fault


def test_a_strike_is_taken_back_from_the_rule_that_is_played():
    rule = Rule(fault="fail")
    played = Script(script(Rule(fault="fail", nth=(9,)), rule))
    assert played.strike("submit") is rule
    assert played.strike("submit") is None
    played.spare(rule)
    assert played.strike("submit") is rule
    played.play(script(rule))
    played.spare(rule)
    assert [one.times for one in played.told()] == [0]


def test_a_bad_key_is_an_answer_that_can_be_lost(serve):
    api = serve(scenario=script(Rule(fault="lost-after")))
    with pytest.raises(httpx.TransportError):
        api.submit(headers={"X-DashScope-Async": "enable"})
    assert api.submit(headers={"X-DashScope-Async": "enable"}).status_code == 401


@pytest.mark.parametrize("fault", ["stale", "no-usage", "no-link", "forgotten"])
def test_a_refused_query_has_nothing_to_change(serve, fault):
    api = serve(scenario=script(Rule(fault=fault, on="poll")))
    assert refused(api, "poll").status_code == 401


def test_a_refusal_that_stalls_keeps_its_status(serve):
    api = serve(scenario=script(Rule(fault="stall", on="poll", after_s=0.01)))
    answer = refused(api, "poll")
    assert (answer.status_code, answer.json()["code"]) == (401, "InvalidApiKey")
