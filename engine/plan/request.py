"""Request: what is asked of a model, put together from its arguments."""

from collections.abc import Mapping

from engine.catalog import Model, Role
from engine.plan.body import body_of
from engine.plan.fingerprint import Asked
from engine.plan.model import MediaUse, Request
from engine.plan.price import tier_of


def request_of_model(
    model: Model, given: Mapping[str, object], uses: tuple[MediaUse, ...], asked: Asked, region: str
) -> Request:
    """Return the request; what nobody gave and the planner wrote, the seed, stands in its body."""
    seed, prompt = model.with_role(Role.SEED), model.with_role(Role.PROMPT)
    derived = (seed.name,) if seed is not None and seed.name not in given else ()
    arguments = {**given, **{name: asked.form[name] for name in derived}}
    sent_name = model.sent_names[region]
    return Request(
        model=model.name,
        sent_name=sent_name,
        endpoint=model.endpoint,
        body=body_of(model, arguments, sent_name),
        asked=asked.form,
        media=uses,
        prompt=str(given.get(prompt.name, "")) if prompt is not None else "",
        tier=tier_of(model, given),
        answer=model.answer,
        derived=derived,
    )
