"""Service page: what the emulator shows to a browser: jobs, meter, scenario, clock, lines to try."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from engine.phrases.messages import Messages
from engine.phrases.serving import PAGE
from engine.report.amounts import moment_text
from engine.report.pages.environment import LANGUAGES
from engine.report.pages.policy import policy_of

TEMPLATE: Final = "service.html"
STYLE: Final = "service.css"


class ServicePage(NamedTuple):
    """A page and the policy under which a browser may show it."""

    html: str
    policy: str


def service_page(facts: Mapping[str, Any], sources: Mapping[str, str], messages: Messages) -> ServicePage:
    """Return the page for what the emulator tells of itself: see `emulator.http.facts`.

    `sources` are its template and its style, by name. Nothing is loaded and nothing runs on it.
    """
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.globals.update(
        say=lambda name, **args: messages.say(PAGE[name], **args),
        lang=LANGUAGES[messages.lang],
        other="en" if messages.lang == "zh" else "zh",
        style=Markup(sources[STYLE]),  # noqa: S704 - our own
    )
    environment.filters.update(time=_time, iso=moment_text)
    shown = {**facts, "lang": messages.lang, "rules": [_rule(rule, messages.lang) for rule in facts["rules"]]}
    html = environment.from_string(sources[TEMPLATE]).render(facts=shown)
    return ServicePage(html, policy_of(sources[STYLE], None, "frame-ancestors 'none'; img-src data:"))


def _rule(rule: Mapping[str, Any], lang: str) -> dict[str, Any]:
    return {**rule, "said": rule[lang]}


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
