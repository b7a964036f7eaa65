"""Instructions: the written set, and how what is understood of one compares with what is right for it.

    python -m tests.emulator.draft.instructions [-v]

prints how many edits were passed off as others and how many performable ones were refused, set by set, when the rules had
never seen the set and now; -v names each that is not right now.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml

from engine.emulator.draft.language.instruction import parse
from engine.emulator.draft.language.operation import Instruction, Op
from engine.emulator.draft.wording import language_of, refusal

_SHORT = {
    "background_scene": "scene",
    "background_colour": "colour",
    "background_image": "picture",
    "background_blur": "blur",
}
SETS = Path(__file__).with_name("sets")

Verdict = Literal["right", "passed off", "refused", "unnamed"]
"""`passed off` is another edit than was asked for, `refused` a performable one, `unnamed` a refusal that names other words."""


@dataclass(frozen=True, slots=True)
class Written:
    """One instruction of a set with what is right for it: operations in the file's notation, or words that a refusal names."""

    of: str
    language: str
    prompt: str
    pictures: int
    hostile: bool
    right: str


def sets() -> list[Path]:
    """Return the files of the sets in the order in which they were written."""
    return sorted(SETS.glob("*.yaml"), key=lambda path: (path.stem != "earlier", path.stem))


def written() -> Iterator[Written]:
    """Yield every instruction of every set, in the order in which the sets were written."""
    for path in sets():
        said = yaml.safe_load(path.read_text("utf-8"))
        for language in ("english", "chinese"):
            for title, instructions in said[language].items():
                verb, *rest = title.split()
                count = int(rest[rest.index("with") + 1]) if "with" in rest else 0
                for prompt, right in instructions.items():
                    yield Written(path.stem, language, str(prompt), count, verb == "refused", str(right))


def verdict(case: Written) -> Verdict:
    """Return what became of an instruction."""
    found = parse(case.prompt, case.pictures)
    absent = [op for op in found.performable if (op.slots.picture or 0) > case.pictures]
    if found.refused or absent:  # a picture that did not come ends the job by its own words
        if not case.hostile:
            return "refused"
        return "right" if absent or _names(case, found) else "unnamed"
    if case.hostile or done(found) not in [choice.split(" + ") for choice in _choices(case.right)]:
        return "passed off"
    return "right"


def done(found: Instruction) -> list[str]:
    """Return the operations of an instruction in the file's notation, sorted."""
    return sorted(_notation(op) for op in found.ops)


def _choices(right: str) -> list[str]:
    return [" + ".join(sorted(choice.strip().split(" + "))) for choice in right.split(" | ")]


def _names(case: Written, found: Instruction) -> bool:
    if case.right == "NOTHING":
        return True
    said = refusal(found, language_of(case.prompt)).lower()
    return all(any(word.strip().lower() in said for word in words.split(" | ")) for words in case.right.split(" & "))


def _notation(op: Op) -> str:
    slots = op.slots
    told = "/".join(str(value) for value in (slots.way, slots.picture, slots.place, slots.hour) if value is not None)
    kind = _SHORT.get(op.kind, op.kind)
    return kind + (f":{told}" if told else "") + ("" if slots.part == "frame" else f"@{slots.part}")


def main() -> None:
    """Print the figures of every set, unseen and now, and of all by language."""
    cases = [(case, verdict(case)) for case in written()]
    if "-v" in sys.argv:
        for case, became in cases:
            if became != "right":
                found = parse(case.prompt, case.pictures)
                said = [(op.words, op.kind, op.names) for op in found.refused] if found.refused else done(found)
                print(f"{became:10} {case.prompt}\n           right: {case.right}\n           found: {said}")
    print(f"{'':15}{'':22}{'passed off as others':>26}{'performable refused':>30}")
    print(
        f"{'':15}{'instructions':>13}{'hostile':>9}{'unseen':>14}{'now':>12}{'unseen':>16}{'now':>14}{'other words named':>19}"
    )
    for path in sets():
        unseen = yaml.safe_load(path.read_text("utf-8"))["unseen"]
        _row(path.stem, [(case, became) for case, became in cases if case.of == path.stem], unseen)
    for language in ("english", "chinese", ""):
        _row(language or "all", [(case, became) for case, became in cases if language in (case.language, "")])


def _row(title: str, of: Sequence[tuple[Written, Verdict]], unseen: Mapping[str, int] | None = None) -> None:
    able = [became for case, became in of if not case.hostile]
    counts = Counter(became for _, became in of)
    passed, refused = (str(unseen["passed off"]), _share(unseen["refused"], len(able))) if unseen else ("", "")
    print(
        f"{title:15}{len(of):13}{len(of) - len(able):9}{passed:>14}{counts['passed off']:12}{refused:>16}"
        f"{_share(counts['refused'], len(able)):>14}{counts['unnamed']:19}"
    )


def _share(some: int, of: int) -> str:
    return f"{some} ({some / of:.1%})"


if __name__ == "__main__":
    main()
