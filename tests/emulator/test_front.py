"""The page of the emulator: what it tells of itself, and how it looks in a real browser."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from engine.emulator.rules.clock import ManualClock
from engine.emulator.rules.options import EmulatorOptions
from engine.emulator.rules.playbook import scenario_of
from engine.emulator.rules.prices import Price
from engine.emulator.server import EmulatorServer
from engine.phrases.messages import Messages
from engine.report.pages.service_page import service_page
from engine.resources import load_json, service_page_sources
from tests.browser import a_browser, violations
from tests.cli.test_report_in_browser import SCREENS
from tests.emulator.calls import SAMPLES, Api
from tests.emulator.test_entries import FRAMES, GO_ON

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RULES = {
    "rules": [
        {"fault": "moderated", "prompt": "night", "times": "always"},
        {"fault": "throttled", "on": "poll", "probability": 0.1},
    ]
}
BROWSER = {"Accept": "text/html,*/*"}


def front(facts: Mapping[str, Any], lang: str) -> tuple[str, str]:
    return service_page(facts, service_page_sources(), Messages(load_json("messages.json"), lang))


@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    with a_browser() as started:
        yield started


@pytest.fixture
def shown(tmp_path: Path, http: httpx.Client) -> Iterator[Callable[..., Api]]:
    servers: list[EmulatorServer] = []

    def start(clock: ManualClock | None = None, **options: Any) -> Api:
        settings = {"renderer": "none", "offline_media": SAMPLES, **options}
        servers.append(EmulatorServer(tmp_path, EmulatorOptions(**settings), clock, front=front).start())
        return Api(servers[-1], http)

    yield start
    for server in servers:
        server.stop()


def test_a_browser_gets_a_page_and_others_a_line(shown: Callable[..., Api]) -> None:
    api = shown()
    assert api.http.get(api.server.origin, headers={"Accept": "*/*"}).text.startswith("editchain emulator 0.")
    page = api.http.get(api.server.origin, headers=BROWSER)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    ("query", "accepts", "lang"),
    [("", "zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"), ("", "en-US", "en"), ("?lang=zh", "en", "zh-CN"), ("?lang=en", "zh", "en"), ("?lang=x", "zh", "en")],
)  # fmt: skip
def test_it_is_in_the_language_of_who_looks(shown: Callable[..., Api], query: str, accepts: str, lang: str) -> None:
    api = shown()
    page = api.http.get(api.server.origin + "/" + query, headers={**BROWSER, "Accept-Language": accepts})
    assert f'<html lang="{lang}">' in page.text


def test_jobs_money_trouble_and_clock_are_told(shown: Callable[..., Api]) -> None:
    api = shown(ManualClock(1_795_395_600.0), scenario=scenario_of(RULES))
    done, failed = api.finished("day")["output"]["task_id"], api.finished("night")["output"]["task_id"]
    api.finished("day", resolution="1080P")
    api.server.advance(60)
    facts = api.server._emulator.facts("http://here")
    assert facts["counts"] == [("FAILED", 1), ("SUCCEEDED", 2)]
    assert [job["id"] for job in facts["jobs"]][1:] == [failed, done]
    assert [(line["tier"], line["seconds"], line["money"]) for line in facts["meter"]] == [
        ("720P", "10", "6.00 CNY"),
        ("1080P", "10", "10.00 CNY"),
    ]
    assert facts["sums"] == ["16.00 CNY"]
    assert (facts["now"], facts["travelled_s"]) == (1_795_395_660.0, 60)
    assert [(rule["whom"], rule["struck"]) for rule in facts["rules"]] == [
        ("submit, prompt: night, times: always", 1),
        ("poll, probability: 0.1, times: always", 0),
    ]
    link = facts["jobs"][0]["link"]
    assert api.http.get(link.replace("http://here", api.server.origin)).status_code == 200
    api.server.advance(24 * 3600)
    assert api.server._emulator.facts("http://here")["jobs"][0]["link"] is None


def test_prices_of_the_file_take_the_place_of_the_catalogs(shown: Callable[..., Api]) -> None:
    price = Price(currency="USD", rows={"720P": Decimal("0.5")})
    api = shown(prices={"wan2.7-videoedit": price})
    api.finished()
    api.finished("day", resolution="1080P")
    assert [line["money"] for line in api.server._emulator.facts("")["meter"]] == ["5.00 USD", None]


def test_a_price_is_of_the_entry_that_the_file_names_not_of_what_bodies_call_it(shown: Callable[..., Api]) -> None:
    price = Price(currency="USD", rows={"720P": Decimal("0.5")})
    api = shown(prices={"wan2.7-i2v/continue": price})
    for body in (GO_ON, FRAMES):
        api.post(body)
        assert api.server.settled()
    assert [line["money"] for line in api.server._emulator.facts("")["meter"]] == ["2.50 USD", "3.00 CNY"]


@pytest.mark.parametrize(("lang", "scheme", "width"), SCREENS, ids=str)
def test_the_page_keeps_nothing_from_anybody(
    browser: "Browser", shown: Callable[..., Api], lang: str, scheme: str, width: int
) -> None:
    api = shown(scenario=scenario_of(RULES))
    for prompt in ("<img src=x onerror=alert(1)>", "night", "word" * 100):
        api.finished(prompt)
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page, wrong = context.new_page(), list[str]()
    page.on("console", lambda told: wrong.append(told.text))
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    page.goto(f"{api.server.origin}/?lang={lang}")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.get_by_text("<img src=x onerror=alert(1)>").count() == 1
    context.close()
    with browser.new_context(viewport={"width": width, "height": 900}) as strict:
        page = strict.new_page()
        page.on("console", lambda told: wrong.append(told.text))
        page.goto(f"{api.server.origin}/?lang={lang}")
        assert page.evaluate("getComputedStyle(document.querySelector('h1')).margin") == "0px", "its style is let in"
    assert wrong == []
