"""`editchain new`: a commented recipe to begin with, or one of the examples."""

from pathlib import Path
from shlex import quote

import click

from engine.api.context import Context
from engine.api.examples import example_names, write_example
from engine.api.starter import write_starter
from engine.errors import AuthorError
from engine.phrases import usage
from engine.phrases.phrase import Phrase
from engine.phrases.shell import WROTE, WROTE_EXAMPLE
from engine.terminal.command import cli_command
from engine.terminal.option import option
from engine.terminal.screen import show
from engine.terminal.shell import guarded
from engine.terminal.types import PATH, OneOf
from engine.terminal.usage import misused


@cli_command("new", usage.NEW)
@click.argument("file", type=PATH, required=False)
@option("--example", type=OneOf(example_names()), metavar="NAME", words=usage.EXAMPLE)
@guarded
def command(context: Context, file: Path | None, example: str | None) -> int:
    """Write a starter or an example."""
    if example is not None:
        if file is not None:
            raise misused(AuthorError("argument-too-many", names=str(file)), click.get_current_context())
        return _wrote(context, write_example(example, Path(), context.messages), WROTE_EXAMPLE)
    if file is None:
        raise misused(AuthorError("argument-missing", name="FILE"), click.get_current_context())
    path = file if not file.name or file.suffix in (".yaml", ".yml") else file.with_name(file.name + ".yaml")
    write_starter(path, context.messages)
    return _wrote(context, path, WROTE)


def _wrote(context: Context, path: Path, words: Phrase) -> int:
    show(context.messages.say(words, path=str(path), quoted=quote(str(path))), err=True)
    click.echo(str(path))
    return 0
