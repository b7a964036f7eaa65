"""The error codes of the service and what each says about a submit (pure).

Codes and their HTTP statuses: https://help.aliyun.com/zh/model-studio/error-code (read 2026-05). Which may be sent
again is our judgement. A code that is not here says nothing: the submit stays in doubt, unless it came with a 429.
"""

import enum
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final


class Meaning(enum.Enum):
    """What a code in a 4xx answer says about the request."""

    FINAL = "refused; the same request will be refused again"
    RETRY = "refused; the same request may be taken later"
    OPEN = "not a refusal: the service may have gone on"


_FINAL = (
    # 400: the body, or the media that it names
    "InvalidParameter",
    "invalid_parameter_error",  # the spelling in the upload page, for oss:// without the resolve header
    "InvalidParameter.DataInspection",
    "DataInspectionFailed",
    "IPInfringementSuspect",
    "InvalidURL",
    "InvalidURL.ConnectionRefused",
    "InvalidImageResolution",
    "InvalidImageFormat",
    "UnsupportedOperation",
    # 400, 403, 429: the account's money; waiting doesn't fill it
    "Arrearage",
    "AllocationQuota.FreeTierOnly",
    "CommodityNotPurchased",
    "PrepaidBillOverdue",
    "PostpaidBillOverdue",
    # 401, 403, 404: the key, its rights, names
    "InvalidApiKey",
    "NOT AUTHORIZED",
    "AccessDenied",
    "AccessDenied.Unpurchased",
    "Model.AccessDenied",
    "Workspace.AccessDenied",
    "App.AccessDenied",
    "ModelNotFound",
    "WorkSpaceNotFound",
    "NotFound",
)
_RETRY = (
    "Throttling",
    "Throttling.RateQuota",
    "Throttling.BurstRate",
    "Throttling.AllocationQuota",
    "InvalidURL.Timeout",  # the service could not read a medium in time, before it made a job
)
_OPEN = (
    "ClientDisconnect",  # documented as 400, but tells only that this side had gone
    "Conflict",
    "RequestTimeOut",
    "InternalError",
    "InternalError.Algo",
    "InternalError.FileUpload",
    "InternalError.Timeout",
    "InternalError.Upload",
    "ModelServiceFailed",
    "ModelServingError",
    "ModelUnavailable",
    "SystemError",
)
_FINAL_FAMILIES = ("BadRequest.", "InvalidFile.", "InvalidImage.")

CODES: Final[Mapping[str, Meaning]] = MappingProxyType(
    dict.fromkeys(_FINAL, Meaning.FINAL) | dict.fromkeys(_RETRY, Meaning.RETRY) | dict.fromkeys(_OPEN, Meaning.OPEN)
)


def meaning_of(code: str) -> Meaning | None:
    """Return what a code says, or None for one that the service doesn't document."""
    known = CODES.get(code)
    if known is None and code.startswith(_FINAL_FAMILIES):
        return Meaning.FINAL
    return known


# "billing details" stands in the words for a rate of tokens: https://help.aliyun.com/en/model-studio/rate-limit
_MONEY: Final = re.compile(
    r"budget|arrear|overdue|unpaid|payment|balance|top[ -]?up|recharge|\bbills?\b|billing(?! details)|free \w*\s*quota"
    r"|预算|欠费|账单|余额|逾期|未支付|充值|免费额度",
    re.IGNORECASE,
)


def speaks_of_money(text: str) -> bool:
    """Tell whether a 429 is about money, which no waiting brings, and not about a rate.

    The console's budget answers so: https://help.aliyun.com/zh/model-studio/budget-management (its code is nowhere said).
    """
    return _MONEY.search(text) is not None
