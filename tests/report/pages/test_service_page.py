"""The emulator's page: whole in both languages, escaped, and under a policy that lets nothing run."""

import re
from typing import Any

import pytest

from engine.phrases.messages import Messages
from engine.phrases.serving import PAGE
from engine.report.pages.service_page import service_page
from engine.resources import load_json, service_page_sources

HOSTILE = "<script>alert(1)</script>"
FACTS: dict[str, Any] = {
    "version": "1", "origin": "http://127.0.0.1:1", "base_url": "http://127.0.0.1:1/api/v1", "endpoint": "/e", "model": "m", "models": ["m"],
    "renderer": "stamp", "hooks": True, "any_key": True, "now": 1_795_395_600.0, "travelled_s": 60.0, "counts": [("FAILED", 1)],
    "jobs": [
        {"id": "1", "state": "FAILED", "model": HOSTILE, "created": 1_795_395_600.0, "prompt": HOSTILE, "code": HOSTILE, "message": HOSTILE, "link": None},
        {"id": "2", "state": "SUCCEEDED", "model": "m", "created": 1_795_395_600.0, "prompt": "", "code": None, "message": "", "link": "http://127.0.0.1:1/results/2.mp4?a=1&b=2"},
    ],
    "meter": [{"account": HOSTILE, "model": "m", "tier": "720P", "jobs": 1, "seconds": "8", "money": "4.80 CNY"},
              {"account": "a", "model": "m", "tier": "?", "jobs": 1, "seconds": "8", "money": None}],
    "sums": ["4.80 CNY"],
    "rules": [{"name": "fail", "whom": HOSTILE, "struck": 2, "en": "It fails.", "zh": "失败。"}],
    "limits": [{"model": "m", "limits": [5, None, 500, 20]}],
}  # fmt: skip
EMPTY = {**FACTS, "hooks": False, "travelled_s": 0, "counts": [], "jobs": [], "meter": [], "sums": [], "rules": []}


def drawn(facts: dict[str, Any], lang: str) -> tuple[str, str]:
    return service_page(facts, service_page_sources(), Messages(load_json("messages.json"), lang))


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("facts", [FACTS, EMPTY], ids=["full", "empty"])
def test_nothing_that_somebody_wrote_is_markup(facts: dict[str, Any], lang: str) -> None:
    html, policy = drawn(facts, lang)
    assert "<script" not in html
    assert policy.startswith("default-src 'none'; ")
    assert re.findall(r'(?:src|href)="(?!data:,|\?lang=|/|http://127\.0\.0\.1:1/results/)', html) == []


def test_it_speaks_one_language_at_a_time() -> None:
    chinese = re.sub(r"<[^>]*>", "", drawn(FACTS, "zh")[0])
    for name, phrase in PAGE.items():
        if phrase.en != phrase.zh and len(phrase.en) > 12:
            assert phrase.en not in chinese, name
    assert "失败。" in chinese
    assert "It fails." in drawn(FACTS, "en")[0]


def test_money_and_what_is_unknown_are_told() -> None:
    html = drawn(FACTS, "en")[0]
    assert "4.80 CNY" in html
    assert "no price known" in html
    assert "no limit" in html
    assert "moved by 60 s" in html
