"""Results of tests for people and for programs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.phrases import tests as phrases
from engine.phrases.messages import Messages
from engine.recipe import PlacedText
from engine.report.display import Display
from engine.report.faults import as_data, as_human
from engine.values.fault import Fault

_INDENT = "    "


@dataclass(frozen=True, slots=True)
class TriedTest:
    """One test, and everything that was not as it expects."""

    name: PlacedText
    faults: tuple[Fault, ...]

    @property
    def passed(self) -> bool:
        return not self.faults


@dataclass(frozen=True, slots=True)
class TriedFile:
    """The results of one recipe's tests, or the mistakes for which it has none."""

    file: str
    results: tuple[TriedTest, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def failures(self) -> tuple[Fault, ...]:
        """Everything that was not as expected, of all its tests."""
        return tuple(dict.fromkeys(found for result in self.results for found in result.faults))


def tests_text(tested: TriedFile, messages: Messages, texts: Mapping[str, str], display: Display) -> str:
    """Return a line for each test, and under a failed one why; nothing for a file without tests."""
    lines = [as_human(tested.faults, messages, texts, display).rstrip("\n")] if tested.faults else []
    if tested.results:
        lines.append(tested.file)
    inner = display._replace(columns=display.columns and display.columns - len(_INDENT))
    for result in tested.results:
        good, bad = messages.say(phrases.PASSED), messages.say(phrases.FAILED)
        state = display.paint("good", good) if result.passed else display.paint("error", bad)
        lines.append(f"  {state}  {result.name.text}")
        why = as_human(result.faults, messages, texts, inner)
        lines += [_INDENT + line if line else line for line in why.splitlines()]
    return "".join(line + "\n" for line in lines)


def tests_data(files: Sequence[TriedFile], messages: Messages) -> dict[str, Any]:
    """Return `{tests: [{file, name, line, state, faults}], passed, failed, faults}`; `faults` are those of whole files."""
    tests = [
        {
            "file": tested.file,
            "name": result.name.text,
            "line": result.name.place.line,
            "state": "passed" if result.passed else "failed",
            **as_data(result.faults, messages),
        }
        for tested in files
        for result in tested.results
    ]
    passed = sum(test["state"] == "passed" for test in tests)
    of_files = as_data([one for tested in files for one in tested.faults], messages)
    return {"tests": tests, "passed": passed, "failed": len(tests) - passed, **of_files}


def tests_summary(files: Sequence[TriedFile], messages: Messages) -> str:
    """Return one line with the counts."""
    results = [result for tested in files for result in tested.results]
    passed = sum(result.passed for result in results)
    failed, unread = len(results) - passed, sum(bool(tested.faults) for tested in files)
    said = messages.say(phrases.TESTS, count=len(results), passed=passed, failed=failed)
    return said + (messages.say(phrases.UNREAD, count=unread) if unread else "")
