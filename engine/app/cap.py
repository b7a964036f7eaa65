"""The cap: what a run may spend at most, in the service's own currency."""

from engine.app.endpoint import Endpoint
from engine.errors import AuthorError, OperatorError
from engine.plan import Plan
from engine.values.money import Money


def cap_of(text: str | None, plan: Plan, endpoint: Endpoint) -> Money | None:
    """Return the cap; raises OperatorError without one where it bills, AuthorError for another currency."""
    currency = plan.totals.saved.currency
    if text is None:
        if endpoint.terms.bills:
            raise OperatorError("cap-missing", service=endpoint.profile.name, currency=currency)
        return None
    try:
        cap = Money.parse(text)
    except ValueError as error:
        raise AuthorError("money-syntax", text=text, currency=currency) from error
    if cap.currency != currency:
        raise AuthorError("money-currency", text=text, currency=currency)
    return cap
