"""How well the mistakes of strangers are told: a score over files that were written by who knew only the docs.

    python -m tests.strangers [FOLDER]...

A file says on its first line what is wrong in it, `# mistake: LINE: what its author meant` (`# mistake: rows.csv:3: ...` if it is wrong in a
table), or `# valid`. Of a file with a golden output of one line that is the place. A mistake is told well if there is one fault and no other, at that line, and following it leaves no error:
what it says to write is written into a copy of the files; of one that can only say in words what to do, NAME.followed is the file,
or its table, as somebody wrote it who read nothing but those words. In a valid file there is no error; a warning
may be right.
"""

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.api.check import check
from engine.api.context import make_context
from engine.sources.recipes import choose
from engine.values.fault import Fault, has_errors
from tests.cures import text_of, written

CORPUS = Path(__file__).parent / "recipes" / "strangers"
MISTAKE = re.compile(r"# mistake: (?:(?P<file>[^\s:]+):)?(?P<line>[0-9]+): (?P<meant>.+)")
GOLDEN = re.compile(r"(?:(?P<file>[^\s:]+):)?(?P<line>[0-9]+):[0-9]+ ")
TABLES = (".csv", ".tsv", ".jsonl")


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one file that holds a mistake."""

    name: str
    faults: tuple[str, ...]
    """Place and key of each."""
    at_line: bool
    alone: bool
    written: bool
    """Whether there is something to write that does."""
    followed: bool
    """Whether somebody followed the words, and no error was left."""

    @property
    def well(self) -> bool:
        return self.at_line and self.alone and (self.written or self.followed)


@dataclass(frozen=True, slots=True)
class Score:
    """The mistakes of a folder as they are told, and the false alarms in its valid files, of which there are `valid`."""

    told: tuple[Told, ...]
    valid: int
    alarms: Mapping[str, tuple[str, ...]]

    @property
    def percent(self) -> float:
        """How many of a hundred mistakes are told well."""
        return 100 * sum(one.well for one in self.told) / len(self.told) if self.told else 100.0

    def lines(self) -> Iterator[str]:
        count = len(self.told)
        yield f"{count} files with one mistake: {self.percent:.1f} % told well"
        yield f"  at the right line  {sum(one.at_line for one in self.told)}"
        yield f"  alone              {sum(one.alone for one in self.told)}"
        yield f"  cure written       {sum(one.written for one in self.told)}"
        yield f"  cure in words      {sum(one.followed and not one.written for one in self.told)}"
        for one in self.told:
            if not one.well:
                lacks = "elsewhere" if not one.at_line else "not alone" if not one.alone else "no cure that does"
                yield f"  {one.name}: {lacks}: {'; '.join(one.faults) or 'nothing told'}"
        yield f"{self.valid} valid files: {len(self.alarms)} false alarms"
        for name, faults in self.alarms.items():
            yield f"  {name}: {'; '.join(faults)}"


def score_of(folder: Path) -> Score:
    """Check every file of a folder, in a copy of it, and follow what is told."""
    told: list[Told] = []
    valid, alarms = 0, dict[str, tuple[str, ...]]()
    with tempfile.TemporaryDirectory() as scratch:
        copy = shutil.copytree(folder, Path(scratch).resolve() / "copy")
        for path in sorted(copy.glob("*.yaml")):
            wrong = _where_wrong(path)
            if wrong is not None:
                told.append(_told(path, *wrong))
            elif path.read_bytes().startswith(b"# valid"):
                valid += 1
                if has_errors(faults := _faults(path)):
                    alarms[path.name] = _shown(faults)
    return Score(tuple(told), valid, alarms)


def _where_wrong(path: Path) -> tuple[str, int] | None:
    """Return the file and the line that are to be told of; None of a file that is valid, or a part of others."""
    golden = path.with_suffix(".out")
    lines = golden.read_text("utf-8").splitlines() if golden.exists() else ()
    if lines:
        found = GOLDEN.match(lines[0]) if len(lines) == 1 else None
    else:
        found = MISTAKE.match(path.read_bytes().split(b"\n", 1)[0].decode("utf-8", "replace").removeprefix("\ufeff"))
    return (found["file"] or path.name, int(found["line"])) if found is not None else None


def _told(path: Path, file: str, line: int) -> Told:
    faults = _faults(path)
    return Told(
        name=path.name,
        faults=_shown(faults),
        at_line=any(Path(fault.place.path).name == file and fault.place.line == line for fault in faults),
        alone=len(faults) == 1,
        written=len(faults) == 1 and _does(path, faults[0]),
        followed=len(faults) == 1 and _followed(path, faults[0], path.parent / file),
    )


def _faults(path: Path) -> tuple[Fault, ...]:
    return check(make_context(path.parent, {}), choose((path,)))


def _shown(faults: tuple[Fault, ...]) -> tuple[str, ...]:
    return tuple(
        f"{Path(fault.place.path).name}:{fault.place.line}:{fault.place.column} {fault.key}" for fault in faults
    )


def _does(path: Path, fault: Fault) -> bool:
    """Write a cure into the files, and tell whether nothing is wrong then."""
    files = {str(one): text_of(one) for one in (path, *path.parent.iterdir()) if one == path or one.suffix in TABLES}
    new = written(fault, files)
    return new is not None and _is_right(path, fault, Path(new[0]), new[1])


def _followed(path: Path, fault: Fault, wrong: Path) -> bool:
    followed = path.with_suffix(".followed")
    return followed.exists() and _is_right(path, fault, wrong, followed.read_text("utf-8"))


def _is_right(path: Path, fault: Fault, changed: Path, text: str) -> bool:
    """Tell whether a fault is gone, and no error there, while the file or one beside it has another text."""
    old = changed.read_bytes()
    changed.write_text(text, "utf-8")
    faults = _faults(path)
    changed.write_bytes(old)
    return not has_errors(faults) and all(one.key != fault.key for one in faults)


def main(folders: list[str]) -> None:
    for folder in map(Path, folders or [str(CORPUS)]):
        print(folder.name)
        print("\n".join(score_of(folder).lines()))


if __name__ == "__main__":
    main(sys.argv[1:])
