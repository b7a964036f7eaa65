"""The templates say what the table of words holds, in both languages, and every word of a stranger stays a word."""

import json
import re

import pytest

from engine.phrases.pages import PAGES
from engine.report.pages.environment import data_of, script_of
from engine.resources import page_sources

SAID = re.compile(r"""say\((["'])(\w+)\1""")
CHOSEN = re.compile(r"""say\((["'])(\w+)\1 if [^)]*? else (["'])(\w+)\3""")


def words_asked_for() -> set[str]:
    texts = [text for name, text in page_sources().items() if name.endswith(".html")]
    return {found for text in texts for _, found in SAID.findall(text)} | {
        found[3] for text in texts for found in CHOSEN.findall(text)
    }


def test_every_word_of_the_templates_is_in_the_table_and_no_other() -> None:
    assert words_asked_for() == set(PAGES)


def test_no_template_has_words_of_its_own() -> None:
    for name, text in page_sources().items():
        if name.endswith(".html"):
            plain = re.sub(r"<style>.*?</style>|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", text, flags=re.DOTALL)
            assert re.findall(r"[A-Za-z]{2,}|[\u4e00-\u9fff]", plain.replace("SHA-256", "")) == [], name


def test_no_template_turns_the_escaping_off() -> None:
    for name, text in page_sources().items():
        assert not re.search(r"\|\s*safe|autoescape|innerHTML|insertAdjacentHTML|document\.write|eval\(", text), name


@pytest.mark.parametrize(
    "value", ["</script><script>x()</script>", "<!--", "\u2028 & '\"", {"a": [None, "<"]}], ids=repr
)
def test_data_in_a_page_is_what_it_was_and_ends_no_element(value: object) -> None:
    written = str(data_of(value))
    assert "<" not in written
    assert json.loads(written) == value


def test_the_script_is_one_that_a_page_on_a_disk_may_load() -> None:
    script = script_of(page_sources())
    assert not re.search(r"^\s*(import|export)\b", script, re.MULTILINE)
    assert script.count("customElements.define") == 5
