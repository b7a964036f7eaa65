"""A campaign through the real command: rows run, share, fail alone, continue, and are published under their names."""

import csv
import io
from collections.abc import Callable

import pytest

from engine.emulator.rules.scenario import Rule
from engine.emulator.server import EmulatorServer
from tests.cli.cli_project import Project

RECIPE = """\
recipe: 1
name: spot
version: "1.0.0"
lint: {two-prompts: off}
inputs:
  clip: {type: video}
  style: {type: string, enum: [cartoon, watercolor]}
  place: {type: string, maxLength: 20}
defaults:
  wan2.7-videoedit: {resolution: 720P, prompt_extend: false, watermark: true}
steps:
  - id: look
    uses: wan2.7-videoedit
    with: {video: "${{ inputs.clip }}", prompt: "Make it a {{ inputs.style }}."}
  - id: place
    uses: wan2.7-videoedit
    with: {video: "${{ steps.look.video }}", prompt: "Move it to {{ inputs.place }}."}
outputs:
  final: ${{ steps.place.video }}
"""
CAMPAIGN = """\
campaign: 1
name: launch
uses: spot.yaml
with: {clip: clip.mp4, place: "${{ row.city }}"}
rows: {file: rows.csv, key: [sku]}
matrix: {style: [cartoon, watercolor]}
publish: {final: "{{ row.sku }}/{{ matrix.style }}.{{ ext }}"}
"""
FILM = """\
recipe: 1
name: film
inputs:
  shots:
    type: list
    items: {type: map, members: {shot: {type: integer}, clip: {type: video}, words: {type: string}}}
steps:
  - id: edit
    foreach: ${{ inputs.shots }}
    key: ${{ item.shot }}
    uses: wan2.7-videoedit
    with: {video: "${{ item.clip }}", prompt: "{{ item.words }}", resolution: 720P}
  - id: join
    uses: media/join
    with: {videos: "${{ steps.edit.video }}"}
outputs: {film: "${{ steps.join.video }}"}
"""
FILMS = """\
campaign: 1
name: films
uses: film.yaml
rows: {file: shots.csv, key: [scene], into: shots}
publish: {film: "{{ row.title }}.{{ ext }}"}
"""
ROWS = "sku,city\na1,Rome\nb2,Oslo\n"
RUN = ("run", "launch.yaml", "--service", "dashscope-cn")
Emulators = Callable[..., EmulatorServer]


@pytest.fixture
def campaign(project: Project) -> Project:
    project.write("spot.yaml", RECIPE)
    project.write("launch.yaml", CAMPAIGN)
    project.write("rows.csv", ROWS)
    return project


def test_a_table_that_cannot_be_written_hides_no_result(campaign: Project, emulators: Emulators) -> None:
    service = emulators()
    campaign.at(service.base_url)
    (campaign.root / "out" / "drafts" / "launch" / "results.csv").mkdir(parents=True)
    ended = campaign.call(*RUN, "--format", "json")
    assert (ended.exit, ended.json["state"], ended.json["cause"]["code"]) == (3, "failed", "disk-unwritable")
    assert [row["state"] for row in ended.json["rows"]] == ["done"] * 4
    said = campaign.call(*RUN)
    assert said.exit == 3
    assert "results.csv: not published: " in said.out
    (campaign.root / "out" / "drafts" / "launch" / "results.csv").rmdir()
    assert campaign.call(*RUN).exit == 0
    assert len(results(campaign)) == 4


def results(project: Project) -> dict[str, dict[str, str]]:
    text = (project.root / "out" / "drafts" / "launch" / "results.csv").read_text("utf-8-sig")
    return {row["row"]: row for row in csv.DictReader(io.StringIO(text))}


def sent(service: EmulatorServer) -> int:
    return len(service.told()["accepted"])


def test_the_plan_says_what_is_asked_and_what_is_saved(campaign: Project) -> None:
    ended = campaign.call("plan", "launch.yaml")
    assert ended.exit == 0
    assert "rows: 2 rows x 2 = 4" in ended.out
    assert "8 tasks, 6 to run, 0 reused, 2 shared" in ended.out
    totals = campaign.call("plan", "launch.yaml", "--format", "json").json["totals"]
    assert (totals["tasks"], totals["run"], totals["share"]) == (8, 6, 2)
    assert totals["saved"] == {"amount": "4.80", "currency": "CNY"}


