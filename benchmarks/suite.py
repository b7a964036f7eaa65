"""The suite: which benchmarks there are, and how much each does in a quick and in a full run."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Benchmark:
    """A script of this folder and its arguments; without any for a quick run it is left out there, and `why` says so."""

    name: str
    quick: tuple[str, ...] | None
    full: tuple[str, ...]
    why: str = ""


SUITE = (
    Benchmark("check", ("5", "short"), ("40",)),
    Benchmark("rows", ("2000",), ("10000",)),
    Benchmark("foreach", ("3",), ("7",)),
    Benchmark("plans", ("1000",), ("10000",)),
    Benchmark("again", None, ("10000",), why="at a few rows the start of a process hides it"),
    Benchmark("memory", None, ("10000", "100000"), why="filling in what is done takes minutes"),
    Benchmark("durable", ("quick",), ("full",)),
    Benchmark("proof", ("5",), ("15",)),
    Benchmark("report", ("500",), ("5000",)),
    Benchmark("wire", ("100", "3"), ("300", "9")),
    Benchmark("draft", None, ("3",), why="it takes minutes"),
    Benchmark("campaign", None, ("10000",), why="it takes minutes"),
    Benchmark("makespan", ("300",), ("1000",)),
    Benchmark("terminal", None, ("1000", "3"), why="it takes minutes"),
    Benchmark("lost_replies", None, (), why="it takes a minute"),
)
