"""The Chinese pages of docs are in step with the English ones: the same sections, examples and tables, and the same words in code."""

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"
PAGES = ("campaigns", "recipes", "emulator")
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
OF_THE_PROJECT = {"table", "python docs/tables.py"}
"""What only who writes the pages must know, told in English."""


def both(page: str) -> tuple[str, str]:
    english, chinese = ((DOCS / name).read_text("utf-8") for name in (f"{page}.md", f"{page}.zh.md"))
    return english, chinese


def prose(text: str) -> str:
    return re.sub(r"^ {4}.*$", "", FENCE.sub("", text), flags=re.MULTILINE)


def headings(text: str) -> list[tuple[str, str]]:
    return re.findall(r"^(#+) (.+)$", FENCE.sub("", text), re.MULTILINE)


def tables(text: str) -> list[list[list[str]]]:
    """The rows of each table, cell by cell, without its head."""
    found = re.findall(r"^(?:\|.*\n)+", FENCE.sub("", text), re.MULTILINE)
    return [[re.split(r"(?<!\\)\|", line)[1:-1] for line in table.splitlines()[2:]] for table in found]


@pytest.mark.parametrize("page", PAGES)
def test_they_have_the_same_sections(page: str) -> None:
    english, chinese = map(headings, both(page))
    assert [marks for marks, _ in chinese] == [marks for marks, _ in english]
    for (_, title), (_, translated) in zip(english, chinese, strict=True):
        assert re.search("[\u4e00-\u9fff]", translated) or translated == title


@pytest.mark.parametrize("page", PAGES)
def test_they_have_the_same_examples(page: str) -> None:
    english, chinese = both(page)
    assert FENCE.findall(chinese) == FENCE.findall(english)
    assert re.findall(r"^ {4}editchain .*$", chinese, re.MULTILINE) == re.findall(
        r"^ {4}editchain .*$", english, re.MULTILINE
    )


@pytest.mark.parametrize("page", PAGES)
def test_they_have_the_same_tables(page: str) -> None:
    english, chinese = map(tables, both(page))
    assert [len(table) for table in chinese] == [len(table) for table in english]
    for one, other in zip(english, chinese, strict=True):
        for row, translated in zip(one, other, strict=True):
            assert len(translated) == len(row)
            assert CODE.findall(translated[0]) == CODE.findall(row[0])
            assert all(cell.strip() or not original.strip() for original, cell in zip(row, translated, strict=True))


@pytest.mark.parametrize("page", PAGES)
def test_what_stands_in_code_in_one_page_stands_in_the_other(page: str) -> None:
    english, chinese = (set(CODE.findall(prose(text))) for text in both(page))
    assert english - chinese <= OF_THE_PROJECT
    assert chinese - english == set()


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_to_the_page_in_ones_language(page: str) -> None:
    english, chinese = (set(re.findall(r"\]\(([a-z-]+)(?:\.zh)?\.md", text)) for text in both(page))
    assert english - {page} == chinese - {page}
    translated = {path.name.removesuffix(".zh.md") for path in DOCS.glob("*.zh.md")}
    of_own_language = set(re.findall(r"\]\(([a-z-]+)\.md", both(page)[1])) - {page}
    assert of_own_language & translated == set()
