"""Impact: what another edition changes for sheets that were judged, what it cannot say, and who is close to it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foresight.carrying import Judged, Origins, Why, inverted, namesakes
from foresight.impact import Effect, Impact, impact
from foresight.impact_phrases import Scene, effect_texts, impact_lines, lacking_text, near_text, summary_text
from foresight.standing import Found, Share
from rules.answer import Counted, NotApplicable, Points
from rules.condition import Condition
from rules.content import edition_of
from rules.criterion import Absence, Criterion
from rules.evaluation import evaluate
from rules.language import CODES
from rules.measure import (
    CountBelow,
    CriterionPercent,
    CriterionPoints,
    IndicatorValue,
    LowestPercent,
    PreviousOutcome,
    TotalPercent,
    TotalPoints,
)
from rules.methods.choice import Choice, Option
from rules.methods.figure import Figure, Quantity
from rules.methods.ratio import RatioToTarget
from rules.methods.relative import RelativeToBest
from rules.methods.worth import FixedPoints
from rules.rubric import Rubric
from rules.settlement import Reason
from rules.sheet import Previous, Sheet
from rules.telling import Names
from rules.text import Text
from rulesvc.languages import language
from tests.builders import area, leaf, rubric, rule, sheet, table, text, when
from tests.hai_duong import block_of, edited, moved, rubric_of, sheets
from tests.sample import sample_rubric, sample_sheets

VI, EN = map(language, CODES)
HEADS = {
    "so-khoa-hoc-cong-nghe": Names("Sở Khoa học và Công nghệ", "Giám đốc Sở Khoa học và Công nghệ"),
    "kim-thanh": Names("UBND huyện Kim Thành", "Chủ tịch UBND huyện Kim Thành"),
}
WHO = {"so": "so-khoa-hoc-cong-nghe", "huyen": "kim-thanh"}


def tried(old: Rubric, new: Rubric, *given: Sheet, origins: Origins | None = None) -> Impact:
    """The impact of *new* on sheets of one period that *old* judged."""
    edition = edition_of(old, 1)
    mapped = namesakes(old, new) if origins is None else origins
    judged = [Judged(edition, each, evaluate(edition, each), mapped) for each in given]
    (found,) = impact(edition_of(new, 2), judged)
    return found


def of_case(block: str, change: Callable[[Condition], Condition], *, of: str = "head_rating") -> tuple[Impact, Rubric]:
    """The impact of a threshold that is moved, on a block of the reference case."""
    old = rubric_of(block)
    new = edited(old, of, change)
    return tried(old, new, *(each for code, each in sheets().items() if block_of(code) == block)), new


def changes(effect: Effect) -> dict[str, tuple[str, str]]:
    turned = {turn.table: (turn.before, turn.after) for turn in effect.turns if turn.changes}
    return {code: (was.outcome, now.outcome) for code, (was, now) in turned.items() if was and now}


# ---- the reference case ----------------------------------------------------------------------------------------------

TOLD = {
    "so": "Khối, năm 2022: 17/18 cơ quan, đơn vị không thay đổi; 01 cơ quan, đơn vị thay đổi: Giám đốc Sở Khoa học và "
    "Công nghệ từ Hoàn thành xuất sắc nhiệm vụ xuống Hoàn thành tốt nhiệm vụ, do lĩnh vực Cải cách tài chính công đạt "
    "5,00/6 điểm (83,33%), thiếu 0,10 điểm so với mức 85%.",
    "huyen": "Khối, năm 2022: 11/12 cơ quan, đơn vị không thay đổi; 01 cơ quan, đơn vị thay đổi: Chủ tịch UBND huyện "
    "Kim Thành từ Hoàn thành xuất sắc nhiệm vụ xuống Hoàn thành tốt nhiệm vụ, do 02 lĩnh vực dưới 85%: Cải cách thể "
    "chế 4,50/5,5 điểm (81,82%, thiếu 0,18 điểm), Cải cách tài chính công 5,75/7 điểm (82,14%, thiếu 0,20 điểm).",
}


@pytest.mark.parametrize("block", ["so", "huyen"])
def test_the_floor_of_the_best_rating_at_85_changes_one_agency_of_each_block(block: str) -> None:
    found, new = of_case(block, moved("lowest_percent", 80, 85))
    (effect,) = found.changed
    assert effect.agency == WHO[block]
    assert changes(effect) == {"head_rating": ("hoan-thanh-xuat-sac", "hoan-thanh-tot")}
    assert not effect.total_changes
    assert not effect.rank_changes
    scene = Scene(new, VI, "Khối", HEADS)
    assert summary_text(found, scene) == TOLD[block]
    assert (
        "Nhóm điểm theo Chỉ số tổng hợp; Lĩnh vực thuộc diện phải kiểm điểm; Kiểm điểm năm thứ hai liên tiếp; "
        "Kiểm tra số liệu: không thay đổi."
    ) in impact_lines(found, scene)


def test_how_many_stand_where_before_and_after() -> None:
    found, new = of_case("so", moved("lowest_percent", 80, 85))
    assert found.shares["head_rating"] == (
        Share(3, 2, "hoan-thanh-xuat-sac"),
        Share(13, 14, "hoan-thanh-tot"),
        Share(2, 2, "hoan-thanh"),
        Share(0, 0, "khong-hoan-thanh"),
    )
    assert found.shares["review"] == (Share(4, 4, "kiem-diem"), Share(14, 14))
    assert (
        "Mức độ hoàn thành nhiệm vụ CCHC của người đứng đầu: Hoàn thành xuất sắc nhiệm vụ: trước 03, sau 02; "
        "Hoàn thành tốt nhiệm vụ: trước 13, sau 14; Hoàn thành nhiệm vụ: trước 02, sau 02."
    ) in impact_lines(found, Scene(new, VI))


def test_what_is_found_besides_and_what_no_longer_is_told_with_its_figure() -> None:
    stricter, new = of_case("huyen", moved("criterion_percent", 75, 76), of="review")
    (effect,) = stricter.changed
    area_of = "Xây dựng và phát triển Chính quyền điện tử, Chính quyền số"
    assert effect_texts(effect, Scene(new, VI)) == [
        (
            f"tu-ky có thêm “Thuộc diện phải tổ chức kiểm điểm”: {area_of}, do lĩnh vực {area_of} đạt 6,75/9 điểm, "
            "bằng 75,00% (điều kiện: dưới 76%)"
        )
    ]
    looser, new = of_case("huyen", moved("criterion_percent", 75, 65), of="review")
    (effect,) = looser.changed
    assert effect_texts(effect, Scene(new, VI)) == [
        (
            f"thanh-ha không còn “Thuộc diện phải tổ chức kiểm điểm”: {area_of}, do lĩnh vực {area_of} đạt 6,00/9 "
            "điểm, bằng 66,67% (không thuộc điều kiện: dưới 65%)"
        )
    ]


def test_whoever_rises_is_told_with_what_is_met() -> None:
    found, new = of_case("so", moved("total_percent", 90, 89), of="group")
    (effect,) = found.changed
    assert effect_texts(effect, Scene(new, EN)) == [
        (
            "so-lao-dong-tbxh up from “Composite index from 80% to below 90%” to “Composite index of 90% or more”, "
            "because the composite index is 89.50% of the maximum points, which meets the condition “89% or more”"
        )
    ]


def test_more_than_a_line_can_hold_is_told_one_by_one() -> None:
    found, new = of_case("so", moved("total_percent", 80, 88), of="group")
    assert len(found.changed) > 5
    first, *lines = impact_lines(found, Scene(new, VI, "Khối"))
    assert first.endswith(f"{len(found.changed)} cơ quan, đơn vị thay đổi.")
    assert sum(line.startswith("- ") for line in lines) == len(found.changed)


# ---- what is carried over --------------------------------------------------------------------------------------------

TOTAL = table("total", rule("high", when(TotalPercent(), ">=", 80)), rule("low", when(TotalPercent(), "<", 80)))
TWO = rubric(TOTAL, criteria=(leaf("a", 60), leaf("b", 40)))
ASKED = sheet({"a": 50, "b": 35})


def lacking(
    new: Rubric, origins: Mapping[str, tuple[str, ...]], given: Sheet = ASKED, old: Rubric = TWO
) -> dict[str, Why]:
    (effect,) = tried(old, new, given, origins=origins).effects
    assert (effect.result is None) == bool(effect.lacking)
    return {each.criterion: each.why for each in effect.lacking}


def with_criteria(*criteria: Criterion) -> Rubric:
    return rubric(TOTAL, criteria=criteria)


def test_a_renamed_criterion_keeps_its_answer_and_its_findings() -> None:
    def flags(code: str) -> Rubric:
        found = table("flags", rule("weak", when(CriterionPercent(), "<", 90)), policy="COLLECT", scope="all")
        return rubric(TOTAL, found, criteria=(leaf(code, 60), leaf("b", 40)), scopes={"all": (code, "b")})

    found = tried(flags("a"), flags("x"), ASKED, origins={"x": ("a",), "b": ("b",)})
    assert found.changed == ()
    (effect,) = found.effects
    (turn,) = (turn for turn in effect.turns if turn.table == "flags")
    assert turn.after is not None
    assert turn.after.findings == (Found("b", "weak"), Found("x", "weak"))


def test_what_cannot_be_mapped_is_listed_by_criterion_and_nothing_is_said_of_the_agency() -> None:
    new = with_criteria(leaf("a", 50), leaf("a2", 10), leaf("b", 40), leaf("c", 10))
    origins = {"a": ("a",), "a2": ("a",), "b": ("b",), "c": ()}
    assert lacking(new, origins) == {"a": Why.SPLIT, "a2": Why.SPLIT, "c": Why.NEW}
    assert lacking(with_criteria(leaf("m", 100)), {"m": ("a", "b")}) == {"m": Why.MERGED}
    found = tried(TWO, new, ASKED, origins=origins)
    assert (found.changed, len(found.uncomputed)) == ((), 1)
    scene = Scene(new, VI, "Khối", {"agency": Names("Sở A")})
    assert (
        summary_text(found, scene)
        == "Khối, năm 2022: chưa tính được đối với cơ quan, đơn vị nào trong số 01 cơ quan, đơn vị."
    )
    (effect,) = found.effects
    told = [lacking_text(each, scene) for each in effect.lacking]
    assert told[2] == "“c (vi)”: tiêu chí mới, chưa có số liệu"
    assert f"Chưa tính được đối với 01/01 cơ quan, đơn vị (Sở A): {'; '.join(told)}." in impact_lines(found, scene)


def test_who_could_not_be_computed_is_counted_and_named_beside_the_distribution() -> None:
    """Of three agencies one has no figure for what one of the other two alone was exempt from."""
    old = rubric(TOTAL, criteria=TWO.criteria, exemptions=(("a", "x"),))
    new = rubric(edited(TWO, "total", moved("total_percent", 80, 90)).table["total"], criteria=TWO.criteria)
    given = (sheet({"b": 38}, agency="x"), sheet({"a": 50, "b": 35}, agency="y"), sheet({"a": 60, "b": 40}, agency="z"))
    found = tried(old, new, *given, origins={"a": ("a",), "b": ("b",)})
    scene = Scene(new, VI, "Khối", {"x": Names("Xã X")})
    assert summary_text(found, scene).startswith(
        "Khối, năm 2022: 01/03 cơ quan, đơn vị không thay đổi; 01 cơ quan, đơn vị chưa tính được; 01 cơ quan, đơn vị "
        "thay đổi: y từ"
    )
    (distribution,) = (line for line in impact_lines(found, scene) if "trước" in line)
    assert distribution == (
        "total (vi): high (vi): trước 03, sau 01; low (vi): trước 0, sau 01; chưa tính được 01 (Xã X)."
    )


def test_points_of_parts_are_not_those_of_a_component() -> None:
    old = rubric(TOTAL, criteria=(area("a", leaf("a1", 30), leaf("a2", 30)), leaf("b", 40)))
    origins = {"a": ("a",), "b": ("b",)}
    assert lacking(TWO, origins, sheet({"a1": 20, "a2": 20, "b": 30}), old) == {"a": Why.NO_LEAF}


def test_what_was_not_asked_of_an_agency_is_not_known_of_it() -> None:
    old = rubric(TOTAL, criteria=TWO.criteria, exemptions=(("a", "agency"),))
    identity = {"a": ("a",), "b": ("b",)}
    assert lacking(TWO, identity, sheet({"b": 35}), old) == {"a": Why.NOT_ANSWERED}
    (effect,) = tried(TWO, old, ASKED, origins=identity).effects
    assert effect.after is not None
    assert (effect.after.points, effect.after.max_points) == (Fraction(35), Fraction(40))


def test_an_answer_that_the_method_does_not_accept_is_told_with_the_refusal() -> None:
    asks = Choice(
        (Option("yes", Text("Có"), FixedPoints(Fraction(60))), Option("no", Text("Không"), FixedPoints(Fraction(0))))
    )
    new = with_criteria(replace(leaf("a", 60), method=asks), leaf("b", 40), leaf("c", 1))
    origins = {"a": ("a",), "b": ("b",), "c": ()}
    assert lacking(new, origins) == {"a": Why.REFUSED, "c": Why.NEW}
    whole = with_criteria(replace(leaf("a", 60), method=asks), leaf("b", 40))
    (effect,) = tried(TWO, whole, ASKED).effects
    (refused,) = effect.lacking
    assert lacking_text(refused, Scene(whole, VI)).startswith(
        "“a (vi)”: số liệu đã báo cáo không phù hợp với cách chấm"
    )
    capped = with_criteria(leaf("a", 45), leaf("b", 55))
    assert lacking(capped, namesakes(TWO, capped)) == {"a": Why.REFUSED}


def test_what_did_not_arise_is_refused_where_it_always_does() -> None:
    new = with_criteria(leaf("a", 60), replace(leaf("b", 40), not_applicable=Absence.REFUSED))
    absent = replace(ASKED, answers=(Points("a", Fraction(50)), NotApplicable("b", "none")))
    assert lacking(new, namesakes(TWO, new), absent) == {"b": Why.REFUSED}


def test_facts_that_the_edition_does_not_know_stay_behind() -> None:
    speed = table("speed", rule("fast", when(IndicatorValue("speed"), ">=", 5)))
    was = table("was", rule("again", when(PreviousOutcome("total"), "=", "high")))
    old = rubric(TOTAL, speed, was, criteria=TWO.criteria, indicators=("speed", "other"))
    given = replace(
        ASKED, indicators={"speed": Fraction(7), "other": Fraction(1)}, previous=Previous(outcomes={"total": "high"})
    )
    other = table("total", *(replace(each, outcome=each.outcome[:1]) for each in TOTAL.rules))
    renamed = rubric(other, speed, criteria=TWO.criteria, indicators=("speed",))
    (effect,) = tried(old, renamed, given).effects
    assert changes(effect) == {"total": ("high", "h")}
    assert [(turn.table, turn.after is None) for turn in effect.turns][-1] == ("was", True)


def test_a_figure_is_scored_relative_to_the_best_of_the_period_in_a_second_pass() -> None:
    count = Figure(Quantity.COUNT)
    share = Criterion("a", text("a"), Fraction(100), method=RatioToTarget(count, Fraction(100)))
    old, new = with_criteria(share), with_criteria(replace(share, method=RelativeToBest(count)))
    both = [Sheet(code, "2022", (Counted("a", n),)) for code, n in (("one", 40), ("two", 20))]
    found = tried(old, new, *both)
    after = {effect.agency: effect.after.points for effect in found.effects if effect.after}
    assert after == {"one": 100, "two": 50}
    back = tried(new, new, *(replace(each, bests={"a": Fraction(80)}) for each in both))
    assert back.changed == ()  # what was known of the period is known still


def test_without_a_common_line_only_a_criterion_of_the_same_code_and_name_is_the_same() -> None:
    new = with_criteria(leaf("a", 60), replace(leaf("b", 40), name=Text("Khác")))
    assert namesakes(TWO, new) == {"a": ("a",), "b": ()}
    assert inverted({"x": ("a",), "y": ("a", "b")}, TWO) == {"a": ("x", "y"), "b": ("y",)}


# ---- points and ranks ------------------------------------------------------------------------------------------------


def test_equal_percentages_share_a_rank_and_the_next_is_behind_both() -> None:
    given = [sheet({"a": a, "b": b}, agency=code) for code, a, b in (("x", 40, 40), ("y", 60, 20), ("z", 10, 40))]
    new = with_criteria(leaf("b", 40), leaf("c", 60))
    ranks = [effect.before.rank for effect in tried(TWO, TWO, *given).effects]
    assert ranks == [1, 1, 3]
    only_b = tried(TWO, with_criteria(leaf("b", 40)), *given)
    assert [effect.after.rank for effect in only_b.effects if effect.after] == [1, 3, 1]
    y = only_b.effects[1]
    assert effect_texts(y, Scene(with_criteria(leaf("b", 40)), VI)) == [
        (
            "y từ “high (vi)” xuống “low (vi)”, do Chỉ số tổng hợp đạt 50,00% so với điểm tối đa, thiếu 12,00 điểm "
            "so với mức 80%"
        ),
        "y từ 80,00/100 điểm (80,00%) thành 20,00/40 điểm (50,00%), do a (vi) không còn được chấm (60,00 điểm)",
        "y từ xếp thứ 1 sang xếp thứ 3",
    ]
    assert all(effect.after is None for effect in tried(TWO, new, *given).effects)


def test_ranks_are_not_told_where_somebody_could_not_be_computed() -> None:
    old = rubric(TOTAL, criteria=TWO.criteria, exemptions=(("b", "x"),))
    found = tried(old, TWO, sheet({"a": 40}, agency="x"), sheet({"a": 60, "b": 20}, agency="y"))
    assert [effect.after and effect.after.rank for effect in found.effects] == [None, None]
    lines = impact_lines(found, Scene(TWO, EN))
    assert "Ranks are not compared, since not all agencies could be computed." in lines


def test_each_period_is_an_impact_of_its_own_and_each_sheet_is_told() -> None:
    edition, told = edition_of(TWO, 1), list[str]()
    given = [replace(ASKED, period=period) for period in ("2021", "2022-h1", "2021")]
    judged = [Judged(edition, each, evaluate(edition, each), namesakes(TWO, TWO)) for each in given]
    found = impact(edition, judged, lambda: told.append("done"))
    assert [(each.period, len(each.effects)) for each in found] == [("2021", 2), ("2022-h1", 1)]
    assert len(told) == 3


# ---- tables ----------------------------------------------------------------------------------------------------------


def test_an_outcome_may_give_way_to_silence_lack_of_data_or_an_overlap() -> None:
    silent = rubric(table("total", rule("high", when(TotalPercent(), ">=", 90))), criteria=TWO.criteria)
    speed = when(IndicatorValue("speed"), ">=", 5)
    asks = rubric(table("total", rule("high", speed)), criteria=TWO.criteria, indicators=("speed",))
    both = rule("high", when(TotalPercent(), ">=", 80)), rule("low", when(TotalPercent(), ">=", 70))
    overlap = rubric(table("total", *both, policy="UNIQUE"), criteria=TWO.criteria)
    told = {}
    for name, new in {"silent": silent, "asks": asks, "overlap": overlap}.items():
        (effect,) = tried(TWO, new, ASKED).effects
        (told[name],) = effect_texts(effect, Scene(new, VI))
    assert told["silent"] == (
        "agency từ “high (vi)” chuyển sang trường hợp quy định chưa điều chỉnh, do Chỉ số tổng hợp đạt 85,00% so với "
        "điểm tối đa, thiếu 5,00 điểm so với mức 90%"
    )
    assert told["asks"].startswith("agency từ “high (vi)” chuyển sang chưa xác định được do thiếu số liệu, do thiếu số")
    assert told["overlap"].startswith("agency từ “high (vi)” chuyển sang trường hợp quy định chồng chéo")


def test_numbers_and_tables_that_only_one_edition_has_are_told_as_such() -> None:
    def counting(code: str, at: int) -> Rubric:
        counts = table(code, rule("hit", when(TotalPercent(), ">=", at)), policy="COLLECT COUNT")
        return rubric(TOTAL, counts, criteria=TWO.criteria)

    (effect,) = tried(counting("n", 80), counting("n", 90), ASKED).effects
    assert effect_texts(effect, Scene(counting("n", 90), VI)) == ["agency từ “n (vi)”: 1 chuyển sang “n (vi)”: 0"]
    found = tried(counting("n", 80), counting("m", 80), ASKED)
    assert found.changed == ()
    lines = impact_lines(found, Scene(counting("m", 80), VI))
    assert {"total (vi): không thay đổi.", "“m (vi)”: bổ sung mới.", "“n (vi)”: không còn."} <= set(lines)
    assert found.shares["n"] == (Share(0, 0, "hit"), Share(1, 0, number=Fraction(1)))


def test_a_finding_of_a_criterion_that_is_gone_is_told_by_its_old_name() -> None:
    found = table("flags", rule("weak", when(CriterionPercent(), "<", 90)), policy="COLLECT", scope="all")
    old = rubric(found, criteria=TWO.criteria, scopes={"all": ("a", "b")})
    new = rubric(found, criteria=(leaf("b", 40),), scopes={"all": ("b",)})
    (effect,) = tried(old, new, ASKED).effects
    first, *_ = effect_texts(effect, Scene(new, VI))
    assert first == ("agency không còn “weak (vi)”: a (vi), do “a (vi)” không còn là tiêu chí của bộ chỉ số")


# ---- who is near -----------------------------------------------------------------------------------------------------


def test_whoever_is_within_a_percentage_point_is_near_and_nobody_else() -> None:
    found, new = of_case("so", moved("lowest_percent", 80, 85))
    near = {(effect.agency, each.table, each.upwards) for effect in found.effects for each in effect.near}
    assert near == {
        ("so-ke-hoach-dau-tu", "head_rating", False),
        ("so-lao-dong-tbxh", "group", True),
        ("bql-khu-cong-nghiep", "group", False),
    }
    effect = next(each for each in found.effects if each.agency == "so-lao-dong-tbxh")
    assert near_text(effect.near[0], effect, Scene(new, VI)) == (
        "Sát mức 90%: so-lao-dong-tbxh từ “Nhóm đạt Chỉ số tổng hợp từ 80% đến dưới 90%” lên “Nhóm đạt Chỉ số tổng hợp "
        "từ 90% trở lên” nếu qua mức này; hiện nay Chỉ số tổng hợp đạt 89,50% so với điểm tối đa"
    )


SIGNS = st.sampled_from([">=", ">", "<", "<="])


@given(st.lists(st.tuples(SIGNS, st.integers(20, 28)), min_size=1, max_size=4), st.integers(80, 112))
@settings(max_examples=60, deadline=None)
def test_near_is_whoever_would_be_settled_otherwise_a_little_further(
    asked: list[tuple[str, int]], quarters: int
) -> None:
    rules = [rule(f"o{n}", when(TotalPercent(), sign, at)) for n, (sign, at) in enumerate(asked)]
    one = rubric(table("t", *rules), criteria=(leaf("a", 100),))

    def answered(eighths: int) -> str | None:
        result = evaluate(edition_of(one, 1), sheet({"a": Fraction(eighths, 8)}))
        return result["outcomes"]["t"]["code"]

    now = 2 * quarters
    (effect,) = tried(one, one, sheet({"a": Fraction(quarters, 4)})).effects
    ways = {each.upwards for each in effect.near}
    beyond = range(1, 10)  # an eighth more: a threshold at just one point counts, on whichever side of it one answers
    assert (True in ways) == any(answered(now + step) != answered(now) for step in beyond)
    assert (False in ways) == any(answered(now - step) != answered(now) for step in beyond)


@pytest.mark.parametrize(
    ("condition", "near"),
    [
        (when(TotalPoints(), ">=", 86), True),
        (when(TotalPoints(), ">=", "86.5"), False),
        (when(CriterionPoints("b"), ">=", "35.4"), True),
        (when(CriterionPoints("b"), ">=", "35.5"), False),
        (when(LowestPercent("all"), ">=", 84), True),
        (when(CountBelow("all", Fraction(84)), "<", 1), True),
        (when(CountBelow("all", Fraction(85)), "<", 1), False),
        (when(CountBelow("all", Fraction(83)), "<", 1), True),
        (when(CountBelow("all", Fraction(82)), "<", 1), False),
        (when(IndicatorValue("share"), ">=", 50), True),
        (when(IndicatorValue("speed"), ">=", 50), False),
    ],
)
def test_what_is_little_hangs_on_what_is_measured(condition: Condition, near: bool) -> None:  # noqa: FBT001 -- a table
    one = rubric(
        table("t", rule("yes", condition), default="no"),
        criteria=TWO.criteria,
        scopes={"all": ("a", "b")},
        indicators=("share", "speed"),
    )
    share, speed = one.indicators
    one = replace(one, indicators=(replace(share, unit=Text("%")), speed))
    given = replace(ASKED, indicators={"share": Fraction("49.5"), "speed": Fraction("49.5")})
    (effect,) = tried(one, one, given).effects
    assert bool(effect.near) is near
    for each in effect.near:
        for into in (VI, EN):
            assert near_text(each, effect, Scene(one, into))


# ---- nothing changes -------------------------------------------------------------------------------------------------


def test_an_unchanged_edition_changes_nothing_whatever_the_methods() -> None:
    same = sample_rubric()
    found = tried(same, same, *sample_sheets())
    assert (found.changed, found.uncomputed) == ((), ())
    assert all(share.before == share.after for of_table in found.shares.values() for share in of_table)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 40)), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_an_unchanged_edition_changes_nothing(points: list[tuple[int, int]]) -> None:
    given = [sheet({"a": a, "b": b}, agency=f"x{n}") for n, (a, b) in enumerate(points)]
    found = tried(TWO, TWO, *given)
    assert found.changed == ()
    assert [effect.before for effect in found.effects] == [effect.after for effect in found.effects]
    lines = impact_lines(found, Scene(TWO, EN))
    assert lines[:2] == [f"In 2022: {len(given)}/{len(given)} agencies unchanged.", "total (en): no change."]


def test_undetermined_before_and_after_is_no_change() -> None:
    silent = rubric(table("t", rule("yes", when(TotalPercent(), ">", 100))), criteria=TWO.criteria)
    found = tried(silent, silent, ASKED)
    assert found.changed == ()
    assert found.shares["t"] == (Share(0, 0, "yes"), Share(1, 1, reason=Reason.NO_RULE))
