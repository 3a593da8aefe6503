"""What the audit says, in words: what was done, to what kind of thing, and which field of it."""

from collections.abc import Mapping
from typing import Final

from rules.condition import Operator
from rules.errors import N_
from rules.measure import (
    CountBelow,
    CriterionPercent,
    CriterionPoints,
    IndicatorValue,
    LowestPercent,
    TotalPercent,
    TotalPoints,
)

ACTIONS: Final[Mapping[str, str]] = {
    "signed-in": N_("signed in"),
    "sign-in-locked": N_("sign-in locked after wrong passwords"),
    "sign-in-unlocked": N_("sign-in opened again"),
    "password-set": N_("password set by an administrator"),
    "password-changed": N_("own password changed"),
    "person-added": N_("user added"),
    "person-changed": N_("user changed"),
    "person-ended": N_("access of a user ended"),
    "deputy-named": N_("deputy named"),
    "deputy-ended": N_("deputy ended"),
    "api-key-created": N_("API key made"),
    "api-key-revoked": N_("API key revoked"),
    "agency-added": N_("agency added"),
    "agency-changed": N_("agency changed"),
    "block-added": N_("block added"),
    "period-added": N_("assessment period added"),
    "document-added": N_("document entered"),
    "document-changed": N_("document changed"),
    "document-related": N_("relation of documents entered"),
    "document-unrelated": N_("relation of documents taken back"),
    "document-file-added": N_("signed file attached"),
    "edition-drafted": N_("draft made from an edition"),
    "edition-drafted-by-import": N_("draft brought in from a file"),
    "edition-issued-by-import": N_("issued edition brought in from a file"),
    "edition-submitted": N_("draft submitted for approval"),
    "edition-returned": N_("draft returned to be completed"),
    "edition-cleared": N_("draft approved"),
    "edition-issued": N_("edition recorded as issued"),
    "edition-superseded": N_("edition replaced by a later one"),
    "edition-repealed": N_("edition recorded as repealed"),
    "edition-discarded": N_("draft discarded"),
    "draft-changed": N_("draft changed"),
    "draft-periods-changed": N_("periods of a draft changed"),
    "draft-origins-changed": N_("origins of criteria changed"),
    "draft-reasons-given": N_("reasons for changes given"),
    "draft-remarked": N_("remark on a draft"),
    "draft-remark-settled": N_("remark on a draft dealt with"),
    "problem-acknowledged": N_("issue to be decided on acknowledged"),
    "problem-acknowledgement-taken-back": N_("acknowledgement taken back"),
    "cases-generated": N_("test cases generated"),
    "case-written": N_("test case written"),
    "case-confirmed": N_("test case confirmed"),
    "case-removed": N_("test case taken out"),
    "fact-added": N_("result of an earlier year entered"),
    "fact-changed": N_("result of an earlier year changed"),
    "fact-forgotten": N_("result of an earlier year set back to unknown"),
    "head-added": N_("head of an agency entered"),
    "head-changed": N_("head of an agency changed"),
    "head-removed": N_("head of an agency taken out"),
    "value-supplied": N_("supplied figure entered"),
    "value-changed": N_("supplied figure changed"),
    "evaluated": N_("result determined"),
    "conclusion-proposed": N_("conclusion of the Council entered"),
    "conclusion-confirmed": N_("conclusion of the Council confirmed"),
    "conclusion-rejected": N_("conclusion of the Council rejected"),
    "near-threshold-viewed": N_("list of agencies close to a threshold viewed"),
    "reference-case-loaded": N_("reference case loaded"),
    "sample-loaded": N_("sample data loaded"),
}
"""What was done, by the action that is kept."""

SUBJECTS: Final[Mapping[str, str]] = {
    "person": N_("user"),
    "api_key": N_("API key"),
    "agency": N_("agency"),
    "block": N_("block"),
    "period": N_("assessment period"),
    "document": N_("document"),
    "edition": N_("rubric"),
    "evaluation": N_("result"),
    "conclusion": N_("conclusion of the Council"),
    "case": N_("loaded data"),
}
"""The kinds of things to which something is done."""

PLACE: Final = N_("place in the draft")
"""What `at` is of a change to a draft."""

POSITION: Final = N_("place in the list")
"""What `position` is of a change to a draft; it is told from one."""

MEASURES: Final[Mapping[str, str]] = {
    TotalPercent.kind: N_("Composite index"),
    TotalPoints.kind: N_("Total points"),
    CriterionPercent.kind: N_("index of a criterion"),
    CriterionPoints.kind: N_("points of a criterion"),
    LowestPercent.kind: N_("lowest index among the areas"),
    CountBelow.kind: N_("number of areas below a percentage"),
    IndicatorValue.kind: N_("figure of an indicator"),
}
"""What conditions look at, by the kind that is kept."""

OPERATORS: Final[Mapping[str, str]] = {
    Operator.AT_LEAST: N_("or more"),
    Operator.ABOVE: N_("more than"),
    Operator.AT_MOST: N_("or less"),
    Operator.BELOW: N_("less than"),
    Operator.EQUALS: N_("exactly"),
    Operator.IN: N_("one of these"),
    Operator.MISSING: N_("is missing"),
}
"""How a rule compares, in words."""
