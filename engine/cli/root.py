"""The command `editchain`: its sub-commands are loaded when they are named."""

from importlib import import_module

import click

from engine.version import __version__

COMMANDS = ("new", "check", "test", "plan", "diff", "run", "status", "models", "schema", "emulate")

EPILOG = """\b
Start here, without a key:
  editchain check recipes/                    every mistake, with its place
  editchain plan recipes/style_then_background.yaml   every prompt, request and price
  editchain run recipes/style_then_background.yaml    on the embedded draft service
\b
Exit codes: 0 done, 1 something failed, 2 a file, input or usage is wrong, 3 key,
network, disk or budget, 4 held for a person, 130 interrupted."""


class LazyGroup(click.Group):
    """A group whose commands are modules of this folder."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"engine.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from engine.values.hints import nearest  # noqa: PLC0415

            near = nearest(args[0], COMMANDS)
            hint = f" Did you mean '{near}'?" if near else f" There are: {', '.join(COMMANDS)}."
            raise click.UsageError(f"no such command: {args[0]}.{hint}")
        return super().resolve_command(ctx, args)


@click.group(cls=LazyGroup, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="editchain")
def root() -> None:
    """Versioned YAML recipes for chains of AI video edits: checked, priced and reproducible before a cent is spent."""
