"""Models, tools and services as data: what each takes, where it stands in a request, limits, prices, rates (pure)."""

from engine.catalog.billing import Billing, BillingItem, BillingTerm, Discount, PriceRow, Rounding
from engine.catalog.limits import MediaLimits, Rules, Together
from engine.catalog.model import AnswerShape, Model, UsagePaths
from engine.catalog.output import Auto, ByParameter, Fixed, Like, Output
from engine.catalog.parameter import Bound, Parameter, ParameterType, Role, TextLimit
from engine.catalog.rates import Allowance, Rates
from engine.catalog.service import RealmHosts, ServiceProfile
from engine.catalog.tool import Tool, ToolOutput

__all__ = [
    "Allowance",
    "AnswerShape",
    "Auto",
    "Billing",
    "BillingItem",
    "BillingTerm",
    "Bound",
    "ByParameter",
    "Discount",
    "Fixed",
    "Like",
    "MediaLimits",
    "Model",
    "Output",
    "Parameter",
    "ParameterType",
    "PriceRow",
    "Rates",
    "RealmHosts",
    "Role",
    "Rounding",
    "Rules",
    "ServiceProfile",
    "TextLimit",
    "Together",
    "Tool",
    "ToolOutput",
    "UsagePaths",
]
