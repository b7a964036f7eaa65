"""Plan page: a plan written as one page, to be looked at and passed on before anything is spent."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from engine.api.context import Context
from engine.plan.words import PromptWords
from engine.report.pages.planned import NextCommands, planned_page
from engine.report.plan import Shown
from engine.report.survey.survey import Survey
from engine.resources import page_sources
from engine.store.files.durable import write_text
from engine.store.files.handed import prove_replaceable
from engine.values.filenames import safe_part

PLANS: Final = "plans"
SIGN: Final = b'content="editchain plan"'
"""What such a page begins with, among other things."""


def write_plan_page(
    context: Context,
    shown: Shown,
    survey: Survey,
    wording: Mapping[str, tuple[PromptWords, ...]],
    commands: NextCommands,
    out: Path | None,
) -> Path:
    """Write the page of a plan to `out`, else to a file of the plan's name, and return where that is, seen from here.

    A page of a plan that lies there is replaced. Raises AuthorError `report-out-taken`; OperatorError `disk-unwritable`.
    """
    target = out or context.settings.out / PLANS / f"{safe_part(shown.plan.name)}.html"
    target = target.relative_to(context.cwd) if target.is_relative_to(context.cwd) else target
    prove_replaceable(context.cwd / target, SIGN, shown=target)
    write_text(context.cwd / target, planned_page(shown, survey, wording, commands, page_sources(), context.messages))
    return target
