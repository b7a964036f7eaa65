from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from engine.campaign import check_campaign, open_campaign, read_campaign
from engine.sources.kinds import FileKind, kind_of, looks_like_campaign
from engine.values.failure_limit import FailureLimit
from engine.values.money import Money

CORPUS = Path(__file__).parents[1] / "recipes" / "campaigns"
GOOD = sorted((CORPUS / "good").glob("*.yaml"))
FUZZ = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_everything_of_the_file_is_in_the_campaign(schemas, spot):
    text = (CORPUS / "good" / "all_keys.yaml").read_bytes()
    campaign = read_campaign(text, "all_keys.yaml", spot, schemas).campaign

    assert (campaign.name, campaign.description, campaign.period) == ("t", "Everything at once.", "2026-07")
    assert campaign.labels == {"team": "brand"}
    assert campaign.uses == "../spot.yaml"
    assert campaign.matrix == {"length": (4, 8)}
    assert campaign.combos == 2
    assert (campaign.limits.max_cost, campaign.limits.max_running) == (Money.parse("12.50 CNY"), 2)
    assert campaign.limits.max_failures == FailureLimit(20, percent=True)
    assert set(campaign.publish) == {"final"}
    assert list(campaign.rows.key) == ["sku"]


def test_a_file_says_what_it_uses_before_it_is_checked(schemas):
    opened = open_campaign((CORPUS / "good" / "smallest.yaml").read_bytes(), "s.yaml", schemas)

    assert (opened.uses, opened.table.name, opened.faults) == ("../spot.yaml", "smallest.csv", ())


def test_a_file_whose_recipe_is_broken_is_checked_as_far_as_it_can_be(schemas):
    for path in GOOD:
        checked = check_campaign(open_campaign(path.read_bytes(), path.name, schemas), None)
        assert (checked.campaign, checked.faults) == (None, ()), path.name
    text = (CORPUS / "bad" / "where_syntax.yaml").read_bytes()
    assert [fault.key for fault in read_campaign(text, "x", None, schemas).faults] == ["expression-incomplete"]


def test_a_campaign_is_told_from_a_recipe_by_its_first_words():
    assert all(looks_like_campaign(path.read_bytes()) for path in GOOD)
    assert not looks_like_campaign((CORPUS / "spot.yaml").read_bytes())
    assert looks_like_campaign(b"\xef\xbb\xbfcampaign : 1\r\nname: x")
    assert not looks_like_campaign(b"recipe: 1\nx-a: |\ncampaign: 1\n")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"recipe: 1\n", FileKind.RECIPE),
        (b"# none\nname: t\nrecip: 1\n", FileKind.RECIPE),
        ("recipe：1\n".encode(), FileKind.RECIPE),
        ("recipe: 1\n".encode("utf-16"), FileKind.RECIPE),
        (b'{"name": "t",\n "campaign": 1}', FileKind.CAMPAIGN),
        (b"Campaign: 1\n", FileKind.CAMPAIGN),
        (b"campain: 1\nuses: a.yaml\n", FileKind.CAMPAIGN),
        (b"services:\n  recipe: 1\n", None),
        (b"recipe: r.yaml\ncampaign: 1\n", FileKind.CAMPAIGN),
        (b"campaign: 1\nrecipe: 1\n", FileKind.RECIPE),
        (b"# recipe: 1\n", None),
        (b"", None),
    ],
)
def test_a_file_is_told_by_its_keys_even_misspelled(data, kind):
    assert kind_of(data) is kind


def test_numbers_of_a_matrix_are_exact(schemas, spot):
    text = "campaign: 1\nname: t\nuses: s.yaml\nwith: {clip: a, city: b, seconds: '${{ matrix.n }}'}\nmatrix: {n: [4.0, 5.25]}\n"
    campaign = read_campaign(text, "c", spot, schemas).campaign

    assert campaign.matrix["n"] == (Decimal(4), Decimal("5.25"))


@FUZZ
@given(st.data())
def test_no_change_of_a_good_campaign_crashes_the_reader(schemas, spot, data):
    text = data.draw(st.sampled_from(GOOD)).read_text("utf-8")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 20)))
    put = data.draw(
        st.sampled_from(["", " ", "\n", "{{", "}}", "${{", "{%", "'", '"', ": ", "- ", "null", "0", "row.", "[]", "{}"])
    )
    read_campaign(text[:start] + put + text[end:], "c.yaml", spot, schemas)


@FUZZ
@given(st.text(alphabet="abrowmatrix.sku()[]{}|~+-*/%<>=!,'\" 019not or and if else", max_size=40))
def test_no_expression_crashes_the_reader(schemas, spot, source):
    text = (CORPUS / "good" / "matrix_and_where.yaml").read_text("utf-8").partition("where:")[0]
    read_campaign(text + "where: |-\n  ${{ " + source + " }}\n", "c.yaml", spot, schemas)
    read_campaign(text + "publish:\n  final: |-\n    {{ " + source + " }}.{{ ext }}\n", "c.yaml", spot, schemas)
