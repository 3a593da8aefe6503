"""Chapter 14: comparison. What a draft changes against the edition in force, by meaning, and how it is told."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import settings

from rules.comparison import compare
from rules.comparison_columns import ThreeColumns, three_columns
from rules.comparison_content import as_content
from rules.comparison_phrases import told
from rules.comparison_values import with_agencies
from rules.condition import Condition
from rules.criterion import Criterion
from rules.document import Citation
from rules.errors import UnknownReference
from rules.language import Language
from rules.measure import (
    CriterionPercent,
    CriterionPoints,
    IndicatorValue,
    TotalPercent,
    TotalPoints,
)
from rules.rubric import Rubric
from rules.scope import Exemption, Indicator, Scope
from rules.table import Grain, HitPolicy, Outcome, Rule, Subject, Table
from rules.text import Text
from tests.builders import LAW, area, leaf, rubric, rule, table, text, when
from tests.hai_duong import edited, moved, rubric_of
from tests.spec.edits import renamed, with_criteria, with_table

stable = settings(max_examples=100, deadline=None, derandomize=True, database=None)
many = settings(stable, max_examples=200)

VI, EN = Language("vi"), Language("en")
SO = rubric_of("so")
RATING = "bảng điều kiện “Mức độ hoàn thành nhiệm vụ CCHC của người đứng đầu”"
SEVEN = "Danh mục lĩnh vực được xét “Bảy lĩnh vực chấm theo tài liệu kiểm chứng”"
FLOOR = "từng lĩnh vực trong bảy lĩnh vực chấm theo tài liệu kiểm chứng"


def in_vietnamese(new: Rubric, old: Rubric = SO, **given: Any) -> list[str]:
    """The sentences from *old* to *new*."""
    return [told(change, VI) for change in compare(old, new, **given)]


def columns(new: Rubric, old: Rubric = SO, reasons: dict[str, str] | None = None, **given: Any) -> list[ThreeColumns]:
    return list(three_columns(compare(old, new, **given), old, new, reasons or {}, VI))


def with_caps(**caps: int) -> Rubric:
    """The reference rubric with other caps (underscores for hyphens)."""
    named = {code.replace("_", "-"): Fraction(cap) for code, cap in caps.items()}
    return with_criteria(lambda each: [replace(each, max_points=named.get(each.code, each.max_points))], SO)


# ---- Hải Dương, as an approver reads it ------------------------------------------------------------------------------


def test_a_threshold_that_is_lowered_is_one_change_of_its_condition() -> None:
    assert in_vietnamese(edited(SO, "head_rating", moved("total_percent", 90, 89))) == [
        (
            f"Quy tắc 1 (“Hoàn thành xuất sắc nhiệm vụ”) của {RATING}: "
            "sửa điều kiện từ “Chỉ số tổng hợp từ 90% trở lên” thành “Chỉ số tổng hợp từ 89% trở lên”."
        )
    ]


def test_a_floor_that_is_lowered() -> None:
    assert in_vietnamese(edited(SO, "head_rating", moved("lowest_percent", 70, 60))) == [
        (
            f"Quy tắc 2 (“Hoàn thành tốt nhiệm vụ”) của {RATING}: "
            f"sửa điều kiện từ “{FLOOR} từ 70% trở lên” thành “{FLOOR} từ 60% trở lên”."
        )
    ]


def test_points_that_go_from_one_area_to_another() -> None:
    draft = with_caps(the_che=9, tai_chinh_cong=7)
    assert in_vietnamese(draft) == [
        "Lĩnh vực “Cải cách thể chế”: sửa điểm tối đa từ 10 điểm thành 9 điểm.",
        "Lĩnh vực “Cải cách tài chính công”: sửa điểm tối đa từ 6 điểm thành 7 điểm.",
    ]
    assert columns(draft, reasons={"criterion/the-che": "Theo kết quả rà soát."}) == [
        ThreeColumns(
            "criterion/the-che",
            "Cải cách thể chế: điểm tối đa 10 điểm; bước chấm 0,25 điểm",
            "Cải cách thể chế: điểm tối đa 9 điểm; bước chấm 0,25 điểm",
            "Theo kết quả rà soát.",
        ),
        ThreeColumns(
            "criterion/tai-chinh-cong",
            "Cải cách tài chính công: điểm tối đa 6 điểm; bước chấm 0,25 điểm",
            "Cải cách tài chính công: điểm tối đa 7 điểm; bước chấm 0,25 điểm",
            "",
        ),
    ]


TEXTS = Criterion("van-ban", Text("Xây dựng văn bản quy phạm pháp luật"), Fraction(6))
CHECKS = Criterion("ra-soat", Text("Kiểm tra, rà soát văn bản"), Fraction(4))
HALVES = {"van-ban": ("the-che",), "ra-soat": ("the-che",)}


def halved() -> Rubric:
    """The reference rubric with one area split in two, everywhere where it was named."""

    def halves(codes: tuple[str, ...]) -> Iterator[str]:
        for code in codes:
            yield from ("van-ban", "ra-soat") if code == "the-che" else (code,)

    scopes = tuple(replace(scope, criteria=tuple(halves(scope.criteria))) for scope in SO.scopes)
    return with_criteria(lambda each: [TEXTS, CHECKS] if each.code == "the-che" else [each], SO, scopes=scopes)


def test_a_criterion_that_is_split_in_two() -> None:
    assert in_vietnamese(halved(), origins=HALVES) == [
        (
            "Tách lĩnh vực “Cải cách thể chế” (điểm tối đa 10 điểm; bước chấm 0,25 điểm) thành "
            "lĩnh vực “Xây dựng văn bản quy phạm pháp luật” (điểm tối đa 6 điểm) và "
            "lĩnh vực “Kiểm tra, rà soát văn bản” (điểm tối đa 4 điểm)."
        ),
        f"{SEVEN}: bỏ lĩnh vực “Cải cách thể chế”.",
        f"{SEVEN}: bổ sung lĩnh vực “Xây dựng văn bản quy phạm pháp luật”.",
        f"{SEVEN}: bổ sung lĩnh vực “Kiểm tra, rà soát văn bản”.",
    ]
    first = columns(halved(), origins=HALVES)[0]
    assert (first.key, first.current) == (
        "criterion/the-che",
        "Cải cách thể chế: điểm tối đa 10 điểm; bước chấm 0,25 điểm",
    )
    assert first.draft == (
        "Xây dựng văn bản quy phạm pháp luật: điểm tối đa 6 điểm\nKiểm tra, rà soát văn bản: điểm tối đa 4 điểm"
    )


def test_two_criteria_that_are_merged() -> None:
    first, *_ = in_vietnamese(SO, halved(), origins={"the-che": ("van-ban", "ra-soat")})
    assert first == (
        "Hợp nhất lĩnh vực “Xây dựng văn bản quy phạm pháp luật” (điểm tối đa 6 điểm) và "
        "lĩnh vực “Kiểm tra, rà soát văn bản” (điểm tối đa 4 điểm) thành "
        "lĩnh vực “Cải cách thể chế” (điểm tối đa 10 điểm; bước chấm 0,25 điểm)."
    )


def test_a_criterion_that_is_not_assessed_for_one_agency() -> None:
    draft = replace(SO, exemptions=(Exemption("tai-chinh-cong", "so-y-te"),))
    changes = with_agencies(compare(SO, draft), {"so-y-te": Text("Sở Y tế")})
    about = "rường hợp không thuộc phạm vi đánh giá: “Cải cách tài chính công” đối với “Sở Y tế”"
    assert [told(change, VI) for change in changes] == [f"Bổ sung t{about}."]
    assert three_columns(changes, SO, draft, {}, VI) == (
        ThreeColumns("exemption/tai-chinh-cong/so-y-te", "(chưa có)", f"T{about}", ""),
    )


def test_an_agency_without_a_name_is_called_by_its_code() -> None:
    draft = replace(SO, exemptions=(Exemption("tai-chinh-cong", "so-y-te"),))
    renamed, removed = with_agencies(compare(draft, replace(SO, block="x")), {"so-noi-vu": Text("Sở Nội vụ")})
    assert renamed.field == "block"
    assert told(removed, VI) == (
        "Bỏ trường hợp không thuộc phạm vi đánh giá: “Cải cách tài chính công” đối với “so-y-te”."
    )


def second_first(table: Table) -> Table:
    first, second, *others = table.rules
    return replace(table, rules=(second, first, *others))


def test_a_rule_that_is_tried_earlier() -> None:
    draft = with_table("head_rating", second_first, SO)
    assert in_vietnamese(draft) == [
        (
            f"Quy tắc 2 (“Hoàn thành tốt nhiệm vụ”) của {RATING}: "
            "chuyển từ vị trí sau quy tắc 1 (“Hoàn thành xuất sắc nhiệm vụ”) sang vị trí đầu tiên."
        )
    ]
    (row,) = columns(draft)
    assert row.current.startswith(f"Quy tắc 2 (“Hoàn thành tốt nhiệm vụ”) của {RATING}: điều kiện “Chỉ số tổng hợp")
    assert row.current.endswith("; vị trí sau quy tắc 1 (“Hoàn thành xuất sắc nhiệm vụ”)")
    assert row.draft.startswith(f"Quy tắc 1 (“Hoàn thành tốt nhiệm vụ”) của {RATING}: điều kiện “Chỉ số tổng hợp")
    assert row.draft.endswith("; vị trí đầu tiên")


def test_a_citation_that_is_replaced() -> None:
    def cite(table: Table) -> Table:
        return replace(table, rules=(replace(table.rules[0], citations=(Citation("29-2018-qd-ubnd"),)),))

    assert in_vietnamese(with_table("review", cite, SO)) == [
        (
            "Quy tắc 1 (“Thuộc diện phải tổ chức kiểm điểm”) của bảng điều kiện “Lĩnh vực thuộc diện phải kiểm điểm”: "
            "sửa căn cứ từ “Nghị quyết năm 2021 của Ban Thường vụ Tỉnh ủy, theo nội dung nêu tại điểm 2.2, Mục V, Phần "
            "thứ nhất, Báo cáo số 27/BC-UBND ngày 01/3/2023 của Ủy ban nhân dân tỉnh Hải Dương” thành “Quyết định số "
            "29/2018/QĐ-UBND ngày 29/11/2018 của Ủy ban nhân dân tỉnh Hải Dương”."
        )
    ]


def test_a_table_that_is_dropped_is_named_with_its_results_and_rules() -> None:
    draft = replace(SO, tables=SO.tables[:-1])
    assert [change.key for change in compare(SO, draft)] == [
        "table/data_notes",
        "outcome/data_notes/lech-buoc-cham",
        "rule/data_notes/lech-buoc-cham",
    ]
    assert in_vietnamese(draft)[2] == (
        "Bỏ quy tắc 1 (“Điểm không phải là bội số của bước chấm”) của bảng điều kiện “Kiểm tra số liệu”: điều kiện "
        "“phần điểm lẻ so với bước chấm của lĩnh vực được xét trên 0 điểm”; căn cứ “Báo cáo số 27/BC-UBND ngày "
        "01/3/2023 của Ủy ban nhân dân tỉnh Hải Dương”."
    )
    assert {row.draft for row in columns(draft)} == {"(bỏ)"}


def test_periods_are_compared_beside_the_rubrics() -> None:
    given: dict[str, Any] = {"old_periods": ("2022",), "new_periods": ("2022", "2023")}
    assert in_vietnamese(SO, **given) == ["Bộ chỉ số: sửa kỳ áp dụng từ 2022 thành 2022, 2023."]
    (row,) = columns(SO, **given)
    assert row.current.endswith("; kỳ áp dụng 2022")
    assert row.draft.endswith("; kỳ áp dụng 2022, 2023")
    assert in_vietnamese(SO, new_periods=("2023",)) == ["Bộ chỉ số: bổ sung kỳ áp dụng 2023."]


# ---- what else can change --------------------------------------------------------------------------------------------

TREE = (area("1", leaf("1.1", 5, step="0.5"), leaf("1.2", 4, low=-1)), area("2", leaf("2.1", 6), leaf("2.2", 5)))
WORLD = replace(
    rubric(
        table("t", rule("x", when(CriterionPercent(), "<", 50), when(TotalPoints(), ">=", 5), code="r"), scope="s"),
        table("u", rule("x", when(TotalPercent(), ">=", 50)), outcomes="xy", default="y", values={"x": 1}),
        criteria=TREE,
        scopes={"s": ("1.1", "2.1")},
        exemptions=[("2.2", "agency")],
        documents=(LAW, replace(LAW, code="report", number="", dated="2022")),
    ),
    indicators=(Indicator("i", text("i"), Text("%"), Fraction(0), Fraction(100)),),
)
LISTED = "Danh mục lĩnh vực được xét “s (vi)”"
T, U = "Bảng điều kiện “t (vi)”", "Bảng điều kiện “u (vi)”"
R = "Quy tắc 1 (“x (vi)”) của bảng điều kiện “t (vi)”"


def with_leaf(code: str, change: Callable[[Criterion], Criterion], world: Rubric = WORLD) -> Rubric:
    """*world* with one part of an area changed, and the sums with it."""

    def of_area(old: Criterion) -> list[Criterion]:
        parts = tuple(change(each) if each.code == code else each for each in old.parts)
        return [replace(old, parts=parts, max_points=sum((each.max_points for each in parts), Fraction(0)))]

    return with_criteria(of_area, world)


def with_rule(change: Callable[[Rule], Rule]) -> Rubric:
    return with_table("t", lambda old: replace(old, rules=tuple(map(change, old.rules))), WORLD)


def with_document(**fields: Any) -> Rubric:
    return replace(WORLD, documents=(replace(LAW, **fields), *WORLD.documents[1:]))


def with_indicator(**fields: Any) -> Rubric:
    return replace(WORLD, indicators=(replace(WORLD.indicators[0], **fields),))


def of_u(**fields: Any) -> Rubric:
    return with_table("u", lambda old: replace(old, **fields), WORLD)


def asking(*conditions: Condition) -> Rubric:
    return with_rule(lambda old: replace(old, conditions=conditions))


FEW, TOTAL = WORLD.tables[0].rules[0].conditions

OTHERWISE: dict[str, tuple[Rubric, list[str]]] = {
    "the name of the rubric": (
        replace(WORLD, name=Text("mới")),
        ["Bộ chỉ số: sửa tên từ “rubric (vi)” thành “mới”."],
    ),
    "its code and its block": (
        replace(WORLD, code="other", block="xa"),
        ["Bộ chỉ số: sửa mã từ “rubric” thành “other”.", "Bộ chỉ số: sửa khối từ “block” thành “xa”."],
    ),
    "a name in one language only": (
        replace(WORLD, name=Text("rubric (vi)", "other")),
        ["Bộ chỉ số: sửa tên (bản tiếng Anh) từ “rubric (en)” thành “other”."],
    ),
    "a name that loses its English": (
        replace(WORLD, name=Text("rubric (vi)")),
        ["Bộ chỉ số: bỏ tên (bản tiếng Anh) “rubric (en)”."],
    ),
    "a document": (
        with_document(kind=Text("Nghị quyết"), number="2/NQ", dated="2023", issuer=Text(""), subject=Text("Khác")),
        [
            "Văn bản “Quyết định 1/QĐ”: sửa loại văn bản từ “Quyết định” thành “Nghị quyết”.",
            "Văn bản “Quyết định 1/QĐ”: sửa số, ký hiệu từ “1/QĐ” thành “2/NQ”.",
            "Văn bản “Quyết định 1/QĐ”: sửa ngày ban hành từ 01/01/2022 thành 2023.",
            "Văn bản “Quyết định 1/QĐ”: bỏ cơ quan ban hành “UBND tỉnh”.",
            "Văn bản “Quyết định 1/QĐ”: sửa trích yếu từ “Chỉ số” thành “Khác”.",
        ],
    ),
    "a document without a number": (
        replace(WORLD, documents=(LAW,)),
        [
            "Bỏ văn bản “Quyết định Chỉ số”: ngày ban hành 2022; cơ quan ban hành “UBND tỉnh”; trích yếu “Chỉ số”.",
        ],
    ),
    "bounds and step of a criterion, and the sum": (
        with_leaf("1.1", lambda old: replace(old, max_points=Fraction("5.5"), min_points=Fraction(-2), step=None)),
        [
            "Lĩnh vực 1 “1 (vi)”: sửa điểm tối đa từ 9 điểm thành 9,5 điểm.",
            "Tiêu chí 1.1 “1.1 (vi)” thuộc lĩnh vực “1 (vi)”: sửa điểm tối đa từ 5 điểm thành 5,5 điểm.",
            "Tiêu chí 1.1 “1.1 (vi)” thuộc lĩnh vực “1 (vi)”: sửa điểm tối thiểu từ 0 điểm thành -2 điểm.",
            "Tiêu chí 1.1 “1.1 (vi)” thuộc lĩnh vực “1 (vi)”: bỏ bước chấm 0,5 điểm.",
        ],
    ),
    "a component of a criterion": (
        with_leaf("1.1", lambda old: replace(old, parts=(leaf("1.1.1", 5),))),
        ["Bổ sung tiêu chí thành phần 1.1.1 “1.1.1 (vi)” thuộc lĩnh vực “1 (vi)”: điểm tối đa 5 điểm."],
    ),
    "members of a list": (
        replace(WORLD, scopes=(Scope("s", text("s"), ("2.1", "1.1", "1.2")),)),
        [
            f"{LISTED}: bổ sung lĩnh vực “1.2 (vi)”.",
            f"{LISTED}: chuyển lĩnh vực “1.1 (vi)” từ vị trí đầu tiên sang vị trí sau “2.1 (vi)”.",
        ],
    ),
    "an indicator": (
        with_indicator(unit=Text(" hồ sơ"), low=None, high=Fraction("99.5")),
        [
            "Số liệu theo dõi “i (vi)”: sửa đơn vị tính từ “%” thành “ hồ sơ”.",
            "Số liệu theo dõi “i (vi)”: bỏ giá trị thấp nhất 0%.",
            "Số liệu theo dõi “i (vi)”: sửa giá trị cao nhất từ 100% thành 99,5 hồ sơ.",
        ],
    ),
    "an exemption of another criterion": (
        replace(WORLD, exemptions=(Exemption("1", "agency"),)),
        [
            "Bỏ trường hợp không thuộc phạm vi đánh giá: “2.2 (vi)” đối với “agency”.",
            "Bổ sung trường hợp không thuộc phạm vi đánh giá: “1 (vi)” đối với “agency”.",
        ],
    ),
    "how a table decides": (
        of_u(hit_policy=HitPolicy.PRIORITY, places=1, subject=Subject.HEAD, default=""),
        [
            f"{U}: sửa đối tượng áp dụng kết quả từ “cơ quan, đơn vị” thành “người đứng đầu cơ quan, đơn vị”.",
            (
                f"{U}: sửa cách xác định kết quả từ “xét lần lượt theo thứ tự quy tắc, lấy quy tắc đầu tiên đáp ứng” "
                "thành “lấy mức cao nhất đáp ứng”."
            ),
            f"{U}: bỏ kết quả khi không quy tắc nào đáp ứng “y (vi)”.",
            f"{U}: bổ sung quy định làm tròn trước khi so sánh đến 1 chữ số thập phân.",
        ],
    ),
    "what a table decides about": (
        of_u(grain=Grain.CRITERION, scope="s"),
        [
            f"{U}: sửa đối tượng xét từ “cơ quan, đơn vị” thành “từng lĩnh vực trong danh mục được xét”.",
            f"{U}: bổ sung danh mục lĩnh vực được xét “s (vi)”.",
        ],
    ),
    "an assumption": (
        of_u(assumptions=(Text("Chưa đối chiếu."),)),
        [f"{U}: bổ sung giả định “Chưa đối chiếu.”."],
    ),
    "the results of a table": (
        of_u(outcomes=(Outcome("y", text("y")), Outcome("x", text("x"), Fraction("1.5")), Outcome("z", text("z")))),
        [
            "Kết quả “x (vi)” của bảng điều kiện “u (vi)”: sửa giá trị từ 1 thành 1,5.",
            "Kết quả “x (vi)” của bảng điều kiện “u (vi)”: chuyển từ vị trí đầu tiên sang vị trí sau “y (vi)”.",
            "Bổ sung kết quả “z (vi)” của bảng điều kiện “u (vi)”.",
        ],
    ),
    "what a rule concludes": (
        of_u(rules=(replace(WORLD.tables[1].rules[0], outcome="y"),)),
        ["Quy tắc 1 (“x (vi)”) của bảng điều kiện “u (vi)”: sửa kết quả từ “x (vi)” thành “y (vi)”."],
    ),
    "a condition that is dropped": (
        asking(FEW),
        [f"{R}: bỏ điều kiện “tổng điểm từ 5 điểm trở lên”."],
    ),
    "a condition that comes first": (
        asking(TOTAL, FEW),
        [
            (
                f"{R}: chuyển điều kiện “lĩnh vực được xét dưới 50%” từ vị trí đầu tiên sang vị trí sau “tổng điểm từ "
                "5 điểm trở lên”."
            )
        ],
    ),
    "a condition that turns round": (
        asking(FEW, when(TotalPoints(), "<", 5)),
        [f"{R}: sửa điều kiện từ “tổng điểm từ 5 điểm trở lên” thành “tổng điểm dưới 5 điểm”."],
    ),
    "a condition on something else": (
        asking(FEW, when(CriterionPoints("1.1"), ">", 2)),
        [f"{R}: sửa điều kiện từ “tổng điểm từ 5 điểm trở lên” thành “điểm 1.1 (vi) trên 2 điểm”."],
    ),
    "a second bound of one measure": (
        asking(FEW, when(TotalPoints(), "<", 8), when(TotalPoints(), ">=", 6)),
        [
            f"{R}: sửa điều kiện từ “tổng điểm từ 5 điểm trở lên” thành “tổng điểm từ 6 điểm trở lên”.",
            f"{R}: bổ sung điều kiện “tổng điểm dưới 8 điểm”.",
        ],
    ),
    "the place of a citation, in English": (
        with_rule(lambda old: replace(old, citations=(Citation("law", place=Text("", "Annex")),))),
        [
            (
                f"{R}: sửa căn cứ (bản tiếng Anh) từ “Decision No. 1/QĐ of 2022-01-01 by UBND tỉnh” thành “Decision "
                "No. 1/QĐ of 2022-01-01 by UBND tỉnh, Annex”."
            )
        ],
    ),
}


@pytest.mark.parametrize(("new", "sentences"), OTHERWISE.values(), ids=OTHERWISE)
def test_what_changes_is_told(new: Rubric, sentences: list[str]) -> None:
    assert in_vietnamese(new, WORLD) == sentences


def test_assumptions_are_matched_by_what_they_say_in_either_language() -> None:
    before = of_u(assumptions=(Text("một", "one"), Text("hai", "two"), Text("ba", "three")))
    draft = of_u(assumptions=(Text("một", "first"), Text("nhì", "two"), Text("bốn", "four")))
    assert in_vietnamese(draft, before) == [
        f"{U}: sửa giả định (bản tiếng Anh) từ “one” thành “first”.",
        f"{U}: sửa giả định từ “hai” thành “nhì”.",
        f"{U}: sửa giả định từ “ba” thành “bốn”.",
    ]


def test_policies_are_told_in_words() -> None:
    valued = tuple(replace(each, value=Fraction(1)) for each in WORLD.tables[1].outcomes)
    before = of_u(outcomes=valued, default="")
    for policy in set(HitPolicy) - {HitPolicy.FIRST}:
        (sentence,) = in_vietnamese(of_u(outcomes=valued, default="", hit_policy=policy), before)
        assert sentence.startswith(f"{U}: sửa cách xác định kết quả từ “xét lần lượt")
        assert policy.value not in sentence


def test_a_name_that_both_languages_share_shows_its_code() -> None:
    one, two = Scope("one", text("s"), ("1.1",)), Scope("two", text("s"), ("1.1",))
    world = replace(WORLD, scopes=(*WORLD.scopes, one, two))
    before = with_table("u", lambda old: replace(old, grain=Grain.CRITERION, scope="one"), world)
    draft = with_table("u", lambda old: replace(old, scope="two"), before)
    assert in_vietnamese(draft, before) == [
        f"{U}: sửa danh mục lĩnh vực được xét từ “s (vi)” (one) thành “s (vi)” (two)."
    ]


def test_conditions_and_citations_that_read_alike_show_codes() -> None:
    twins = replace(
        WORLD,
        indicators=(Indicator("one", text("i")), Indicator("two", text("i"))),
        documents=(LAW, replace(LAW, code="copy"), replace(LAW, code="report")),
    )

    def asks(indicator: str, citation: Citation) -> Rubric:
        asked = rule("x", when(IndicatorValue(indicator)), citations=(citation,))
        return with_table("u", lambda old: replace(old, rules=(asked,)), twins)

    first, second = in_vietnamese(
        asks("two", Citation("copy", stated_in="report")), asks("one", Citation("law", stated_in="report"))
    )
    assert first.endswith("từ “i (vi): chưa có số liệu” (one) thành “i (vi): chưa có số liệu” (two).")
    assert " (law, report) thành " in second
    assert second.endswith(" (copy, report).")


def test_the_table_of_a_submission_shows_what_reads_alike() -> None:
    draft = replace(WORLD, scopes=(replace(WORLD.scopes[0], name=Text("s (vi)", "other")),))
    (row,) = columns(draft, WORLD)
    assert row.current == f"{LISTED}: lĩnh vực “1.1 (vi)” và “2.1 (vi)”; tên (bản tiếng Anh) “s (en)”"
    assert row.draft == f"{LISTED}: lĩnh vực “1.1 (vi)” và “2.1 (vi)”; tên (bản tiếng Anh) “other”"
    (row,) = columns(replace(WORLD, name=Text("rubric (vi)")), WORLD)
    assert (row.current, row.draft) == (
        "Bộ chỉ số: tên “rubric (vi)”; tên (bản tiếng Anh) “rubric (en)”",
        "Bộ chỉ số: tên “rubric (vi)”",
    )


def test_the_table_of_a_submission_has_printed_numbers_and_usual_values_only_where_they_change() -> None:
    draft = with_leaf("1.1", lambda old: replace(old, name=Text("mới"), min_points=Fraction(-1)))
    assert columns(draft, WORLD) == [
        ThreeColumns(
            "criterion/1.1",
            "1.1 1.1 (vi): điểm tối đa 5 điểm; điểm tối thiểu 0 điểm; bước chấm 0,5 điểm",
            "1.1 mới: điểm tối đa 5 điểm; điểm tối thiểu -1 điểm; bước chấm 0,5 điểm",
            "",
        )
    ]


# ---- criteria that are called otherwise, or come from others ---------------------------------------------------------


def test_a_criterion_with_another_code_is_the_same_wherever_it_is_named() -> None:
    world = asking(when(CriterionPoints("2.2"), ">=", 1))
    draft = renamed(renamed(world, "2.2", "2.3"), "1", "3")
    origins = {"2.3": ("2.2",), "3": ("1",)}
    assert in_vietnamese(draft, world, origins=origins) == [
        "Lĩnh vực 1 “1 (vi)”: sửa mã từ “1” thành “3”.",
        "Tiêu chí 2.2 “2.2 (vi)” thuộc lĩnh vực “2 (vi)”: sửa mã từ “2.2” thành “2.3”.",
    ]
    first, second = columns(draft, world, origins=origins)
    assert (first.key, first.current, first.draft) == (
        "criterion/3",
        "1 1 (vi): điểm tối đa 9 điểm; điểm tối thiểu -1 điểm",
        "3 1 (vi): điểm tối đa 9 điểm; điểm tối thiểu -1 điểm",
    )
    assert second.draft == "2.3 2.2 (vi): điểm tối đa 5 điểm"


def test_a_code_that_is_no_printed_number_is_shown_where_it_changes() -> None:
    draft = renamed(SO, "sipas", "hai-long")
    (row,) = columns(draft, origins={"hai-long": ("sipas",)})
    assert (row.current[-12:], row.draft[-15:]) == ("; mã “sipas”", "; mã “hai-long”")


def test_a_criterion_that_only_has_the_code_of_another_is_a_new_one() -> None:
    assert in_vietnamese(WORLD, WORLD, origins={"2.2": ()}) == [
        "Bỏ tiêu chí 2.2 “2.2 (vi)” thuộc lĩnh vực “2 (vi)”: điểm tối đa 5 điểm.",
        "Bổ sung tiêu chí 2.2 “2.2 (vi)” thuộc lĩnh vực “2 (vi)”: điểm tối đa 5 điểm.",
        "Bỏ trường hợp không thuộc phạm vi đánh giá: “2.2 (vi)” đối với “agency”.",
        "Bổ sung trường hợp không thuộc phạm vi đánh giá: “2.2 (vi)” đối với “agency”.",
    ]


def test_a_criterion_that_keeps_its_code_when_split_is_still_meant_by_it() -> None:
    first, second = WORLD.criteria[1].parts
    parts = (first, replace(second, max_points=Fraction(2)), leaf("2.3", 3))
    draft = replace(WORLD, criteria=(WORLD.criteria[0], replace(WORLD.criteria[1], parts=parts)))
    assert in_vietnamese(draft, WORLD, origins={"2.3": ("2.2",)}) == [
        (
            "Tách tiêu chí 2.2 “2.2 (vi)” thuộc lĩnh vực “2 (vi)” (điểm tối đa 5 điểm) thành "
            "tiêu chí 2.2 “2.2 (vi)” thuộc lĩnh vực “2 (vi)” (điểm tối đa 2 điểm) và "
            "tiêu chí 2.3 “2.3 (vi)” thuộc lĩnh vực “2 (vi)” (điểm tối đa 3 điểm)."
        )
    ]


def test_a_criterion_that_comes_under_another_area() -> None:
    one, two = WORLD.criteria
    draft = replace(WORLD, criteria=(area("1", *one.parts[1:]), area("2", *two.parts, one.parts[0])))
    assert in_vietnamese(draft, WORLD)[2:] == [
        (
            "Tiêu chí 1.1 “1.1 (vi)” thuộc lĩnh vực “1 (vi)”: chuyển từ vị trí đầu tiên thuộc “1 (vi)” sang vị trí sau "
            "2.2 “2.2 (vi)” thuộc “2 (vi)”."
        )
    ]
    first = replace(WORLD, criteria=(area("1", *one.parts[1:]), area("2", one.parts[0], *two.parts)))
    assert in_vietnamese(first, WORLD)[2:] == [
        (
            "Tiêu chí 1.1 “1.1 (vi)” thuộc lĩnh vực “1 (vi)”: chuyển từ vị trí đầu tiên thuộc “1 (vi)” sang vị trí đầu "
            "tiên thuộc “2 (vi)”."
        )
    ]
    top = replace(WORLD, criteria=(area("1", *one.parts[1:]), two, one.parts[0]))
    assert in_vietnamese(top, WORLD)[1:] == [
        (
            "Tiêu chí 1.1 “1.1 (vi)” thuộc lĩnh vực “1 (vi)”: chuyển từ vị trí đầu tiên thuộc “1 (vi)” sang vị trí sau "
            "2 “2 (vi)” ở cấp lĩnh vực."
        )
    ]
    assert as_content(compare(WORLD, top)[1])["new"] == {
        "after": {"codes": ["2"], "name": content_of("2")},
        "under": None,
    }


def content_of(words: str) -> dict[str, str]:
    return {"vi": f"{words} (vi)", "en": f"{words} (en)"}


def test_exemptions_in_another_order() -> None:
    both = (Exemption("1.1", "x"), Exemption("1.2", "y"))
    old, new = (replace(WORLD, exemptions=each) for each in (both, both[::-1]))
    changes = with_agencies(compare(old, new), {"x": Text("Sở X"), "y": Text("Sở Y")})
    assert [told(change, VI) for change in changes] == [
        (
            "Trường hợp không thuộc phạm vi đánh giá: “1.1 (vi)” đối với “Sở X”: chuyển từ vị trí đầu tiên sang vị trí "
            "sau “1.2 (vi)” đối với “Sở Y”."
        )
    ]


@pytest.mark.parametrize("origins", [{"nowhere": ("1",)}, {"1": ("nowhere",)}])
def test_criteria_that_are_not_there_have_no_origins(origins: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(UnknownReference) as refused:
        compare(WORLD, WORLD, origins=origins)
    assert "nowhere" in VI.say(refused.value)


# ---- content ---------------------------------------------------------------------------------------------------------


def test_a_change_as_content_is_exact() -> None:
    (change,) = compare(SO, edited(SO, "head_rating", moved("total_percent", 90, 89)))
    assert as_content(change) == {
        "kind": "changed",
        "subject": "rule",
        "key": "rule/head_rating/hoan-thanh-xuat-sac",
        "codes": ["head_rating", "hoan-thanh-xuat-sac"],
        "name": {"vi": "Hoàn thành xuất sắc nhiệm vụ", "en": "Excellent completion of duties"},
        "within": [
            {
                "vi": "Mức độ hoàn thành nhiệm vụ CCHC của người đứng đầu",
                "en": "Rating of the head for administrative reform",
            }
        ],
        "field": "conditions",
        "old": {"measure": {"kind": "total_percent"}, "operator": ">=", "threshold": "90"},
        "new": {"measure": {"kind": "total_percent"}, "operator": ">=", "threshold": "89"},
        "place": 0,
    }


def test_a_part_that_is_added_is_content_in_full() -> None:
    bare = replace(WORLD, tables=(), indicators=(), exemptions=())
    added = [as_content(change)["new"] for change in compare(bare, WORLD)]
    told_of = {"/".join(each["codes"]): each for each in added}
    assert told_of["i"] == {"codes": ["i"], "name": content_of("i"), "unit": {"vi": "%"}, "low": "0", "high": "100"}
    assert told_of["t"]["scope"] == {"code": "s", "name": content_of("s")}
    assert told_of["t/r"]["conditions"][0] == {
        "measure": {"kind": "criterion_percent"},
        "operator": "<",
        "threshold": "50",
    }
    assert told_of["t/r"]["citations"] == [{"document": "law"}]


def test_every_kind_of_value_is_content() -> None:
    dated = as_content(compare(WORLD, with_document(dated="2023"))[0])
    assert (dated["old"], dated["new"]) == ("2022-01-01", "2023")
    rounded = as_content(compare(WORLD, of_u(places=0))[0])
    assert (rounded["new"], "old" in rounded) == (0, False)
    valued = as_content(compare(WORLD, of_u(outcomes=(Outcome("x", text("x")), WORLD.tables[1].outcomes[1])))[0])
    assert (valued["old"], "new" in valued) == ("1", False)
    periods = as_content(compare(WORLD, WORLD, new_periods=("2022",))[0])
    assert (periods["new"], "old" in periods) == (["2022"], False)
    turned = as_content(compare(WORLD, asking(TOTAL, FEW))[0])
    assert turned["old"]["item"]["measure"] == {"kind": "criterion_percent"}
    assert turned["old"]["after"] is None
    missing = as_content(compare(WORLD, asking(FEW, TOTAL, when(IndicatorValue("i"))))[0])
    assert missing["new"] == {"measure": {"kind": "indicator", "indicator": "i"}, "operator": "missing"}
    one, two = WORLD.criteria
    nested = replace(WORLD, criteria=(area("1", *one.parts[1:]), area("2", *two.parts, one.parts[0])))
    moving = as_content(compare(WORLD, nested)[-1])
    assert moving["old"] == {"after": None, "under": {"code": "1", "name": content_of("1")}}
    assert moving["new"]["under"] == {"code": "2", "name": content_of("2")}
