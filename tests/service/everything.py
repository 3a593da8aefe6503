"""A rubric with at least one of everything."""

from dataclasses import replace
from fractions import Fraction

from rules import measure
from rules.condition import Condition, Operator
from rules.document import Citation, Document
from rules.rubric import Rubric
from rules.scope import Indicator
from rules.text import Text
from tests.builders import LAW, area, leaf, rubric, rule, table, when
from tests.every_criterion import every_criterion

GUIDANCE = Text("Chấm theo kế hoạch và báo cáo kết quả.", "By plan and report.")
SOURCE = Text("Văn phòng UBND tỉnh")
NOT_REVIEWED = Condition(measure.PreviousReviewed(), Operator.EQUALS, threshold=False)


def everything() -> Rubric:
    """A rubric with at least one of everything that a rubric can have."""
    m = measure
    number: list[measure.Measure] = [
        m.TotalPoints(),
        m.CriterionPoints("a"),
        m.CriterionPercent("b1"),
        m.StepRemainder("a"),
        m.LowestPercent("some"),
        m.CountBelow("some", Fraction("62.5")),
        m.IndicatorValue("speed"),
        m.PreviousRank(),
        m.FindingsOf("flags"),
    ]
    flags = table("flags", rule("low", when(m.CriterionPercent(), "<", "33.333333")), policy="COLLECT", scope="some")
    rating = table(
        "rating",
        rule("best", when(m.TotalPercent(), ">=", 90), NOT_REVIEWED),
        rule("good", when(m.PreviousOutcome("rating"), "in", ("best", "good")), when(m.PeriodCode(), "=", "2022")),
        outcomes=("best", "good", "rest"),
        default="rest",
        places=2,
    )
    beside = Fraction("0.1")  # no more can lie beside a step of 0.25
    bounds = [beside if isinstance(each, m.StepRemainder) else 1 for each in number]
    rules = [
        rule("n", when(each, ">", bound), code=f"n{place}")
        for place, (each, bound) in enumerate(zip(number, bounds, strict=True))
    ]
    silent = rule("n", when(m.OutcomeOf("rating"), "=", "good"), when(m.IndicatorValue("speed")), code="silent")
    other = Document("other", Text("Công văn"), "", "2021", Text(""), Text(""))
    cited = Citation("law", stated_in="other", place=Text("Mục I", "Section I"))
    article = Citation("other", article="Điều 3")
    worth = table(
        "worth", *rules, replace(silent, citations=(cited, article)), policy="COLLECT SUM", values={"n": "-0.5"}
    )
    whole = rubric(
        flags,
        replace(rating, assumptions=(Text("Giả định", "Assumed"), Text("Chưa dịch"))),
        worth,
        criteria=(
            replace(leaf("a", "60.25", low="-5", step="0.25"), guidance=GUIDANCE, source=SOURCE),
            area("b", leaf("b1", 20), area("b2", leaf("b21", "19.75"))),
            *every_criterion(),
        ),
        scopes={"some": ("b21", "a", "b1"), "other": ("b",)},
        indicators=("speed", "other"),
        exemptions=(("b2", "so-noi-vu"), ("a", "so-y-te")),
        documents=(LAW, other),
        review_table="flags",
    )
    speed = Indicator("speed", Text("Tốc độ"), Text("km/h"), Fraction("-0.000001"), Fraction(10**10))
    return replace(whole, code="everything", block="so", indicators=(speed, whole.indicators[1]))