def test_rows_run_share_and_are_published_under_their_names(campaign: Project, emulators: Emulators) -> None:
    service = emulators()
    campaign.at(service.base_url)
    ended = campaign.run(*RUN, "--format", "json")
    assert ended.exit == 0
    assert sent(service) == 6
    assert {row["key"]: row["state"] for row in ended.json["rows"]} == dict.fromkeys(results(campaign), "done")
    names = sorted(
        str(path.relative_to(campaign.root / "out/drafts/launch"))
        for path in campaign.root.glob("out/drafts/launch/*/*")
    )
    assert names == ["a1/cartoon.mp4", "a1/watercolor.mp4", "b2/cartoon.mp4", "b2/watercolor.mp4"]
    assert results(campaign)["b2+cartoon"]["final"] == "b2/cartoon.mp4"

    campaign.write("rows.csv", "sku,city\nb2,Oslo\na1,Rome\n")  # sorted anew
    assert campaign.run(*RUN).exit == 0
    campaign.write("rows.csv", ROWS + "c3,Bonn\n")  # one more row: only what is new
    assert campaign.run(*RUN).exit == 0
    assert sent(service) == 8
    assert results(campaign)["c3+watercolor"]["state"] == "done"


def test_lines_of_a_table_become_films(campaign: Project, emulators: Emulators) -> None:
    service = emulators()
    campaign.at(service.base_url)
    campaign.write("film.yaml", FILM)
    campaign.write("films.yaml", FILMS)
    scenes = ("s1", "s2", "s3") * 4
    lines = (f"{scene},{scene.upper()},{n},clip.mp4,Shot {n}." for n, scene in enumerate(scenes))
    campaign.write("shots.csv", "scene,title,shot,clip,words\n" + "\n".join(lines) + "\n")
    ended = campaign.run("run", "films.yaml", "--service", "dashscope-cn", "--format", "json")
    assert (ended.exit, sent(service)) == (0, 12)
    assert [(row["key"], row["state"]) for row in ended.json["rows"]] == [(f"s{n}", "done") for n in (1, 2, 3)]
    made = campaign.root / "out" / "drafts" / "films"
    assert sorted(path.name for path in made.glob("*.mp4")) == ["S1.mp4", "S2.mp4", "S3.mp4"]
    again = campaign.run("run", "films.yaml", "--service", "dashscope-cn", "--rows", "s2", "--format", "json")
    assert (again.exit, sent(service)) == (0, 12)


def test_a_row_that_fails_never_stops_another(campaign: Project, emulators: Emulators) -> None:
    service = emulators(Rule(fault="fail", prompt="Oslo", code="DataInspectionFailed"))
    campaign.at(service.base_url)
    ended = campaign.run(*RUN)
    assert ended.exit == 1
    states = {key: row["state"] for key, row in results(campaign).items()}
    assert sorted(states.values()) == ["done", "done", "done", "failed"]
    (failed,) = [row for row in results(campaign).values() if row["state"] == "failed"]
    assert failed["row"].startswith("b2+")
    assert "DataInspectionFailed" in failed["error"]
    assert campaign.run(*RUN).exit == 0
    assert {row["state"] for row in results(campaign).values()} == {"done"}


def test_some_rows_only(campaign: Project, emulators: Emulators) -> None:
    service = emulators()
    campaign.at(service.base_url)
    first = campaign.run(*RUN, "--rows", "b2")
    assert first.exit == 0
    assert first.out.endswith("results, drafts: out/drafts/launch/results.csv\n")
    assert sorted(results(campaign)) == ["b2+cartoon", "b2+watercolor"]
    paid = results(campaign)["b2+cartoon"]["billed_seconds"]
    assert float(paid) > 0
    campaign.write(
        "out/drafts/launch/results.csv", "row,state,billed_seconds,cost\nb2+cartoon,done,1,99.00\n"
    )  # in a spreadsheet
    assert campaign.run(*RUN, "--canary", "1").exit == 0
    assert results(campaign)["b2+cartoon"]["billed_seconds"] == paid
    every = ["a1+cartoon", "a1+watercolor", "b2+cartoon", "b2+watercolor"]
    assert sorted(results(campaign)) == every
    assert campaign.run(*RUN, "--rows", "b2").exit == 0
    assert results(campaign)["b2+cartoon"]["billed_seconds"] == paid
    assert sorted(results(campaign)) == every
    assert campaign.call("plan", "spot.yaml", "--canary", "1").exit == 2
    missing = campaign.call("plan", "launch.yaml", "--rows", "zz")
    assert (missing.exit, "zz" in missing.err) == (2, True)


