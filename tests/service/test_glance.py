"""A period at a glance: what was published for 2022 comes back, and who is missing is named."""

from datetime import UTC, date, datetime, time

import pytest

from rules.text import Text
from rulesvc.database import Database
from rulesvc.errors import UnknownPeriod
from rulesvc.languages import language
from rulesvc.schemas.rubric_document import read_part
from rulesvc.store import agencies, blocks, frozen, periods
from rulesvc.store.agencies import NewAgency
from rulesvc.store.periods import NewPeriod
from rulesvc.store.persons import Actor
from rulesvc.usecases.drafting import Amendment, Removed, amend
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.glance import Distribution, Glance, RubricGlance, glance
from rulesvc.usecases.glance_words import days_text, glance_lines
from rulesvc.usecases.judged import Open
from tests.command_line import run_on
from tests.hai_duong import BLOCKS, published, rows, rubric_of
from tests.service.asking import evaluated, queries, request_for, with_points
from tests.service.concluding import SILENT, council_on
from tests.service.databases import EMPTY, NOW, Templates
from tests.service.editing import changed, drafted, issued, lan

BEST = "Sở Giao thông vận tải; Sở Nội vụ; Sở Khoa học và Công nghệ"
YEAR_2023 = NewPeriod("2023", date(2023, 1, 1), date(2023, 12, 31))


def shown(database: Database, period: str | None = None, *, now: datetime = NOW) -> Glance:
    with database.reading() as session:
        found = glance(session, period, now=now)
    assert found is not None
    return found


def rubric_in(found: Glance, code: str = "so") -> RubricGlance:
    return next(each for each in found.rubrics if each.rubric.code == code)


def distribution(found: Glance, table: str, rubric: str = "so") -> Distribution:
    return next(each for each in rubric_in(found, rubric).distributions if each.table.code == table)


def placed(found: Distribution) -> dict[str, list[str]]:
    return {share.outcome.code: [each.code for each in share.agencies] for share in found.shares}


def undetermined(found: Distribution) -> dict[Open, list[str]]:
    return {each.reason: [agency.code for agency in each.agencies] for each in found.undetermined}


def add_agency(database: Database, code: str, *, since: date | None = None, until: date | None = None) -> None:
    with database.writing() as session:
        new = NewAgency(
            code=code,
            name=Text(f"Sở {code}"),
            short_name=Text(code),
            head_title=Text("Giám đốc"),
            kind="so",
            block_id=blocks.id_of(session, "so"),
            valid_from=since,
            valid_until=until,
        )
        agencies.add(session, new)


def with_two_groups(database: Database) -> EditionRef:
    """A draft in which whoever is below 90 is in one group."""
    ref = drafted(database)
    rules = [
        {
            "code": code,
            "outcome": code,
            "conditions": [{"measure": {"kind": "total_percent"}, "operator": operator, "threshold": "90"}],
            "citations": [{"document": "27-bc-ubnd"}],
        }
        for code, operator in (("90", ">="), ("duoi-90", "<"))
    ]
    outcomes = [{"code": rule["code"], "name": {"vi": rule["code"]}} for rule in rules]
    changed(database, ref, "tables", "group", outcomes=outcomes, rules=rules)
    return ref


def add_period(database: Database, period: NewPeriod = YEAR_2023) -> None:
    with database.writing() as session:
        periods.add(session, period)


# ---- what was published ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["group", "head_rating"])
@pytest.mark.parametrize("block", BLOCKS)
def test_the_distribution_is_the_published_one(hai_duong: Database, block: str, table: str) -> None:
    found = distribution(shown(hai_duong, "2022"), table, block)
    of_block = {agency: cells[table] for agency, cells in published().items() if cells["block"] == block}
    outcomes = [outcome.code for outcome in rubric_of(block).table[table].outcomes]
    assert list(placed(found)) == outcomes
    assert placed(found) == {
        code: [agency for agency, outcome in of_block.items() if outcome == code] for code in outcomes
    }
    assert found.undetermined == ()


