"""Alternatives: one step of a file is planned on several models, and what each would cost and refuse stands side by side."""

from collections.abc import Sequence

from engine.api.asked import Asked
from engine.api.campaign import read_campaign
from engine.api.context import Context
from engine.api.planning import plan_file
from engine.api.reading import read
from engine.catalog import Model
from engine.errors import AuthorError, FaultsFound, OperatorError, unknown
from engine.plan import Action, RequestTask, Terms
from engine.plan.price import total_of
from engine.recipe import Recipe, Step
from engine.recipe.alternative import alternative_of
from engine.report.survey.alternatives import Alternatives, OnModel
from engine.sources.kinds import looks_like_campaign
from engine.sources.recipes import read_file
from engine.values.fault import has_errors
from engine.values.media import Span


def alternatives(
    context: Context, asked: Asked, terms: Terms, names: Sequence[str], step: str | None = None
) -> Alternatives:
    """Plan a step on the model that it uses and on others; what is stored is not counted.

    Edits that equal each other count once, as in the plan. `step` may be left out where one step alone uses a model. Raises
    FaultsFound for mistakes that have nothing to do with models, AuthorError `compare-unnamed`, `no-such-model`, `compare-tool`,
    `compare-no-step`, `compare-which-step` and those of `plan_file`.
    """
    if not names:
        raise AuthorError("compare-unnamed")
    models = context.catalog.models
    for name in names:
        if name in context.catalog.tools:
            raise AuthorError("compare-tool", name=name)
        if name not in models:
            raise unknown("no-such-model", name, models)
    recipe, campaign = _recipe(context, asked)
    chosen = _step(recipe, context, step)
    wanted = dict.fromkeys([chosen.uses, *names])
    found = tuple(_on(context, asked, terms, recipe, chosen, models[name]) for name in wanted)
    if all(has_errors(one.faults) and one.faults == found[0].faults for one in found):
        raise FaultsFound(found[0].faults)
    return Alternatives(
        recipe=recipe.name, campaign=campaign, step=chosen.id, terms=terms, day=context.today, models=found
    )


def _recipe(context: Context, asked: Asked) -> tuple[Recipe, str]:
    """Return the recipe whose step is compared, and the campaign that uses it, "" for none."""
    campaign = ""
    data = read_file(context.located(asked.file))
    if looks_like_campaign(data):
        opened = read_campaign(context, asked.file, data)
        recipe, faults = opened.recipe, opened.faults
        campaign = opened.campaign.name if opened.campaign is not None else ""
    else:
        checked = read(context, asked.file, data)
        recipe, faults = checked.recipe, checked.faults
    if recipe is None:
        raise FaultsFound(faults)
    return recipe, campaign


def _step(recipe: Recipe, context: Context, name: str | None) -> Step:
    """Return the step that is compared: the one named, else the only one that uses a model."""
    steps = {one.id: one for one in recipe.steps.values() if one.uses in context.catalog.models}
    if name is not None and name not in steps:
        raise unknown("compare-no-step", name, steps)
    if name is None and len(steps) != 1:
        raise AuthorError("compare-which-step", known=", ".join(steps))
    return steps[name] if name is not None else next(iter(steps.values()))


def _on(context: Context, asked: Asked, terms: Terms, recipe: Recipe, step: Step, model: Model) -> OnModel:
    as_written = model.name == step.uses
    turned, left_out = recipe, tuple[str, ...]()
    if not as_written:
        other = alternative_of(recipe, step, context.catalog.models[step.uses], model)
        turned, left_out = other.recipe, other.left_out
        if other.faults or other.is_another_thing:
            return OnModel(model=model, as_written=False, left_out=left_out, faults=other.faults)
    try:
        ready = plan_file(context, asked, terms, context.today, None, turned=lambda _: turned)
    except FaultsFound as found:
        faults = tuple(one for one in found.faults if has_errors([one]))
        return OnModel(model=model, as_written=as_written, left_out=left_out, faults=faults)
    except OperatorError as error:
        return OnModel(model=model, as_written=as_written, left_out=left_out, refusal=error)
    tasks = [
        task
        for task in ready.plan.requests
        if task.step == step.id and task.model == model.name and task.action is not Action.SHARE
    ]
    currency = ready.plan.totals.saved.currency
    return OnModel(
        model=model,
        as_written=as_written,
        tasks=len(tasks),
        estimate=total_of([task.estimate for task in tasks], currency),
        seconds=_seconds(tasks),
        price=model.price_on(terms.region or next(iter(model.sent_names)), context.today),
        left_out=left_out,
    )


def _seconds(tasks: Sequence[RequestTask]) -> Span | None:
    """Return how long the shortest and the longest result may be, None if nothing is asked for or known."""
    spans = [task.outputs["video"].seconds for task in tasks if "video" in task.outputs]
    known = [span for span in spans if span is not None]
    return Span(min(span.low for span in known), max(span.high for span in known)) if known else None
