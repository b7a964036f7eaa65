"""`editchain diff`: which requests a change of a recipe changes, and what that costs."""

from pathlib import Path

import click

from engine.api.context import Context
from engine.cli.options import format_option, input_options, row_keys
from engine.cli.shell import guarded, write_json


@click.command("diff", short_help="Show what a change would make anew, and its price.")
@click.argument("files", nargs=-1, required=True, metavar="BEFORE [AFTER]")
@input_options
@click.option("--exit-code", "tells", is_flag=True, help="Exit with 1 if something would have to be made anew.")
@format_option("human", "json")
@guarded
def command(
    context: Context,
    files: tuple[str, ...],
    inputs: tuple[str, ...],
    inputs_file: Path | None,
    service: str | None,
    rows: str | None,
    limit: int | None,
    tells: bool,
    format: str,
) -> int:
    """Show which requests differ between two recipes or campaigns, which tasks would run anew, and at what price.

    Each of the two is PATH or REVISION:PATH, as git names it; a single PATH is compared with what it was in the newest
    commit. Recipes, prompt files and tables are taken from the revision; media are looked at as they lie now. Both are
    planned for the same inputs, as if all of BEFORE were made already; `plan` tells what really is stored.

    \b
    editchain diff recipes/spring.yaml
    editchain diff v1.2.0:recipes/spring.yaml recipes/spring.yaml -i style=claymation
    editchain diff old.yaml new.yaml --format json | jq .totals
    """  # noqa: D301 - click's mark for lines that it must not rewrap
    from engine.api.comparing import compare, sides_of  # noqa: PLC0415 - loaded by the command that needs it
    from engine.api.endpoint import choose_endpoint  # noqa: PLC0415
    from engine.api.planning import Asked  # noqa: PLC0415
    from engine.report.difference import difference_data, difference_text  # noqa: PLC0415

    if len(files) > 2:
        raise click.UsageError("two files can be compared, not more.")
    before, after = sides_of(files)
    asked = Asked(file=after.path, arguments=inputs, inputs_file=inputs_file, rows=row_keys(rows), limit=limit)
    found = compare(context, (before, after), asked, choose_endpoint(context, service).terms)
    if format == "json":
        write_json(difference_data(found, str(before), str(after)))
    else:
        click.echo(difference_text(found, str(before), str(after), context.messages), nl=False)
    return 1 if tells and found.anew else 0
