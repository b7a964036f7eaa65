"""Writes the tables of pages under docs/ from schemas, catalog and code: `python docs/tables.py`."""

import json
import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PAGES = tuple(ROOT / "docs" / f"{name}.md" for name in ("language", "campaigns", "models", "emulator", "emulator.zh"))
MARKS = re.compile(r"(<!-- table: (\S+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
TOOLS = ("trim", "split", "join", "frame")


def load(name: str) -> Any:
    return json.loads((ROOT / "schemas" / name).read_text("utf-8"))


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    cells = [heads, tuple("---" for _ in heads), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |\n" for row in cells)


def keys(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    required = schema.get("required", [])

    def meaning(row: Mapping[str, Any]) -> str:
        return row.get("description") or definitions[row["$ref"].rpartition("/")[2]]["description"]

    rows = [
        (f"`{name}`", "yes" if name in required else "", meaning(row)) for name, row in schema["properties"].items()
    ]
    return table(("Key", "Required", "Meaning"), rows)


def parameters(rows: Mapping[str, Mapping[str, Any]]) -> Iterable[tuple[str, ...]]:
    for name, row in rows.items():
        kind = f"list of {row['items']}" if "items" in row else row["type"]
        values = " or ".join([kind, *(f"`{word}`" for word in (*row.get("enum", ()), *row.get("words", ())))])
        low, high = row.get("minimum"), row.get("maximum")
        bounds = f" {low} to {high}" if high is not None else f" from {low}" if low is not None else ""
        default = row.get("default")
        shown = (
            "required" if row.get("required") else "" if default is None else f"`{json.dumps(default).strip(chr(34))}`"
        )
        yield f"`{name}`", values + bounds, shown, row["description"]


def rules(which: str) -> str:
    from engine.language import filters  # noqa: PLC0415  only when the path to it is set

    found = filters.FILTERS if which == "filters" else filters.TESTS
    rows = [
        (f"`{rule.shown}`", rule.meaning, f"`{rule.example[0]}`", f"`{_shown(rule.example[1])}`")
        for rule in found.values()
    ]
    return table(("Written", "Gives", "Example", "Result"), rows)


def _shown(value: object) -> str:
    return json.dumps(list(value) if isinstance(value, tuple) else value)


def facts() -> str:
    from engine.language.media_facts import FACTS, MEANINGS  # noqa: PLC0415

    by_kind = {kind.value: known for kind, known in FACTS.items()}
    rows = [
        (f"`{name}`", str(known), "video and image" if name in by_kind["image"] else "video", MEANINGS[name])
        for name, known in by_kind["video"].items()
    ]
    return table(("Fact", "Type", "Of", "Meaning"), rows)


def tools() -> str:
    out = []
    for tool in (load(f"tools/{name}.json") for name in TOOLS):
        kinds = (
            {"video": "a video", "image": "an image"} if not tool.get("keyed") else {"video": "a keyed list of videos"}
        )
        gives = " and ".join(f"`{name}`, {kinds[kind]}" for name, kind in tool["outputs"].items())
        rows = parameters(tool["parameters"])
        out.append(f"`{tool['tool']}`: {tool['title'][0].lower()}{tool['title'][1:]}; gives {gives}.\n\n")
        out.append(table(("Parameter", "Type", "Left out", "Meaning"), rows) + "\n")
    return "\n" + "".join(out)


def lints() -> str:
    messages = load("messages.json")
    names = load("recipe.schema.json")["properties"]["lint"]["properties"]
    rows = [
        (f"`{name}`", messages[f"lint-{name}"]["code"], messages[f"lint-{name}"]["en"]["message"]) for name in names
    ]
    return table(("Lint", "Code", "Warning"), sorted(rows, key=lambda row: row[1]))


def choices(schema: Mapping[str, Any]) -> str:
    rows = zip(schema["enum"], schema["enumDescriptions"], strict=True)
    return table(("Word", "Meaning"), ((f"`{word}`", meaning) for word, meaning in rows))


def entries() -> dict[str, str]:
    schema = load("model.schema.json")
    known = schema["definitions"]
    parts = ("parameter", "rules", "output", "limits", "billing", "price", "rates")
    return {
        "model-entry": keys(schema, known),
        "model-role": choices(known["role"]),
        **{f"model-{name}": keys(known[name], known) for name in parts},
    }


def troubles(lang: str, heads: tuple[str, str, str, str]) -> str:
    rows = load("troubles.json").items()
    return table(heads, ((f"`{name}`", ", ".join(row["on"]), brings(row), row[lang]) for name, row in rows))


def brings(row: Mapping[str, Any]) -> str:
    """What a kind of trouble brings along, but for its words."""
    told = {
        name: row[name] for name in ("status", "code", "after_s", "retry_after_s", "state", "location") if name in row
    }
    return ", ".join(f"`{name}: {value}`" for name, value in told.items())


def tables() -> dict[str, str]:
    recipe = load("recipe.schema.json")
    known = recipe["definitions"]
    campaign = load("campaign.schema.json")
    parts = campaign["properties"]
    model = load("models/wan2.7-videoedit.json")["parameters"]
    return {
        "recipe": keys(recipe, known),
        "input": keys(known["input"], known),
        "step": keys(known["step"], known),
        "test": keys(known["test"], known),
        "expect": keys(known["expect"], known),
        "campaign": keys(campaign, campaign["definitions"]),
        "rows": keys(parts["rows"], campaign["definitions"]),
        "limits": keys(parts["limits"], campaign["definitions"]),
        "lints": lints(),
        "wan2.7-videoedit": table(("Parameter", "Type", "Left out", "Meaning"), parameters(model)),
        "tools": tools(),
        "filters": rules("filters"),
        "tests": rules("tests"),
        "facts": facts(),
        "emulator": keys(load("emulator.schema.json"), {}),
        "troubles": troubles("en", ("Fault", "Strikes (the first, if `on` is left out)", "Brings", "What happens")),
        "troubles-zh": troubles("zh", ("故障", "作用于（省略 `on` 时为第一项）", "自带", "发生什么")),
        **entries(),
    }


def page(text: str) -> str:
    """Return the page with every table as the data have it."""
    known = tables()
    return MARKS.sub(lambda found: found[1] + "\n" + known[found[2]].strip("\n") + "\n\n" + found[4], text)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    for path in PAGES:
        path.write_text(page(path.read_text("utf-8")), "utf-8")
