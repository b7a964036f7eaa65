"""Every campaign of tests/recipes/campaigns is gone through as far as it can be before planning."""

import re
from pathlib import Path

import pytest

from engine.resources import data_folder, load_json

CORPUS = Path(__file__).parents[1] / "recipes" / "campaigns"
GOOD = sorted((CORPUS / "good").glob("*.yaml"))
BAD = sorted((CORPUS / "bad").glob("*.yaml"))
EXAMPLES = [data_folder("recipes") / "campaigns" / f"{name}.yaml" for name in ("films", "launch", "localisation")]


def lines(path, faults):
    messages = load_json("messages.json")
    found = []
    for fault in faults:
        place = fault.place
        file = "" if place.file == path.name else f"{place.file}:"
        found.append(f"{file}{place.line}:{place.column} {messages[fault.key]['code']} {fault.key}")
    return found


@pytest.mark.parametrize("path", [*GOOD, *EXAMPLES], ids=lambda path: path.stem)
def test_good_campaign_holds_no_fault(path, done):
    found = done(path)

    assert lines(path, found.faults) == []
    assert found.rows


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_campaign_gives_exactly_its_faults(path, done):
    assert lines(path, done(path).faults) == path.with_suffix(".out").read_text().splitlines()


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_every_place_lies_within_its_file(path, done):
    for fault in done(path).faults:
        place = fault.place
        text = (path.parent / place.file).read_text("utf-8-sig", errors="replace")
        rows = re.split("\r\n|\r|\n", text)
        assert 1 <= place.line <= len(rows)
        assert 1 <= place.column <= len(rows[place.line - 1]) + 1
        assert (place.line, place.column) <= (place.end_line, place.end_column)


def test_messages_take_only_arguments_that_the_faults_give(done):
    messages = load_json("messages.json")
    for path in BAD:
        for fault in done(path).faults:
            for language in ("en", "zh"):
                for text in messages[fault.key][language].values():
                    wanted = set(re.findall(r"(?<!\{)\{([a-z_]+)\}", text))
                    assert wanted <= set(fault.args), (path.name, fault.key, wanted - set(fault.args))


def test_every_fault_of_a_campaign_has_a_file():
    known = {key for key, row in load_json("messages.json").items() if row["code"].startswith("EC17")}
    told = [*CORPUS.glob("bad/*.out"), *(CORPUS.parent / "tables").glob("*.out")]
    shown = {key for path in told for key in re.findall(r"^\S+ EC\d{4} (\S+)$", path.read_text("utf-8"), re.MULTILINE)}

    assert known - shown == {
        "workbook-too-big",
        "publish-no-key",
        "row-too-long",
        "rows-missing",
        "campaign-uses-missing",
    }