@pytest.mark.parametrize(
    ("change", "options", "rows"),
    [
        ({}, ("--canary", "1"), ["a1+cartoon", "a1+watercolor"]),
        ({"where": "${{ row.sku != 'a1' }}"}, ("--canary", "1"), ["b2+cartoon", "b2+watercolor"]),
        ({"where": "${{ matrix.style != 'cartoon' }}"}, ("--canary", "2"), ["a1+watercolor", "b2+watercolor"]),
        ({}, ("--rows", "b2,c3", "--canary", "1"), ["b2+cartoon", "b2+watercolor"]),
    ],
    ids=["all combinations", "rows that are left out", "combinations that are left out", "of chosen rows"],
)
def test_a_canary_is_the_first_rows_of_the_table(
    campaign: Project, change: dict[str, str], options: tuple[str, ...], rows: list[str]
) -> None:
    campaign.write("rows.csv", "sku,city\na1,Rome\nb2,Oslo\nc3,Lima\n")
    campaign.write("launch.yaml", CAMPAIGN + "".join(f"{key}: {value}\n" for key, value in change.items()))
    planned = campaign.call("plan", "launch.yaml", *options, "--format", "json").json
    assert list(dict.fromkeys(task["id"].partition("/")[0] for task in planned["tasks"])) == rows


@pytest.mark.parametrize(
    ("names", "rows"),
    [
        ("a*", ["a1+cartoon", "a1+watercolor"]),
        ("*+water*", ["a1+watercolor", "b2+watercolor", "c3+watercolor"]),
        ("?3,a1+cartoon", ["a1+cartoon", "c3+cartoon", "c3+watercolor"]),
    ],
)
def test_rows_may_be_named_by_patterns(campaign: Project, names: str, rows: list[str]) -> None:
    campaign.write("rows.csv", "sku,city\na1,Rome\nb2,Oslo\nc3,Lima\n")
    planned = campaign.call("plan", "launch.yaml", "--rows", names, "--format", "json").json
    assert list(dict.fromkeys(task["id"].partition("/")[0] for task in planned["tasks"])) == rows
    none = campaign.call("plan", "launch.yaml", "--rows", f"{names},z*")
    assert (none.exit, "launch has no rows z*." in none.err) == (2, True)


def test_only_what_failed_is_chosen_by_what_each_row_came_to_last(campaign: Project, emulators: Emulators) -> None:
    service = emulators(Rule(fault="fail", prompt="Oslo", code="DataInspectionFailed"))
    campaign.at(service.base_url)
    only = ("--service", "dashscope-cn", "--only")
    assert "0 chosen" in campaign.call("plan", "launch.yaml", *only, "failed").out
    assert campaign.run(*RUN).exit == 1
    (failed,) = [row["row"] for row in results(campaign).values() if row["state"] == "failed"]
    assert "0 chosen" in campaign.call("plan", "launch.yaml", *only, "held").out
    assert "0 chosen" in campaign.call("plan", "launch.yaml", "--only", "failed").out  # in another realm nothing has
    assert campaign.run(*RUN, "--rows", "a1").exit == 0  # it keeps its state, whoever runs others
    again = campaign.run(*RUN, "--only", "failed", "--format", "json")
    assert (again.exit, [row["key"] for row in again.json["rows"]]) == (0, [failed])
    assert {row["state"] for row in results(campaign).values()} == {"done"}
    assert campaign.call("replay", again.json["run_id"], "--verify").exit == 0  # it plans the same rows
    over = campaign.run(*RUN, "--only", "failed", "--format", "json")
    assert (over.exit, over.json["run_id"], over.json["rows"], sent(service)) == (0, None, [], 7)


@pytest.mark.parametrize(
    ("state", "lang", "said"),
    [
        ("failed", "en", "no row failed last; nothing to do"),
        ("held", "en", "no row is held; nothing to do"),
        ("failed", "zh", "没有行在上次失败；无事可做"),
        ("held", "zh", "没有挂起的行；无事可做"),
    ],
)
def test_where_no_row_is_chosen_no_run_is_recorded(
    campaign: Project, emulators: Emulators, state: str, lang: str, said: str
) -> None:
    campaign.at(emulators().base_url)
    only = ("--service", "dashscope-cn", "--only", state, "--lang", lang)
    planned = campaign.call("plan", "launch.yaml", *only).out
    assert planned.splitlines()[-1] == said  # in the place of an empty table
    run = campaign.run(*RUN, *only[2:])
    assert (run.exit, run.out) == (0, f"{said}\n")
    assert campaign.call("status", "--format", "json").json["runs"] == []


