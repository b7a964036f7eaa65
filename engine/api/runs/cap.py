"""The cap: what a run may spend at most, in the service's own currency."""

from engine.api.endpoint import Endpoint
from engine.api.ready import Ready
from engine.errors import AuthorError, FaultsFound, OperatorError
from engine.run.money.budget import Budget, planned_budget
from engine.values.money import Money


def said_cap(order: str | None, ready: Ready, settings: str | None) -> Money | None:
    """Return what the campaign says, else what the project does; None if neither does.

    Raises AuthorError as `money_in`; what is wrong with the campaign's is a fault where it stands. A command with a cap of its
    own, `order`, doesn't care.
    """
    said = settings if ready.max_cost is None else str(ready.max_cost)
    if said is None:
        return None
    try:
        return money_in(ready.plan.totals.saved.currency, said)
    except AuthorError as error:
        if order is not None:
            return None
        if ready.max_cost is None or ready.max_cost_place is None:
            raise
        raise FaultsFound([error.at(ready.max_cost_place)]) from error


def cap_to_show(order: str | None, ready: Ready, said: Money | None) -> Money | None:
    """Return the cap that a run would have: the command's own, else what `said` and a person's decision come to; None for none.

    Raises AuthorError as `money_in`.
    """
    currency = ready.plan.totals.saved.currency
    if order is not None:
        return money_in(currency, order)
    cap = ready.scope.cap_beside(said.micros if said is not None else None)
    return Money(cap, currency) if cap is not None else None


def chosen_cap(order: str | None, ready: Ready, said: Money | None, endpoint: Endpoint) -> Money | None:
    """Return the cap of a run as `cap_to_show` does; raises OperatorError `cap-missing` without one where it bills."""
    cap = cap_to_show(order, ready, said)
    if cap is None and endpoint.terms.bills:
        raise OperatorError("cap-missing", service=endpoint.profile.name, currency=ready.plan.totals.saved.currency)
    return cap


def budget_under(cap: Money | None, ready: Ready) -> Budget | None:
    """Return how a plan stands to its cap, with all that earlier runs have spent and reserved; None without one."""
    return planned_budget(ready.plan, ready.scope, cap, ready.opened)


def money_in(currency: str, text: str) -> Money:
    """Return an amount as somebody wrote it; raises AuthorError for what is none, or is one of another currency."""
    try:
        cap = Money.parse(text)
    except ValueError as error:
        raise AuthorError("money-syntax", text=text, currency=currency) from error
    if cap.currency != currency:
        raise AuthorError("money-currency", text=text, currency=currency)
    return cap
