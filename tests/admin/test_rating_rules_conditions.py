"""The page of a rule: conditions on all that a table can be about, chosen from lists in words, without scripts."""

import pytest
from werkzeug.test import TestResponse

from rules.condition import Condition, Operator
from rules.content import part_content
from rules.measure import CountBelow, FindingsOf, OutcomeOf, PeriodCode, PreviousReviewed
from rules.table import Rule
from rulesvc.database import Database
from rulesvc.usecases.editions import EditionRef
from tests.admin.test_rating_rules import address, draft, stored
from tests.admin.visiting import Visitor, enrol, fields_on, told
from tests.service.editing import changed
from tests.service.people import person

__all__ = ["draft"]

GOOD = "hoan-thanh-tot"
REPEAT = ("review_repeat", "lap-lai")


def page_of(ref: EditionRef, table: str = "head_rating", rule: str = GOOD) -> str:
    return f"{address(ref)}tables/{table}/rules/{rule}/"


def sent(lan: Visitor, of: str, **fields: str) -> TestResponse:
    """What is sent of the form on the page *of* with other *fields*."""
    return lan.post(of, of=of, **{**fields_on(lan.get(of).text), "do": "save", **fields})


def rule_of(database: Database, ref: EditionRef, table: str = "head_rating", rule: str = GOOD) -> Rule:
    return stored(database, ref, table).rule(rule)


def test_a_rule_that_is_sent_as_it_stands_stays_as_it_is(database: Database, lan: Visitor, draft: EditionRef) -> None:
    for table in ("group", "head_rating", "review", "review_repeat", "data_notes"):
        before = stored(database, draft, table)
        for rule in before.rules:
            answer = sent(lan, page_of(draft, table, rule.code))
            assert answer.status_code == 303, told(answer)
        assert stored(database, draft, table) == before


@pytest.mark.parametrize(
    ("fields", "asks"),
    [
        ({"measure": "total_percent:", "comparison": "BELOW", "value": "90"}, "Chỉ số tổng hợp dưới 90%."),
        ({"measure": "outcome:group", "comparison": "AMONG", "code.90": "1"}, "Nhóm đạt Chỉ số tổng hợp từ 90%"),
        ({"measure": "outcome:group", "comparison": "MISSING"}, "chưa có số liệu."),
        ({"measure": "previous_reviewed:", "comparison": "NO"}, "Kỳ đánh giá trước không thuộc diện phải kiểm điểm."),
        ({"measure": "period:", "comparison": "AMONG", "code.2022": "1"}, "Kỳ đánh giá: 2022."),
        ({"measure": "previous_rank:", "comparison": "AT_MOST", "value": "3"}, "không quá 3."),
        (
            {"measure": "count_below:seven-areas", "percent": "50", "comparison": "AT_MOST", "value": "1"},
            "Số lĩnh vực dưới 50%",
        ),
    ],
)
def test_a_condition_is_told_in_words_before_it_is_stored(
    database: Database, lan: Visitor, draft: EditionRef, fields: dict[str, str], asks: str
) -> None:
    of, before = page_of(draft), rule_of(database, draft)
    new = {f"conditions.2.{name}": text for name, text in fields.items()}
    assert asks in told(sent(lan, of, do="preview", **new))
    assert rule_of(database, draft) == before
    answer = sent(lan, of, **new)
    assert answer.status_code == 303, told(answer)
    assert len(rule_of(database, draft).conditions) == 3


def test_a_range_is_two_conditions_and_shown_as_one(database: Database, lan: Visitor, draft: EditionRef) -> None:
    of = page_of(draft)
    sent(lan, of, **{"conditions.0.comparison": "TO_BELOW", "conditions.0.value": "80", "conditions.0.upper": "92,5"})
    operators = [each.operator for each in rule_of(database, draft).conditions]
    assert operators == [Operator.AT_LEAST, Operator.BELOW, Operator.AT_LEAST]
    fields = fields_on(lan.get(of).text)
    assert (fields["conditions.0.value"], fields["conditions.0.upper"]) == ("80", "92,5")
    assert "conditions.2.value" not in fields