def test_a_choice_that_is_not_the_reviewed_one_is_told_as_such(campaign: Project) -> None:
    digest = campaign.call("plan", "launch.yaml", "--format", "json").json["digest"][:12]
    other = campaign.run("run", "launch.yaml", "--rows", "a1", "--plan", digest)
    now = campaign.call("plan", "launch.yaml", "--rows", "a1", "--format", "json").json["digest"][:12]
    assert (other.exit, f"{digest} was reviewed, it is now {now}." in other.err, "--rows" in other.err) == (
        2,
        True,
        True,
    )
    for lang in ("en", "zh"):
        none = campaign.call("plan", "launch.yaml", "--show", "Nix", "--lang", lang)
        assert (none.exit, "Nix" in none.err, "--show" in none.err, "EC2059" in none.err) == (2, True, True, True)


def test_a_recipe_has_no_order_of_rows(campaign: Project) -> None:
    for command in ("plan", "run"):
        refused = campaign.call(
            command, "spot.yaml", "-i", "clip=clip.mp4", "-i", "style=cartoon", "-i", "place=Rome", "--shuffle", "1"
        )
        assert (refused.exit, "EC2019" in refused.err) == (2, True)


def test_rows_in_a_state_are_those_of_the_newest_run_where_none_is_named(
    campaign: Project, emulators: Emulators
) -> None:
    assert campaign.call("status", "--only", "failed").exit == 0  # there is none
    campaign.at(emulators(Rule(fault="fail", prompt="Oslo", code="DataInspectionFailed")).base_url)
    run = campaign.run(*RUN, "--format", "json").json["run_id"]
    assert campaign.call("status", "--only", "failed").out == campaign.call("status", run, "--only", "failed").out


def test_another_order_is_no_other_plan(campaign: Project) -> None:
    plain, other = (campaign.call("plan", "launch.yaml", *seed).out for seed in ((), ("--shuffle", "8")))
    line = "order: by seed 8, first "
    (said,) = [found for found in other.splitlines() if found.startswith(line)]
    rows = said.removeprefix(line).split(", ")
    assert (other.replace(said + "\n", "").replace(" --shuffle 8", ""), rows != sorted(rows)) == (plain, True)


def test_a_canary_without_a_table_is_the_first_combinations(campaign: Project) -> None:
    alone = (
        CAMPAIGN.replace("rows: {file: rows.csv, key: [sku]}\n", "")
        .replace("${{ row.city }}", "Rome")
        .replace("{{ row.sku }}/", "")
    )
    campaign.write("launch.yaml", alone)
    planned = campaign.call("plan", "launch.yaml", "--canary", "1", "--format", "json").json
    assert [task["id"] for task in planned["tasks"]] == ["cartoon/look", "cartoon/place"]


def test_every_row_is_rendered_by_check_and_its_fault_has_row_and_column(campaign: Project) -> None:
    campaign.write("rows.csv", "sku,city\na1,Rome\nb2,A city with a very long name\n")
    for command in (("check", "launch.yaml"), ("plan", "launch.yaml")):
        ended = campaign.call(*command)
        assert ended.exit == 2
        assert "rows.csv:3:4: error" in ended.text
        assert "b2,A city with a very long name" in ended.text


def test_a_cap_of_the_campaign_is_a_cap(campaign: Project) -> None:
    campaign.write("launch.yaml", CAMPAIGN + "limits: {max_cost: 7 CNY}\n")
    ended = campaign.call("plan", "launch.yaml", "--service", "dashscope-cn")
    assert ended.out.startswith("service dashscope-cn · realm dashscope · cap 7.00 CNY\n")
    assert campaign.call("plan", "launch.yaml", "--service", "dashscope-intl").exit == 2  # that one is paid in dollars


def test_a_cap_in_another_currency_is_a_fault_where_it_stands(campaign: Project) -> None:
    campaign.write("launch.yaml", CAMPAIGN + "limits: {max_cost: 5 USD}\n")
    for command in (("plan",), ("run", "--service", "dashscope-cn")):
        ended = campaign.call(command[0], "launch.yaml", *command[1:], "--format", "json")
        assert ended.exit == 2
        (fault,) = ended.json["faults"]
        assert (fault["file"], fault["line"], fault["column"], fault["code"]) == ("launch.yaml", 8, 20, "EC2008")
    assert campaign.call("plan", "launch.yaml", "--max-cost", "5 CNY").exit == 0
