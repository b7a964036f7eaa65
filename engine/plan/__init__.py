"""Recipe + inputs -> plan: graph, requests, fingerprints, prices, reuse; pure, so that planning never spends."""

from engine.plan.given import Basis, RowGiven
from engine.plan.make import Planned, make_plan, row_faults
from engine.plan.model import Action, Estimate, Plan, Reason, Request, Row, StoredResult, Task, Terms, Totals
from engine.plan.reuse import with_reuse

__all__ = [
    "Action", "Basis", "Estimate", "Plan", "Planned", "Reason", "Request", "Row", "RowGiven", "StoredResult",
    "Task", "Terms", "Totals",
    "make_plan", "row_faults", "with_reuse",
]  # fmt: skip