@pytest.mark.parametrize("block", BLOCKS)
def test_the_areas_under_review_are_the_published_ones(hai_duong: Database, block: str) -> None:
    under_review = rubric_in(shown(hai_duong, "2022"), block).under_review
    reviewed_before = {row["agency"] for row in rows("previous-year") if row["reviewed_2021"] == "yes"}
    expected = {
        agency: (cells["review_areas"].split(), agency not in reviewed_before)
        for agency, cells in published().items()
        if cells["block"] == block and cells["review_areas"]
    }
    assert {each.agency.code: ([area.code for area in each.criteria], each.is_new) for each in under_review} == expected


def test_nobody_is_missing_in_the_reference_case(hai_duong: Database) -> None:
    found = shown(hai_duong, "2022")
    assert [(each.rubric.code, each.agencies, each.not_sent) for each in found.rubrics] == [
        ("huyen", 12, ()),
        ("so", 18, ()),
    ]
    departments = rubric_in(found)
    assert (departments.edition, departments.replaced) == (1, ())
    assert departments.rubric.name.vi == "Bộ chỉ số CCHC của các sở, ban, ngành tỉnh"
    assert departments.review is not None
    assert departments.review.code == "review"
    assert found.is_provisional


# ---- the period ------------------------------------------------------------------------------------------------------


def test_the_period_is_the_last_begun_that_is_in_use(hai_duong: Database) -> None:
    found = shown(hai_duong)
    assert (found.period, found.first_day, found.last_day) == ("2022", date(2022, 1, 1), date(2022, 12, 31))
    assert found.periods == ("2021", "2022")
    add_period(hai_duong)
    assert shown(hai_duong).period == "2022"
    issued(hai_duong, drafted(hai_duong, periods=("2023",)), replaces=())
    assert shown(hai_duong).period == "2023"
    assert shown(hai_duong, now=datetime(2022, 12, 31, 16, tzinfo=UTC)).period == "2022"
    assert shown(hai_duong, now=datetime(2021, 5, 1, tzinfo=UTC)).period == "2022"


@pytest.mark.parametrize(
    ("now", "days"),
    [
        (datetime(2022, 12, 30, 16, 59, tzinfo=UTC), 1),
        (datetime(2022, 12, 30, 17, 0, tzinfo=UTC), 0),
        (datetime(2022, 12, 31, 17, 0, tzinfo=UTC), -1),
        (datetime(2022, 1, 1, tzinfo=UTC), 364),
    ],
)
def test_days_are_those_of_vietnam(hai_duong: Database, now: datetime, days: int) -> None:
    assert shown(hai_duong, "2022", now=now).days_left == days


def test_a_period_without_anything_is_shown_when_it_is_asked_for(hai_duong: Database) -> None:
    assert shown(hai_duong, "2021").rubrics == ()
    with hai_duong.reading() as session, pytest.raises(UnknownPeriod):
        glance(session, "2020", now=NOW)


def test_without_any_period_there_is_nothing_to_show(database: Database) -> None:
    with database.reading() as session:
        assert glance(session, now=NOW) is None


# ---- who has not sent ------------------------------------------------------------------------------------------------


def test_an_agency_that_was_added_has_not_sent(hai_duong: Database) -> None:
    add_agency(hai_duong, "moi")
    add_agency(hai_duong, "sau", since=date(2023, 1, 1))
    add_agency(hai_duong, "truoc", until=date(2021, 12, 31))
    departments = rubric_in(shown(hai_duong))
    assert departments.agencies == 19
    assert [(each.agency.code, each.agency.name.vi, each.stages) for each in departments.not_sent] == [
        ("moi", "Sở moi", ())
    ]