def test_several_results_of_another_table_are_ticked(database: Database, lan: Visitor, draft: EditionRef) -> None:
    ticked = {"measure": "outcome:group", "comparison": "AMONG", "code.90": "1", "code.80-90": "1"}
    sent(lan, page_of(draft), **{f"conditions.2.{name}": text for name, text in ticked.items()})
    condition = rule_of(database, draft).conditions[-1]
    assert condition == Condition(OutcomeOf("group"), Operator.IN, ("90", "80-90"))


def test_cases_of_another_table_are_counted_and_never_missing(
    database: Database, lan: Visitor, draft: EditionRef
) -> None:
    of = page_of(draft, *REPEAT)
    first = lan.get(of).text.partition('id="conditions.0.comparison"')[2].partition("</select>")[0]
    assert "MISSING" not in first
    assert sent(lan, of, **{"conditions.0.value": "2"}).status_code == 303
    conditions = rule_of(database, draft, *REPEAT).conditions
    assert (conditions[0].measure, conditions[0].threshold) == (FindingsOf("review"), 2)
    assert conditions[1] == Condition(PreviousReviewed(), Operator.EQUALS, threshold=True)


@pytest.mark.parametrize(
    ("fields", "told_beside"),
    [
        ({"comparison": "AT_LEAST", "value": "chín mươi"}, "“chín mươi” không phải là số"),
        ({"comparison": "TO", "value": "90", "upper": "80"}, "số thứ hai phải lớn hơn"),
        ({"measure": "outcome:group", "comparison": "AMONG"}, "Cần chọn ít nhất một mục."),
        ({"measure": "previous_reviewed:", "comparison": "AT_LEAST"}, "cần chọn lại cách so sánh"),
        ({"measure": "previous_rank:", "comparison": "AT_LEAST", "value": "2,5"}, "số nguyên"),
    ],
)
def test_what_does_not_fit_is_refused_and_all_that_was_chosen_kept(
    database: Database, lan: Visitor, draft: EditionRef, fields: dict[str, str], told_beside: str
) -> None:
    before = rule_of(database, draft)
    new = {f"conditions.0.{name}": text for name, text in fields.items()}
    answer = sent(lan, page_of(draft), **new, **{"citations.0.place.vi": "Điểm khác"})
    assert answer.status_code == 422
    assert told_beside in told(answer)
    assert "Nội dung đang lưu: Nếu Chỉ số tổng hợp từ 80% trở lên" in told(answer)
    assert fields_on(answer.text)["citations.0.place.vi"] == "Điểm khác"
    assert rule_of(database, draft) == before


def test_where_else_a_threshold_stands_is_told(lan: Visitor, draft: EditionRef) -> None:
    assert "80% còn ở: Nhóm điểm theo Chỉ số tổng hợp, quy tắc 2" in told(lan.get(page_of(draft)))


def test_a_line_more_and_a_line_less_store_nothing(database: Database, lan: Visitor, draft: EditionRef) -> None:
    of, before = page_of(draft), rule_of(database, draft)
    assert "conditions.2.measure" in sent(lan, of, do="more:conditions").text
    less = sent(lan, of, do="less:conditions:0")
    assert fields_on(less.text)["conditions.0.value"] == "70"
    assert "citations.2.document" in sent(lan, of, do="more:citations").text
    assert rule_of(database, draft) == before


def test_result_and_basis_of_a_rule_are_changed(database: Database, lan: Visitor, draft: EditionRef) -> None:
    read = {"document": "29-2018-qd-ubnd", "article": "Điều 5", "stated_in": "", "place.vi": "", "place.en": ""}
    basis = {f"citations.0.{name}": text for name, text in read.items()}
    assert sent(lan, page_of(draft), outcome="hoan-thanh", **basis).status_code == 303
    rule = rule_of(database, draft)
    assert (rule.outcome, rule.citations[0].article, rule.citations[0].stated_in) == ("hoan-thanh", "Điều 5", "")
    assert len(rule.citations) == 2


