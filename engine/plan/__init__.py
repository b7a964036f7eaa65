"""Recipe + inputs -> plan: graph, requests, fingerprints, prices, reuse; pure, so that planning never spends."""

from engine.plan.difference import Change, ParameterChange, PlanDifference, TaskDifference, difference_of
from engine.plan.given import Basis, RowGiven, TaskLimit
from engine.plan.make import Planned, make_plan, row_faults
from engine.plan.model import (
    Action,
    BudgetLabel,
    Estimate,
    OutputMember,
    Plan,
    Request,
    RequestTask,
    Row,
    SkippedTask,
    Stored,
    StoredResult,
    Task,
    Terms,
    Totals,
)
from engine.plan.reuse import with_reuse
from engine.plan.tested import Tested, differences

__all__ = [
    "Action",
    "Basis",
    "BudgetLabel",
    "Change",
    "Estimate",
    "OutputMember",
    "ParameterChange",
    "Plan",
    "PlanDifference",
    "Planned",
    "Request",
    "RequestTask",
    "Row",
    "RowGiven",
    "SkippedTask",
    "Stored",
    "StoredResult",
    "Task",
    "TaskDifference",
    "TaskLimit",
    "Terms",
    "Tested",
    "Totals",
    "difference_of",
    "differences",
    "make_plan",
    "row_faults",
    "with_reuse",
]  # fmt: skip
