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


def family() -> str:
    """What is shipped: what each model takes and gives, what is counted, its list prices and where it is."""
    return table(("`uses`", "Takes", "Gives", "Counted", "List price a second", "Draft"), map(_model, models()))


def models() -> list[Mapping[str, Any]]:
    files = sorted((ROOT / "schemas" / "models").glob("*.json"))
    return [json.loads(file.read_text("utf-8")) for file in files if not file.name.endswith(".schema.json")]


def _model(entry: Mapping[str, Any]) -> tuple[str, ...]:
    media = {name: row for name, row in entry["parameters"].items() if "limits" in row}
    takes = ", ".join(f"`{name}`{_count(row)}" for name, row in media.items()) or "words alone"
    output = entry["outputs"]["video"]
    prices = "; ".join(f"{_rows(row)} {row['currency']}{_discount(row)}" for row in entry["prices"])
    return f"`{entry['name']}`", takes, _length(output["seconds"], entry), _counted(entry), prices, _draft(entry)


def _count(row: Mapping[str, Any]) -> str:
    return f" (up to {row['max_items']})" if "max_items" in row else "" if row.get("required") else "?"


def _length(rule: Mapping[str, Any], entry: Mapping[str, Any]) -> str:
    if "like" in rule:
        most = f", {rule['at_most']} s at most" if "at_most" in rule else ""
        return f"as long as `{rule['like']}`{most}"
    if "fixed" in rule:
        return f"{rule['fixed']} s"
    row = entry["parameters"][rule["parameter"]]
    chosen = f", or {row['auto']}: the service's choice" if "auto" in row else ""
    return f"{row['minimum']}-{row['maximum']} s{chosen}"


def _counted(entry: Mapping[str, Any]) -> str:
    def term(row: Mapping[str, Any]) -> str:
        most = f", {row['at_most']} s at most" if "at_most" in row else ""
        rounded = ", rounded up" if row.get("round") == "up" else ""
        return ("output" if row["of"] == "output" else f"`{row['of']}`") + most + rounded

    most = entry["billing"].get("most")
    return " + ".join(map(term, entry["billing"]["terms"])) + (f"; {most} s at most" if most else "")


def _rows(row: Mapping[str, Any]) -> str:
    return " / ".join(row["rows"].values())


def _discount(row: Mapping[str, Any]) -> str:
    return f" (for now x {row['discount']['factor']})" if "discount" in row else ""


def _draft(entry: Mapping[str, Any]) -> str:
    roles = {role for row in entry["parameters"].values() for role in _listed(row.get("role", ()))}
    idle = {name for name, row in entry["parameters"].items() if "limits" in row and "role" not in row}
    choice = set(entry.get("rules", {}).get("one_of", ()))
    asked = any(entry["parameters"][name].get("required") for name in idle) or (choice and choice <= idle)
    return "an edit" if {"source", "prompt"} <= roles and not asked else "a stamp"


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


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
        "family": family(),
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
