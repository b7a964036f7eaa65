"""What a command asks of a run, from wherever its terminal is."""

from engine.api.context import Context
from engine.phrases.phrase import Phrase
from engine.run.requests import RequestKind
from engine.terminal.screen import show
from engine.terminal.shell import columns_of_screen, write_json


def ask(context: Context, run: str, kind: RequestKind, said: Phrase, format: str) -> int:
    """Ask, tell what becomes of the run, and return the exit code."""
    from engine.api.host import who  # noqa: PLC0415 - loaded by the command that needs it
    from engine.api.project import existing_project  # noqa: PLC0415
    from engine.api.turn.asking import ask_run  # noqa: PLC0415
    from engine.api.waits import told_to  # noqa: PLC0415
    from engine.report.turn.asking import asked_data, asked_text  # noqa: PLC0415
    from engine.terminal.lines import Lines  # noqa: PLC0415

    by = who()
    with existing_project(context.settings.home, told_to(Lines(context.messages))) as project:
        asked = ask_run(project, run, kind, by)
    if format == "human":
        show(asked_text(said, asked, context.messages, columns_of_screen()))
    else:
        write_json(asked_data(asked, by))
    return 0
