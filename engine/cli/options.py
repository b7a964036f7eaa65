"""Options that several commands share."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.errors import AuthorError
from engine.phrases import usage
from engine.terminal.option import option
from engine.terminal.screen import LOG_FORMAT, LOGS
from engine.terminal.types import PATH, Duration, NameList, OneOf, Whole, names_in, seconds_in

if TYPE_CHECKING:
    from engine.api.asked import Asked
    from engine.api.runs.order import Order
    from engine.campaign.selection import RowState

MOST_ROWS = 1000
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]
Ordered = Callable[["Asked"], "Order"]
"""Makes the order of what is asked for, with all that the options of carrying out say."""


def format_option(*names: str) -> Decorator:
    """`--format` with these choices, the first of them the default."""
    return option("--format", type=OneOf(names), default=names[0], show_default=True, words=usage.FORMAT)


def strict_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--strict`: whatever is worth a word stops."""
    return option("--strict", is_flag=True, words=usage.STRICT)(command)


def summary_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--summary FILE`; GitHub Actions names one for each step ("Workflow commands", job summaries)."""
    file = {"type": PATH, "metavar": "FILE", "envvar": "GITHUB_STEP_SUMMARY"}
    return option("--summary", "summary_file", words=usage.SUMMARY, **file)(command)


def recipe_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The file and its inputs; of a campaign also rows by what became of them."""
    choosing_all = option("--only", type=OneOf(("failed", "held")), words=usage.ONLY_ROWS)(_choosing(command))
    return click.argument("file", type=PATH)(_input_options(choosing_all))


def given_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What a recipe is given."""
    one = option("-i", "--input", "inputs", multiple=True, metavar="NAME=VALUE", words=usage.INPUT)
    return one(option("--inputs", "inputs_file", type=PATH, metavar="FILE.json", words=usage.INPUTS)(command))


def input_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What a file is planned for: inputs or rows, and where."""
    return _input_options(_choosing(command))


def _choosing(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command as the one argument `some`, an engine.campaign Selection, which rows of a campaign are meant."""

    @wraps(command)
    def chosen(*args: Any, rows: str | None, canary: int | None, only: "RowState | None" = None, **rest: Any) -> Any:
        from engine.campaign.selection import Selection  # noqa: PLC0415 - loaded by the command that needs it

        return command(
            *args, some=Selection(rows=frozenset(names_in(rows)) if rows else None, only=only, canary=canary), **rest
        )

    return chosen


def _input_options(command: Callable[..., Any]) -> Callable[..., Any]:
    return with_options(
        command,
        given_options,
        option("--service", metavar="NAME", words=usage.SERVICE),
        option("--rows", type=NameList("rows-unnamed"), metavar="KEY,...", words=usage.ROWS),
        option("--canary", type=Whole(1), metavar="N", words=usage.CANARY),
    )


def carrying_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """How a plan is carried out: the command gets the options as the one argument `ordered`, beside summary and format."""

    @wraps(command)
    def ordering(
        *args: Any, max_cost: str | None, out: Path | None, wait: str | None, notify: str | None, shuffle: int | None,
        take_over: bool, ignore_foreign: bool, **rest: Any,
    ) -> Any:  # fmt: skip
        def ordered(asked: "Asked") -> "Order":
            from engine.api.runs.handing_over import words_in  # noqa: PLC0415
            from engine.api.runs.order import Order  # noqa: PLC0415 - loaded by the command that needs it
            from engine.run.money.opening import Permission  # noqa: PLC0415

            wait_s = seconds_in(wait) if wait is not None else None
            told = words_in(notify) if notify is not None else None
            allowed = Permission(take_over=take_over, ignore_foreign=ignore_foreign)
            return Order(
                asked=asked, max_cost=max_cost, out=out, wait_s=wait_s, shuffle=shuffle, notify=told, allowed=allowed
            )

        return command(*args, ordered=ordered, **rest)

    return with_options(
        ordering,
        option("--max-cost", metavar="AMOUNT", words=usage.CAP_OF_RUN),
        option("--out", type=PATH, metavar="DIR", words=usage.OUT),
        option("--wait", type=Duration(), metavar="TIME", words=usage.WAIT),
        option("--notify", metavar="COMMAND", words=usage.NOTIFY),
        option(
            LOG_FORMAT, type=OneOf(LOGS), default=LOGS[0], show_default=True, expose_value=False, words=usage.LOG_FORMAT
        ),
        shuffle_option,
        option("--take-over", is_flag=True, words=usage.TAKE_OVER),
        option("--ignore-foreign", is_flag=True, words=usage.IGNORE_FOREIGN),
        summary_option,
        format_option("human", "json", "jsonl"),
    )


def shuffle_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--shuffle SEED`."""
    return option("--shuffle", type=Whole(0), metavar="SEED", words=usage.SHUFFLE)(command)


def with_options(command: Callable[..., Any], *decorators: Decorator) -> Callable[..., Any]:
    """Give a command options in their order."""
    for decorator in reversed(decorators):
        command = decorator(command)
    return command


def not_too_many(rows: int) -> None:
    """Refuse one JSON document for thousands of rows; lines can be streamed."""
    if rows > MOST_ROWS:
        raise AuthorError("rows-need-jsonl", rows=rows, limit=MOST_ROWS)
