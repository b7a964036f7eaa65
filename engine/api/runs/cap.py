"""The cap: what a run may spend at most, in the service's own currency."""

from engine.api.endpoint import Endpoint
from engine.api.ready import Ready
from engine.errors import AuthorError, FaultsFound, OperatorError
from engine.plan import Plan
from engine.run.money.budget import Budget, planned_budget
from engine.values.money import Money


def chosen_cap(order: str | None, ready: Ready, settings: str | None, endpoint: Endpoint) -> Money | None:
    """Return the first that there is of a command's own cap, the campaign's and the project's; raises as `cap_of`.

    What is wrong with the campaign's is a fault where it stands.
    """
    if order is not None or ready.max_cost is None or ready.max_cost_place is None:
        return cap_of(order if order is not None else settings, ready.plan, endpoint)
    try:
        return cap_of(str(ready.max_cost), ready.plan, endpoint)
    except AuthorError as error:
        raise FaultsFound([error.at(ready.max_cost_place)]) from error


def cap_to_show(order: str | None, ready: Ready, settings: str | None, endpoint: Endpoint) -> Money | None:
    """Return the cap that a run would have, None without one: a plan needs none. Raises as `chosen_cap`."""
    if order is None and ready.max_cost is None and settings is None:
        return None
    return chosen_cap(order, ready, settings, endpoint)


def budget_under(cap: Money | None, ready: Ready) -> Budget | None:
    """Return how a plan stands to its cap, with all that earlier runs have spent and reserved; None without one."""
    return planned_budget(ready.plan, ready.scope, cap, ready.opened)


def cap_of(text: str | None, plan: Plan, endpoint: Endpoint) -> Money | None:
    """Return the cap; raises OperatorError without one where it bills, AuthorError for another currency."""
    currency = plan.totals.saved.currency
    if text is None:
        if endpoint.terms.bills:
            raise OperatorError("cap-missing", service=endpoint.profile.name, currency=currency)
        return None
    return money_in(currency, text)


def money_in(currency: str, text: str) -> Money:
    """Return an amount as somebody wrote it; raises AuthorError for what is none, or is one of another currency."""
    try:
        cap = Money.parse(text)
    except ValueError as error:
        raise AuthorError("money-syntax", text=text, currency=currency) from error
    if cap.currency != currency:
        raise AuthorError("money-currency", text=text, currency=currency)
    return cap
