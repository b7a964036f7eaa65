"""The file of the emulator: what it may say, and where each mistake stands."""

from decimal import Decimal
from pathlib import Path

import pytest

from engine.emulator.rules.latency import LIKE_THE_SERVICE, Between
from engine.emulator.rules.rates import UNLIMITED
from engine.errors import FaultsFound
from engine.services.emulator_file import setup_of_text

HERE = Path("/service")
WHOLE = """\
emulator: 1
port: 0
host: 0.0.0.0
public: true
advertise: http://emulator:8787
folder: jobs
renderer: stamp
unsupported: slate
offline_media: clips
check_media: create
plain: true
hooks: true
log: json
region: ap-southeast-1
limits: {submits: 20, running: none}
latency: {queue: [10, 15], run: 60, seed: 7}
accounts:
  - {name: north, region: cn-beijing, keys: [sk-north], workspaces: [ws-1]}
  - {name: south, keys: [sk-south, sk-south-2]}
prices:
  wan2.7-videoedit: {currency: CNY, second: {720P: "0.5"}}
  wan2.7-r2v: {currency: USD, second: "0.1"}
scenario:
  seed: 7
  rules:
    - {fault: lost-after, nth: 2}
    - {fault: throttled, on: poll, probability: 0.1, model: "wan2.7-*"}
clock: {at: "2026-11-23T09:00:00+08:00"}
x-of-mine: anything
"""


def read(text: str) -> object:
    return setup_of_text(text.encode(), "emulator.yaml", HERE)


@pytest.mark.parametrize("model", ["wan2.7-videoedit", "wan2.7-i2v", "*", "wan?.7-r2v", "wan2.7-i2v*"])
def test_a_rule_may_name_models_as_bodies_do_and_by_a_pattern(model: str) -> None:
    assert read(f"emulator: 1\nscenario: {{rules: [{{fault: slow, model: '{model}'}}]}}\n")


def test_a_file_says_all_of_it() -> None:
    setup = setup_of_text(WHOLE.encode(), "emulator.yaml", HERE)
    options = setup.options
    assert (setup.port, setup.host, setup.public, setup.folder, setup.log) == (
        0,
        "0.0.0.0",
        True,
        HERE / "jobs",
        "json",
    )
    assert (options.renderer, options.unsupported, options.offline_media) == ("stamp", "slate", HERE / "clips")
    assert (options.advertise, options.names) == ("http://emulator:8787", ("emulator",))
    assert (options.checks_media, options.plain, options.hooks) == ("create", True, True)
    assert options.limits is not None
    assert (options.limits.submits, options.limits.running, options.limits.queued) == (20, None, 500)
    assert (options.latency.queue, options.latency.run, options.latency.seed) == (Between(10, 15), Between(60, 60), 7)
    assert [(one.name, one.region, one.keys) for one in options.accounts] == [
        ("north", "cn-beijing", {"sk-north"}),
        ("south", "ap-southeast-1", {"sk-south", "sk-south-2"}),
    ]
    assert options.prices["wan2.7-videoedit"].of("720P") == Decimal("0.5")
    assert options.prices["wan2.7-r2v"].of("720P") == Decimal("0.1")
    lost, throttled = options.scenario.rules
    assert (lost.name, lost.nth, lost.times, options.scenario.seed) == ("lost-after", (2,), 1, 7)
    assert (throttled.on, throttled.status, throttled.times) == ("poll", 429, None)
    assert options.clock_at == 1_795_395_600


