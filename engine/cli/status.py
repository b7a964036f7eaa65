"""`editchain status`: the runs of this project."""

from typing import Any

import click

from engine.api.context import Context
from engine.cli.options import format_option, not_too_many
from engine.phrases import usage
from engine.phrases.progress import WATCH
from engine.terminal.command import cli_command
from engine.terminal.option import option
from engine.terminal.screen import show, this_screen
from engine.terminal.shell import columns_of_screen, columns_to_read, guarded, write_json, write_line
from engine.terminal.types import OneOf


@cli_command("status", usage.STATUS)
@click.argument("run", required=False)
@option("--watch", is_flag=True, words=WATCH)
@option("--only", type=OneOf(("failed", "held")), words=usage.ONLY_OF_RUN)
@option("--ledger", "in_ledger", is_flag=True, words=usage.LEDGER)
@format_option("human", "json", "jsonl")
@guarded
def command(context: Context, run: str | None, watch: bool, only: str | None, in_ledger: bool, format: str) -> int:
    """Show what the journal of this project says."""
    if watch:
        run = _watched(context, run, format)
        if format == "jsonl":
            return _write_end(context, run)
    if in_ledger:
        return _show_ledger(context, run, format)
    from engine.api.status import all_runs, one_run, rows_of_run  # noqa: PLC0415
    from engine.api.turn.doubts import all_doubts  # noqa: PLC0415
    from engine.report.status import record_data, record_text, runs_data, runs_text  # noqa: PLC0415
    from engine.report.turn.doubts import doubts_text  # noqa: PLC0415

    messages, columns = context.messages, columns_of_screen()
    if run is None and only is not None:  # rows are those of one run: of the newest, as --watch takes it
        run = next((one["run"] for one in all_runs(context)), None)
    if run is None:
        runs, doubts = all_runs(context), all_doubts(context)
        if format == "human":
            show(runs_text(runs, messages, this_screen()) + doubts_text(doubts, messages, columns), fold=True)
        else:
            _write(runs_data(runs, doubts, context.data_messages), "runs", format)
        return 0
    record = one_run(context, run)
    doubts = [one for one in all_doubts(context) if record.run in (one.doubt.run, one.doubt.last_run)]
    if format == "human":
        text = record_text(record, messages, this_screen(), rows_of_run(context, record.run), only)
        show(text + doubts_text(doubts, messages, columns), fold=True)
    else:
        _write(record_data(record, doubts, context.data_messages), "tasks", format)
    return 0


def _watched(context: Context, name: str | None, format: str) -> str:
    """Follow a run until it is over, in lines of JSON by its events; return which it is."""
    from engine.api.audit.watching import watched_run  # noqa: PLC0415
    from engine.terminal.event_lines import EventLines  # noqa: PLC0415
    from engine.terminal.watching import follow, watch  # noqa: PLC0415

    watched = watched_run(context, name)
    if format == "jsonl":
        follow(watched, EventLines(watched.reader, context.data_messages, write_line))
    else:
        watch(watched, context.messages)
    return watched.run


def _write_end(context: Context, run: str) -> int:
    """Write what a run came to as the last line behind its events."""
    from engine.api.status import one_run  # noqa: PLC0415
    from engine.report.status import record_data  # noqa: PLC0415

    data = record_data(one_run(context, run), (), context.data_messages)
    write_line({name: value for name, value in data.items() if name not in ("tasks", "files", "doubts")})
    return 0


def _write(data: dict[str, Any], rows: str, format: str) -> None:
    """Write one document, or a line for each of its rows and for each doubt."""
    if format == "json":
        write_json(data)
        return
    for row in data[rows]:
        write_line(row)
    for doubt in data["doubts"]:
        write_line({"doubt": doubt})


def _show_ledger(context: Context, run: str | None, format: str) -> int:
    """Show what every job was billed."""
    from engine.api.audit.ledger import ledger  # noqa: PLC0415
    from engine.report.audit.ledger import job_data, ledger_data, ledger_text, total_data  # noqa: PLC0415

    found = ledger(context, run)
    if format == "human":
        show(ledger_text(found, context.messages, columns_to_read()))
    elif format == "json":
        not_too_many(len(found.rows))
        write_json(ledger_data(found))
    else:
        for row in found.rows:
            write_line(job_data(row))
        write_line({"totals": [total_data(total) for total in found.totals]})
    return 0