def test_what_was_sent_at_earlier_stages_is_told(hai_duong: Database, actor: Actor) -> None:
    add_agency(hai_duong, "moi")
    for stage in ("appraised", "self", "self"):
        evaluated(hai_duong, request_for("so-noi-vu", agency="moi", stage=stage), actor)
    (not_sent,) = rubric_in(shown(hai_duong)).not_sent
    assert not_sent.stages == ("self", "appraised")
    evaluated(hai_duong, request_for("so-noi-vu", agency="moi"), actor)
    assert rubric_in(shown(hai_duong)).not_sent == ()


def test_before_anything_was_sent_all_are_missing(hai_duong: Database) -> None:
    add_period(hai_duong)
    issued(hai_duong, drafted(hai_duong, periods=("2023",)), replaces=())
    (departments,) = shown(hai_duong, "2023").rubrics
    assert (departments.edition, len(departments.not_sent)) == (2, 18)
    assert [set(map(len, placed(each).values())) for each in departments.distributions] == [{0}, {0}]


# ---- what holds ------------------------------------------------------------------------------------------------------


def test_what_the_rules_leave_open_stands_apart_until_the_council_concludes(hai_duong: Database) -> None:
    council = council_on(hai_duong)
    evaluation = council.evaluate()
    found = distribution(shown(hai_duong), "head_rating")
    assert undetermined(found) == {Open.NO_RULE: ["so-noi-vu"]}
    assert "so-noi-vu" not in str(placed(found))
    council.conclude(evaluation)
    found = distribution(shown(hai_duong), "head_rating")
    assert undetermined(found) == {}
    assert "so-noi-vu" in placed(found)["hoan-thanh"]


def test_a_replaced_edition_is_told_with_the_outcomes_it_had(hai_duong: Database) -> None:
    issued(hai_duong, with_two_groups(hai_duong))
    found = shown(hai_duong, "2022")
    assert len(rubric_in(found).replaced) == 18
    counts = {code: len(of) for code, of in placed(distribution(found, "group")).items()}
    assert counts == {"90": 3, "duoi-90": 0, "80-90": 14, "duoi-80": 1}


def test_a_table_that_is_gone_is_shown_while_results_stand_by_it(hai_duong: Database) -> None:
    council = council_on(hai_duong)
    ref, actor = drafted(hai_duong), lan(hai_duong)
    with hai_duong.writing() as session:
        amend(session, ref, Amendment(Removed(("tables", "group")), read_part), actor=actor, now=NOW)
    issued(hai_duong, ref)
    council.evaluate()
    found = shown(hai_duong, "2022")
    assert [each.table.code for each in rubric_in(found).distributions] == ["head_rating", "group"]
    assert sum(map(len, placed(distribution(found, "group")).values())) == 17


def test_an_outcome_that_the_rules_no_longer_have_is_for_the_council(hai_duong: Database) -> None:
    council = council_on(hai_duong)
    council.conclude(council.evaluate(), table="group", outcome="80-90")
    issued(hai_duong, with_two_groups(hai_duong))
    council.evaluate()
    assert undetermined(distribution(shown(hai_duong), "group")) == {Open.OUTCOME_GONE: ["so-noi-vu"]}


def test_new_under_review_is_who_was_not_before_as_it_was_judged(hai_duong: Database, actor: Actor) -> None:
    low = with_points(request_for("so-noi-vu"), "chinh-quyen-so", "1")
    evaluated(hai_duong, low, actor)
    is_new = {each.agency.code: each.is_new for each in rubric_in(shown(hai_duong)).under_review}
    assert is_new["so-noi-vu"] is True
    assert is_new["so-y-te"] is False


def test_what_is_not_known_of_the_period_before_is_not_new(hai_duong: Database, actor: Actor) -> None:
    add_agency(hai_duong, "moi")
    low = with_points(request_for("so-noi-vu", agency="moi"), "chinh-quyen-so", "1")
    evaluated(hai_duong, low, actor)
    assert rubric_in(shown(hai_duong)).under_review[-1].is_new is None


# ---- queries and words -----------------------------------------------------------------------------------------------


