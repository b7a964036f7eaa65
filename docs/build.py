"""Writes docs/faults.md from schemas/messages.json and the corpus of mistakes: `python docs/build.py`.

A test holds the page equal to what this writes, so that it can't fall behind.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "faults.md"
CORPUS = (ROOT / "tests" / "recipes" / "bad", ROOT / "tests" / "recipes" / "campaigns" / "bad")
FORMS = re.compile(r" \(\w+\|(\w+)\)")
"""Of two forms of a word the one for many."""
GROUPS = {
    "EC10": "YAML",
    "EC11": "Shape: keys and values",
    "EC12": "Names and references",
    "EC13": "Types and expressions",
    "EC14": "Templates and prompts",
    "EC15": "Media and limits of models",
    "EC16": "Inputs and cells",
    "EC17": "Campaigns",
    "EC18": "Tests of a recipe",
    "EC19": "Warnings",
    "EC20": "Files and the command line",
    "EC21": "The operator: key, network, disk, budget, installation",
    "EC22": "How runs end",
    "EC23": "Codes of the service",
    "EC24": "The service's client",
    "EC25": "The emulator",
    "EC26": "The draft renderer",
    "EC29": "Defects of editchain itself",
}


def examples() -> dict[str, str]:
    """Return for each code the line of the corpus that shows it best: the shortest file's."""
    found: dict[str, tuple[int, str]] = {}
    for folder in CORPUS:
        for golden in sorted(folder.glob("*.out")) if folder.is_dir() else ():
            source = golden.with_suffix(".yaml")
            if not source.is_file():
                continue
            lines = source.read_bytes().decode("utf-8", "replace").splitlines()
            for place, code in re.findall(r"^(\d+):\d+ (EC\d{4})", golden.read_text("utf-8"), re.MULTILINE):
                line = lines[int(place) - 1].strip() if int(place) <= len(lines) else ""
                if line and line.isprintable() and len(line) <= 100 and len(lines) < found.get(code, (10**9, ""))[0]:
                    found[code] = (len(lines), line)
    return {code: line for code, (_, line) in found.items()}


def page() -> str:
    """Return the page's text."""
    table = json.loads((ROOT / "schemas" / "messages.json").read_text("utf-8"))
    return "\n".join(_lines(table, examples())) + "\n"


def _lines(table: dict[str, dict], shown: dict[str, str]) -> Iterator[str]:
    yield "# Faults and errors"
    yield ""
    yield "Every message has a stable code. `{...}` stands for the value at hand. Codes are never used for something else."
    yield ""
    yield "This page is written by `python docs/build.py`."
    group = ""
    for key, row in sorted(table.items(), key=lambda item: item[1]["code"]):
        if row["code"][:4] != group:
            group = row["code"][:4]
            yield from ("", f"## {GROUPS[group]}")
        yield from ("", f"### {row['code']} {key}", "")
        if row["severity"] == "warning":
            yield "A warning: it does not stop anything."
            yield ""
        cause = FORMS.sub(r" \1", row["en"]["message"])
        yield f"**Cause.** {cause}"
        if row["code"] in shown:
            line = shown[row["code"]]
            yield from ("", f"**Example.** `` {line} ``" if "`" in line else f"**Example.** `{line}`")
        if row["en"].get("hint"):
            yield from ("", f"**Cure.** {row['en']['hint']}")
        yield from ("", f"*{row['zh']['message']}{' ' + row['zh']['hint'] if row['zh'].get('hint') else ''}*")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