def test_what_is_left_out_is_as_always() -> None:
    setup = setup_of_text(b"emulator: 1\nlimits: none\nlatency: service\n", "emulator.yaml", HERE)
    assert (setup.options.limits, setup.options.latency) == (UNLIMITED, LIKE_THE_SERVICE)
    assert (setup.port, setup.host, setup.public, setup.folder) == (8787, "127.0.0.1", False, None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("- 1", [(1, 1, "not-an-emulator-file")]),
        ("port: 1", [(1, 1, "missing-key")]),
        ("emulator: 2", [(1, 11, "not-one-of")]),
        ("emulator: 1\nprot: 1\n", [(2, 1, "unknown-key")]),
        ("emulator: 1\nport: http\nrenderer: raw\n", [(2, 7, "wrong-shape"), (3, 11, "not-one-of")]),
        ("emulator: 1\nlatency: {run: [9, 3]}\n", [(2, 16, "emulator-spread")]),
        ("emulator: 1\nclock: {at: '2026-02-30T00:00:00Z'}\n", [(2, 13, "emulator-form")]),
        ("emulator: 1\nprices: {wan2.7-r2v: {currency: CNY, second: {720P: 'x'}}}\n", [(2, 53, "emulator-form")]),
        ("emulator: 1\nprices: {pixverse/pixverse-upscale: {currency: CNY, second: {720P: '1'}}}\n", [(2, 62, "emulator-form")]),
        ("", [(1, 1, "not-an-emulator-file")]),
        ("# nothing\n", [(1, 1, "not-an-emulator-file")]),
        ("emulator: 1\naccounts: [{name: a b, keys: [a b], workspaces: [A]}]\n", [(2, 19, "emulator-form"), (2, 31, "emulator-form"), (2, 50, "emulator-form")]),
        ("emulator: 1\nadvertise: emulator\n", [(2, 12, "emulator-form")]),
        (
            "emulator: 1\naccounts:\n  - {name: a, keys: [k], workspaces: [w]}\n  - {name: a, keys: [k], workspaces: [w]}\n",
            [(4, 12, "emulator-account-twice"), (4, 22, "emulator-key-twice"), (4, 39, "emulator-workspace-twice")],
        ),
        ("emulator: 1\nscenario:\n  rules:\n    - fault: short\n      on: submit\n", [(5, 11, "emulator-fault-elsewhere")]),
        ("emulator: 1\nscenario:\n  rules:\n    - {fault: slow, pattern: '('}\n", [(4, 30, "emulator-pattern")]),
        ("emulator: 1\nscenario:\n  rules:\n    - fault: lost-aftr\n", [(4, 14, "not-one-of")]),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(text: str, found: list[tuple[int, int, str]]) -> None:
    with pytest.raises(FaultsFound) as refused:
        read(text)
    assert [(fault.place.line, fault.place.column, fault.key) for fault in refused.value.faults] == found


@pytest.mark.parametrize(
    ("text", "key", "name", "near"),
    [
        ("scenario:\n  rules:\n    - fault: lost-aftr\n", "not-one-of", "lost-aftr", "lost-after"),
        ("latency: {queue: 1, sed: 7}\n", "unknown-key", "sed", "seed"),
        ("limits: {runing: 3}\n", "unknown-key", "runing", "running"),
        ("latency: servce\n", "not-one-of", "servce", "service"),
        ("prices: {wan2.7-vedit: {currency: CNY, second: '1'}}\n", "not-one-of", "wan2.7-vedit", "wan2.7-videoedit"),
        ("prices: {other: {currency: CNY, second: '1'}}\n", "not-one-of", "other", None),
        ("prices: {wan2.7-r2v: {currency: CNX, second: '1'}}\n", "not-one-of", "CNX", "CNY"),
        ("prices: {wan2.7-r2v: {currency: yuan, second: '1'}}\n", "not-one-of", "yuan", None),
        ("prices: {wan2.7-r2v: {currency: CNY, second: {720X: '1'}}}\n", "not-one-of", "720X", "720P"),
        ("prices: {wan2.7-r2v: {currency: CNY, second: {480P: '1'}}}\n", "not-one-of", "480P", None),
        ("scenario: {rules: [{fault: slow, model: wan2.7-vedit}]}\n", "not-one-of", "wan2.7-vedit", "wan2.7-videoedit"),
        ("scenario: {rules: [{fault: slow, model: 'qwen-*'}]}\n", "not-one-of", "qwen-*", None),
        ("region: cn-bejing\n", "not-one-of", "cn-bejing", "cn-beijing"),
        ("accounts: [{name: a, keys: [k], region: ap-southeast1}]\n", "not-one-of", "ap-southeast1", "ap-southeast-1"),
    ],
)  # fmt: skip
def test_a_word_that_was_probably_meant_is_told(text: str, key: str, name: str, near: str | None) -> None:
    with pytest.raises(FaultsFound) as refused:
        read(f"emulator: 1\n{text}")
    (fault,) = refused.value.faults
    assert (fault.key, fault.args["name"], fault.args.get("near")) == (key, name, near)


@pytest.mark.parametrize(("text", "wanted"), [("latency: [1, 2]", "map"), ("limits: {running: {most: 3}}", "integer")])
def test_a_list_or_a_map_is_no_word(text: str, wanted: str) -> None:
    with pytest.raises(FaultsFound) as refused:
        read(f"emulator: 1\n{text}\n")
    (fault,) = refused.value.faults
    assert (fault.key, fault.args["wanted"]) == ("wrong-shape", wanted)
