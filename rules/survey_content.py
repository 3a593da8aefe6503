"""The working of a survey as plain content: as `rules.plain` writes it.

Field by field, since there are dozens of shares and means for each agency. The ballots stand in the answer alone.
"""

from typing import Any

from rules.number import exact_text
from rules.plain import KIND, plain
from rules.survey_working import Mean, Share, SurveyWorking


def survey_content(working: SurveyWorking) -> dict[str, Any]:
    """*working* as content, but for its sample."""
    content: dict[str, Any] = {KIND: working.kind, "basis": str(working.basis), "standing": str(working.standing)}
    if working.shortages:
        content["shortages"] = plain(working.shortages)
    if working.shares:
        content["shares"] = [_share_content(share) for share in working.shares]
    if working.means:
        content["means"] = [_mean_content(mean) for mean in working.means]
    if working.overall is not None:
        content["overall"] = _mean_content(working.overall)
    if working.document:
        content["document"] = working.document
    if working.percent is not None:
        content["percent"] = exact_text(working.percent)
    if working.converted is not None:
        content["converted"] = plain(working.converted)
    return content


def _share_content(share: Share) -> dict[str, Any]:
    return {
        "group": share.group,
        "question": share.question,
        "worth": exact_text(share.worth),
        "counted": share.counted,
        "exact": exact_text(share.exact),
        "percent": exact_text(share.percent),
    }


def _mean_content(mean: Mean) -> dict[str, Any]:
    return {
        "code": mean.code,
        "parts": [
            {"code": part.code, "percent": exact_text(part.percent), "weight": exact_text(part.weight)}
            for part in mean.parts
        ],
        "counted": mean.counted,
        "exact": exact_text(mean.exact),
        "percent": exact_text(mean.percent),
    }
