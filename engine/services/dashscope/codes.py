"""The error codes of the service and what each means: of a submit, of a job that failed with it, and who must act (pure).

Codes and their HTTP statuses: https://help.aliyun.com/zh/model-studio/error-code (read 2026-05). Which may be sent
again is our judgement. A code that is not here says nothing: the submit stays in doubt, unless it came with a 429.
"""

import enum
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


class CodeMeaning(enum.Enum):
    """What a code in a 4xx answer says about the request."""

    FINAL = "refused; the same request will be refused again"
    RETRY = "refused; the same request may be taken later"
    OPEN = "not a refusal: the service may have gone on"


@dataclass(frozen=True, slots=True)
class Code:
    """What a code means.

    `submit` is what it says of a request. `failure` is the class of a job that ended FAILED with it, by which a step's rule
    tries it again: "service", "inspection" or "download", "" for none that a repetition cures. With `operator` the operator
    must act: the account, the key, its rights. The last two hold for codes too that go on with a dot; `submit` only with
    `family`.
    """

    submit: CodeMeaning
    failure: str = ""
    operator: bool = False
    family: bool = False


_FINAL, _RETRY, _OPEN = (Code(meaning) for meaning in CodeMeaning)
_OPERATOR = Code(CodeMeaning.FINAL, operator=True)
_SERVICE = Code(CodeMeaning.OPEN, failure="service")
_DOWNLOAD = Code(CodeMeaning.FINAL, failure="download")

CODES: Final[Mapping[str, Code]] = MappingProxyType(
    {
        # 400: the body, or the media that it names
        "InvalidParameter": _FINAL,
        "invalid_parameter_error": _FINAL,  # the spelling in the upload page, for oss:// without the resolve header
        "InvalidParameter.DataInspection": _FINAL,
        "DataInspectionFailed": Code(CodeMeaning.FINAL, failure="inspection"),
        "IPInfringementSuspect": _FINAL,
        "InvalidURL": _FINAL,
        "InvalidURL.ConnectionRefused": _FINAL,
        "InvalidURL.Timeout": Code(
            CodeMeaning.RETRY, failure="download"
        ),  # a medium not read in time, before it made a job
        "InvalidImageResolution": _FINAL,
        "InvalidImageFormat": _FINAL,
        "InvalidFile": Code(CodeMeaning.FINAL, family=True),
        "InvalidFile.DownloadFailed": _DOWNLOAD,
        "InvalidImage": Code(CodeMeaning.FINAL, family=True),
        "BadRequest": Code(CodeMeaning.FINAL, family=True),
        "BadRequest.InputDownloadFailed": _DOWNLOAD,
        "UnsupportedOperation": _FINAL,
        "NotFound": _FINAL,
        # 400, 403, 429: the account's money; waiting doesn't fill it
        "Arrearage": _OPERATOR,
        "AllocationQuota": _OPERATOR,
        "AllocationQuota.FreeTierOnly": _OPERATOR,
        "CommodityNotPurchased": _OPERATOR,
        "PrepaidBillOverdue": _OPERATOR,
        "PostpaidBillOverdue": _OPERATOR,
        # 401, 403, 404: the key, its rights, names
        "InvalidApiKey": _OPERATOR,
        "NOT AUTHORIZED": _OPERATOR,
        "AccessDenied": _OPERATOR,
        "AccessDenied.Unpurchased": _OPERATOR,
        "Model.AccessDenied": _OPERATOR,
        "Workspace.AccessDenied": _OPERATOR,
        "App.AccessDenied": _OPERATOR,
        "ModelNotFound": _OPERATOR,
        "WorkSpaceNotFound": _OPERATOR,
        # 429: too often
        "Throttling": _RETRY,
        "Throttling.RateQuota": _RETRY,
        "Throttling.BurstRate": _RETRY,
        "Throttling.AllocationQuota": _RETRY,
        # 5xx, and what tells only that something broke
        "ClientDisconnect": _OPEN,  # documented as 400, but tells only that this side had gone
        "Conflict": _OPEN,
        "RequestTimeOut": _SERVICE,
        "InternalError": _SERVICE,
        "InternalError.Algo": _SERVICE,
        "InternalError.FileUpload": _SERVICE,
        "InternalError.Timeout": _SERVICE,
        "InternalError.Upload": _SERVICE,
        "ModelServiceFailed": _SERVICE,
        "ModelServingError": _SERVICE,
        "ModelUnavailable": _SERVICE,
        "SystemError": _SERVICE,
    }
)


def meaning_of(code: str) -> CodeMeaning | None:
    """Return what a code says of a submit, or None for one that the service doesn't document."""
    if code in CODES:
        return CODES[code].submit
    return next((known.submit for known in _families(code) if known.family), None)


def failure_of(code: str) -> str:
    """Return the class of a job's failure, "" for one that no repetition cures."""
    return next((known.failure for known in _families(code) if known.failure), "")


def for_operator(code: str) -> bool:
    """Tell whether the operator must act."""
    return any(known.operator for known in _families(code))


def _families(code: str) -> Iterator[Code]:
    """Give what is known of a code and of those that it goes on from with a dot, the longest first."""
    while code:
        if code in CODES:
            yield CODES[code]
        code = code.rpartition(".")[0]


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