def counted(database: Database) -> int:
    frozen.forget()
    with queries(database) as sent:
        shown(database, "2022")
    assert [statement for statement in sent if not statement.startswith("SELECT")] == []
    return len(sent)


def test_queries_do_not_grow_with_agencies_and_nothing_is_written(hai_duong: Database, actor: Actor) -> None:
    few = counted(hai_duong)
    for place in range(6):
        add_agency(hai_duong, f"moi-{place}")
        if place % 2:
            evaluated(hai_duong, request_for("so-noi-vu", agency=f"moi-{place}", answers=SILENT), actor)
    issued(hai_duong, drafted(hai_duong))
    assert counted(hai_duong) == few <= 14


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2022, 12, 1), "còn 30 ngày"),
        (date(2022, 12, 31), "hôm nay là ngày cuối"),
        (date(2023, 1, 5), "đã kết thúc cách đây 05 ngày"),
    ],
)
def test_the_days_are_told(hai_duong: Database, day: date, told: str) -> None:
    found = shown(hai_duong, "2022", now=datetime.combine(day, time(5), UTC))
    assert days_text(found, language("vi")) == told


def test_what_is_not_as_it_should_be_is_told(hai_duong: Database, actor: Actor) -> None:
    council = council_on(hai_duong)
    add_agency(hai_duong, "moi")
    evaluated(hai_duong, request_for("so-noi-vu", agency="moi", stage="self"), actor)
    council.evaluate("so-xay-dung")
    issued(hai_duong, with_two_groups(hai_duong))
    council.evaluate("so-noi-vu", answers=with_points(request_for("so-noi-vu"), "chinh-quyen-so", "1").answers)
    lines = list(glance_lines(shown(hai_duong, "2022"), language("vi")))
    assert "  Chưa gửi: Sở moi (đã tự chấm)." in lines
    assert "    Quy định chưa điều chỉnh – trình Hội đồng xem xét: 02 người đứng đầu (Sở Nội vụ; Sở Xây dựng)" in lines
    (replaced,) = (line for line in lines if "đã được thay thế" in line)
    assert "Sở Xây dựng" in replaced
    assert "Sở Nội vụ" not in replaced
    assert "Sở Nội vụ (Xây dựng và phát triển Chính quyền điện tử, Chính quyền số; mới)" in lines[-1]


def test_the_command_line_says_that_there_is_nothing_to_show(templates: Templates) -> None:
    with templates.committing(EMPTY) as database:
        said = run_on(database)("period", "glance").lines
    assert said == ["Chưa có kỳ đánh giá nào có bộ chỉ số áp dụng hoặc kết quả."]


def test_the_command_line_shows_a_period(committing: Database) -> None:
    add_agency(committing, "moi")
    ran = run_on(committing)("period", "glance", "2022")
    assert ran.lines[0].startswith("Kỳ đánh giá 2022, từ ngày 01/01/2022 đến ngày 31/12/2022: đã kết thúc cách đây ")
    assert ran.lines[1] == "Kết quả dự kiến, chưa công bố."
    start = next(place for place, line in enumerate(ran.lines) if "Bộ chỉ số CCHC của các sở" in line)
    assert ran.lines[start].endswith(": 19 cơ quan, đơn vị; 01 chưa gửi.")
    assert "dựng lại" in ran.lines[start + 1]
    assert ran.lines[start + 2 : start + 5] == [
        "  Chưa gửi: Sở moi.",
        "  Nhóm điểm theo Chỉ số tổng hợp",
        f"    Nhóm đạt Chỉ số tổng hợp từ 90% trở lên: 03 cơ quan, đơn vị ({BEST})",
    ]
    assert "    Không hoàn thành nhiệm vụ: không có" in ran.lines
    assert "    Hoàn thành xuất sắc nhiệm vụ: 03 người đứng đầu (" in ran.text
    assert "Sở Lao động - Thương binh và Xã hội (" in ran.lines[-1]
    assert run_on(committing)("period", "glance", "1999").code == 1
