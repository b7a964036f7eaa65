import unicodedata
from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given, strategies as st

from engine.campaign import CampaignRow, PublishedNames, expand, publish_name, read_campaign
from engine.recipe import bind_inputs
from engine.values.filenames import broken_rule, folded, safe_part
from engine.values.place import Place

EMPTY = MappingProxyType({})


def row(key):
    place = Place.point("rows.csv", 2)
    return CampaignRow(
        key=key, row_key=key, number=1, place=place, given=EMPTY, lines=EMPTY, matrix=EMPTY, columns={}, axes={}
    )


def test_good_names():
    for name in (
        "a.mp4",
        "Ä/雪.mp4",
        "a b/c.d.mp4",
        "-.mp4",
        "results.csv/a.mp4",
        "a.MP4",
        "a/drafts/b.mp4",
        "drafts.mp4",
    ):
        assert broken_rule(name, "mp4") is None


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("", "publish-empty"),
        (".mp4", "publish-empty"),
        ("/a.mp4", "publish-outside"),
        ("~/a.mp4", "publish-outside"),
        ("a/../../b.mp4", "publish-outside"),
        ("..", "publish-outside"),
        ("a\\b.mp4", "publish-character"),
        ("a:b.mp4", "publish-character"),
        ("a?.mp4", "publish-character"),
        ("a\n.mp4", "publish-character"),
        ("a\u2028.mp4", "publish-character"),
        ("a//b.mp4", "publish-reserved"),
        ("a/", "publish-reserved"),
        ("./a.mp4", "publish-reserved"),
        (".hidden/a.mp4", "publish-reserved"),
        ("a./b.mp4", "publish-reserved"),
        ("a /b.mp4", "publish-reserved"),
        ("nul.mp4", "publish-reserved"),
        ("a/Com1.tar.mp4", "publish-reserved"),
        ("Manifest.json", "publish-reserved"),
        ("results.csv", "publish-reserved"),
        ("drafts/a.mp4", "publish-in-drafts"),
        ("Drafts/a/b.mp4", "publish-in-drafts"),
        ("雪" * 67 + ".mp4", "publish-too-long"),
        ("a/" * 600 + "b.mp4", "publish-too-long"),
        ("a.mov", "publish-extension"),
        ("amp4", "publish-extension"),
    ],
)
def test_bad_names(name, key):
    found = broken_rule(name, "mp4")
    assert found is not None
    assert found[0] == key


@given(st.text(max_size=300) | st.sampled_from(["drafts", "DRAFTS", "con"]))
def test_any_text_made_safe_is_a_good_name(text):
    assert broken_rule(f"{safe_part(text)}/final.mp4", "mp4") is None


@given(st.text(alphabet="aA/:. \u00e9e\u0301", max_size=5), st.text(alphabet="aA/:. \u00e9e\u0301", max_size=5))
def test_texts_made_safe_stay_different(one, other):
    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert same or safe_part(one) != safe_part(other)


def test_names_that_some_system_takes_for_one_are_taken_once():
    names = PublishedNames()
    assert names.claim("Straße/É.mp4", row("a")) is None
    taken = names.claim("STRASSE/e\u0301.mp4", row("b"))

    assert (taken.key, taken.args["row"], taken.args["other"]) == ("publish-name-taken", "b", "a")
    assert folded("Straße") == folded("STRASSE")


def test_no_name_is_the_folder_of_another():
    names = PublishedNames()
    assert names.claim("x/y.mp4", row("a")) is None
    assert names.claim("x/z.mp4", row("b")) is None
    assert names.claim("x", row("c")).key == "publish-name-inside"
    assert names.claim("x/y.mp4/z.mp4", row("d")).key == "publish-name-inside"


TEXT = """\
campaign: 1
name: t
uses: spot.yaml
rows: {list: [{sku: A/1, city: Oslo, clip: a.mp4}], key: [sku]}
matrix: {style: [watercolor, claymation]}
"""


@pytest.fixture
def named(schemas, spot):
    def of(text, output="final", **more):
        campaign = read_campaign(text, "c.yaml", spot, schemas).campaign
        rows = [found for found in expand(campaign, spot, campaign.rows.inline) if isinstance(found, CampaignRow)]
        return [
            publish_name(campaign, spot, found, bind_inputs(spot.declared, found.given).values, output, **more)
            for found in rows
        ]

    return of


def test_a_template_names_row_matrix_inputs_and_the_result(named):
    template = (
        "publish: {final: '{{ row.city }}-{{ matrix.style }}-{{ inputs.style }}-{{ output }}{{ take }}.{{ ext }}'}"
    )
    assert named(TEXT + template, take=2) == [
        "Oslo-watercolor-watercolor-final2.mp4",
        "Oslo-claymation-claymation-final2.mp4",
    ]


def test_a_result_without_a_template_is_named_by_its_row(named):
    assert named(TEXT, key="b/1", ext="mov") == [
        f"{safe_part('A%2F1+watercolor')}/final-{safe_part('b/1')}.mov",
        f"{safe_part('A%2F1+claymation')}/final-{safe_part('b/1')}.mov",
    ]


def test_a_list_of_results_needs_its_key_in_the_name(schemas, spot):
    recipe = replace(spot, outputs={"final": spot.outputs["final"]._replace(value=_as_list(spot))})
    for template, keys in (
        ("{{ row.sku }}-{{ matrix.style }}.{{ ext }}", ["publish-no-key"]),
        ("{{ row.sku }}-{{ matrix.style }}-{{ key }}.{{ ext }}", []),
    ):
        checked = read_campaign(f"{TEXT}publish: {{final: '{template}'}}", "c.yaml", recipe, schemas)
        assert [fault.key for fault in checked.faults] == keys


def _as_list(spot):
    value = spot.outputs["final"].value
    return replace(value, type=replace(spot.inputs["pictures"].type, optional=False))