def test_an_article_that_nobody_has_read_is_refused_at_its_field(lan: Visitor, draft: EditionRef) -> None:
    answer = sent(lan, page_of(draft), **{"citations.1.article": "Điều 5"})
    assert answer.status_code == 422
    assert 'class="mistake"' in answer.text.partition('id="citations.1.article"')[2].partition("</fieldset>")[0]


def test_a_rule_is_added_below_the_others(database: Database, lan: Visitor, draft: EditionRef) -> None:
    of = f"{address(draft)}tables/head_rating/new"
    chosen = {"outcome": "hoan-thanh", "conditions.0.measure": "period:", "conditions.0.comparison": "AMONG"}
    basis = {"citations.0.document": "13-2016-qd-ubnd", "citations.0.article": "Điều 5"}
    answer = sent(lan, of, **chosen, **basis, **{"conditions.0.code.2022": "1"})
    assert answer.status_code == 303, told(answer)
    rule = stored(database, draft).rules[-1]
    assert (rule.code, rule.outcome) == ("hoan-thanh-2", "hoan-thanh")
    assert rule.conditions == (Condition(PeriodCode(), Operator.EQUALS, "2022"),)


def test_of_two_editors_neither_loses_anything(database: Database, lan: Visitor, draft: EditionRef) -> None:
    of = page_of(draft)
    seen = fields_on(lan.get(of).text)
    enrol(database, "hung", "Phạm Văn Hùng", "editor")
    rules = [*part_content(stored(database, draft))["rules"]]
    rules[1]["conditions"][0]["threshold"] = "82"
    changed(database, draft, "tables", "head_rating", by=person(database, "hung"), rules=rules)
    answer = lan.post(of, of=of, **{**seen, "conditions.1.value": "75", "do": "save"})
    assert answer.status_code == 422
    assert "vừa được Phạm Văn Hùng cập nhật" in told(answer)
    assert "Nội dung đang lưu: Nếu Chỉ số tổng hợp từ 82% trở lên" in told(answer)
    again = fields_on(answer.text)
    assert again["conditions.1.value"] == "75"
    assert lan.post(of, of=of, **{**again, "do": "save"}).status_code == 303
    assert [each.threshold for each in rule_of(database, draft).conditions] == [80, 75]


def test_tables_and_findings_that_stand_before_are_offered(lan: Visitor, draft: EditionRef) -> None:
    of = page_of(draft, *REPEAT)
    offered = lan.get(of).text.partition('id="conditions.0.measure"')[2].partition("</select>")[0]
    for key in ("findings:review", "previous_outcome:head_rating", "lowest_percent:seven-areas", "total_points:"):
        assert f'value="{key}"' in offered
    assert 'value="findings:data_notes"' not in offered


def test_a_rule_or_table_that_is_not_there_is_told(lan: Visitor, draft: EditionRef) -> None:
    assert lan.get(page_of(draft, rule="khong-co")).status_code == 404
    assert lan.get(f"{address(draft)}tables/khong-co/new").status_code == 404


def test_counting_below_keeps_its_percentage(database: Database, lan: Visitor, draft: EditionRef) -> None:
    counting = {"measure": "count_below:seven-areas", "percent": "62,5", "comparison": "BELOW", "value": "1"}
    sent(lan, page_of(draft), **{f"conditions.0.{name}": text for name, text in counting.items()})
    measure = rule_of(database, draft).conditions[0].measure
    assert isinstance(measure, CountBelow)
    assert measure.percent * 2 == 125
    assert fields_on(lan.get(page_of(draft)).text)["conditions.0.percent"] == "62,5"


def test_what_is_not_there_to_be_looked_at_is_refused(database: Database, lan: Visitor, draft: EditionRef) -> None:
    before = rule_of(database, draft)
    answer = sent(lan, page_of(draft), **{"conditions.0.measure": "nope:x"})
    assert answer.status_code == 422
    assert "không có trong bộ chỉ số này" in told(answer)
    assert rule_of(database, draft) == before


def test_a_number_that_is_left_out_is_asked_for_in_words(lan: Visitor, draft: EditionRef) -> None:
    page = told(sent(lan, page_of(draft), **{"conditions.0.value": ""}))
    assert "Chưa nhập số để so sánh." in page
    assert "Number" not in page
