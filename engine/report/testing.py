"""Results of tests for people and for programs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.recipe import Words
from engine.report.faults import as_data, as_human
from engine.report.messages import Messages
from engine.values.fault import Fault

_STATES = {"en": {True: "passed", False: "FAILED"}, "zh": {True: "通过", False: "未通过"}}
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class TriedTest:
    """One test, and everything that was not as it expects."""

    name: Words
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


def tests_text(tested: TriedFile, messages: Messages, texts: Mapping[str, str]) -> str:
    """Return a line for each test, and under a failed one why; nothing for a file without tests."""
    lines = [as_human(tested.faults, messages, texts).rstrip("\n")] if tested.faults else []
    if tested.results:
        lines.append(tested.file)
    for result in tested.results:
        lines.append(f"  {_STATES[messages.lang][result.passed]}  {result.name.text}")
        why = as_human(result.faults, messages, texts)
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
    if messages.lang == "zh":
        more = f"，{unread} 个文件有错误" if unread else ""
        return f"{len(results)} 个测试：{passed} 个通过，{failed} 个未通过{more}"
    more = f"; {unread} {'file holds' if unread == 1 else 'files hold'} mistakes" if unread else ""
    word = "test" if len(results) == 1 else "tests"
    return f"{len(results)} {word}: {passed} passed, {failed} failed{more}"
