"""A rubric goes into rows and comes back the same, or not at all."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select, text, update

from rules import measure
from rules.canonical import canonical, digest
from rules.content import rubric_content
from rules.errors import BeyondTheEngine, Refusal
from rules.rubric import Rubric
from rules.text import Text
from rulesvc import models
from rulesvc.database import Database, act_as
from rulesvc.errors import (
    PeriodsMissing,
    RubricHasEditions,
    RubricOfAnotherBlock,
    SnapshotDiffers,
    StoredContentDiffers,
    UnknownBlock,
    UnknownEdition,
    UnknownPeriod,
    UnknownRubric,
    UnreadableFormat,
)
from rulesvc.models.triggers import drop_triggers
from rulesvc.store import edition_steps, editions, frozen, snapshots
from rulesvc.store.persons import Actor
from rulesvc.usecases.editions import submit
from rulesvc.usecases.rubrics import export_rubric, find_edition, list_editions, list_rubrics
from tests.builders import LAW, rubric, rule, table, when
from tests.hai_duong import BLOCKS, document, rubric_of
from tests.service.asking import imported
from tests.service.databases import NOW
from tests.service.editing import acknowledged, changed, drafted, issued, lan
from tests.service.everything import everything


@pytest.fixture(autouse=True)
def _read_from_the_rows() -> Iterator[None]:
    frozen.forget()
    yield
    frozen.forget()


@pytest.mark.parametrize("code", BLOCKS)
def test_a_rubric_document_comes_back_byte_for_byte(hai_duong: Database, code: str) -> None:
    with hai_duong.reading() as session:
        assert canonical(export_rubric(session, code)) == canonical(document(code))


def test_a_rubric_with_everything_comes_back_from_rows_and_from_the_snapshot(hai_duong: Database, actor: Actor) -> None:
    rubric = everything()
    line = imported(hai_duong, rubric, actor, issue=True)
    assert line.sha256 == digest(canonical(rubric_content(rubric)))
    with hai_duong.reading() as session:
        assert find_edition(session, "everything", 1).edition.rubric == rubric
        assert snapshots.rebuilt(session, line.sha256) == rubric


def test_the_same_content_is_the_same_object(hai_duong: Database) -> None:
    with hai_duong.reading() as session:
        first = find_edition(session, "so", 1).edition.rubric
    with hai_duong.reading() as session:
        assert find_edition(session, "so", 1).edition.rubric is first


def test_as_many_are_kept_as_the_engine_keeps_compiled() -> None:
    for place in range(frozen.MOST_KEPT + 1):
        frozen.frozen(str(place), lambda: rubric_of("so"))
    read: list[str] = []

    def again() -> Rubric:
        read.append("again")
        return rubric_of("so")

    frozen.frozen("0", again)
    frozen.frozen(str(frozen.MOST_KEPT), again)
    assert read == ["again"]


def test_an_issued_edition_whose_rows_were_changed_is_refused(hai_duong: Database) -> None:
    with hai_duong.writing() as session:
        drop_triggers(session.connection())
        session.execute(update(models.Condition).where(models.Condition.threshold == "90").values(threshold="89"))
    with hai_duong.reading() as session, pytest.raises(StoredContentDiffers) as refused:
        find_edition(session, "so", 1)
    assert refused.value.stored == digest(canonical(document("so")))


def test_a_snapshot_that_was_changed_is_refused(hai_duong: Database) -> None:
    changed = canonical(rubric_content(everything()))
    with hai_duong.writing() as session:
        session.add(models.EditionText(sha256="0" * 64, format_version="1", content=changed))
    with hai_duong.reading() as session, pytest.raises(SnapshotDiffers) as refused:
        snapshots.rebuilt(session, "0" * 64)
    assert refused.value.found == digest(changed)


def test_a_snapshot_of_an_unknown_format_is_refused() -> None:
    with pytest.raises(UnreadableFormat, match="format 0"):
        snapshots.read_content({}, "0")


def test_a_draft_is_submitted_as_its_rows_say(hai_duong: Database) -> None:
    """Whatever was read of it before, and whoever changed the rows behind the service."""
    ref, author = acknowledged(hai_duong, drafted(hai_duong)), lan(hai_duong)
    with hai_duong.writing() as session:
        found = find_edition(session, "so", ref.number)
        act_as(session, author.person_id)
        of_draft = update(models.Criterion).where(models.Criterion.edition_id == found.line.id)
        session.execute(of_draft.where(models.Criterion.code == "chinh-quyen-so").values(name=Text("Chính quyền số")))
        line = submit(session, ref, actor=author, now=NOW)
        (step,) = edition_steps.of_edition(session, line.id)
        rubric = editions.read_anew(session, line).rubric
    assert rubric.criterion["chinh-quyen-so"].name == Text("Chính quyền số")
    assert step.sha256 == digest(canonical(rubric_content(rubric))) != found.edition.sha256


def test_drafts_older_than_their_hashes_are_told_apart(hai_duong: Database, actor: Actor) -> None:
    """As a database has them that was brought from an earlier version."""
    rubrics = (rubric_of("so"), everything())
    numbers = [imported(hai_duong, each, actor).number for each in rubrics]
    with hai_duong.writing() as session:
        act_as(session, actor.person_id)
        drafts = models.Edition.status == models.Status.DRAFT
        session.execute(update(models.Edition).where(drafts).values(draft_sha256=""))
        read = [find_edition(session, each.code, number).edition for each, number in zip(rubrics, numbers, strict=True)]
    assert [each.rubric for each in read] == list(rubrics)


def test_only_the_first_edition_is_issued_by_import(hai_duong: Database, actor: Actor) -> None:
    with pytest.raises(RubricHasEditions, match="has 1 editions"):
        imported(hai_duong, rubric_of("so"), actor, issue=True)
    imported(hai_duong, everything(), actor)
    with pytest.raises(RubricHasEditions):
        imported(hai_duong, everything(), actor, issue=True)


@pytest.mark.parametrize(
    ("changes", "periods", "refusal"),
    [
        ({}, (), PeriodsMissing),
        ({}, ("2022", "2050"), UnknownPeriod),
        ({"block": "xa"}, ("2022",), UnknownBlock),
        ({"code": "huyen"}, ("2022",), RubricOfAnotherBlock),
    ],
)
def test_an_import_that_does_not_fit_is_refused_and_leaves_nothing(
    hai_duong: Database, actor: Actor, changes: dict[str, str], periods: tuple[str, ...], refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        imported(hai_duong, replace(everything(), **changes), actor, periods=periods, issue=True)  # type: ignore[arg-type]
    with hai_duong.reading() as session:
        assert [line.code for line in list_rubrics(session)] == ["huyen", "so"]


def test_a_rubric_beyond_the_engine_is_not_imported(hai_duong: Database, actor: Actor) -> None:
    years = when(measure.PeriodCode(), "in", tuple(str(year) for year in range(2000, 4000)))
    with pytest.raises(BeyondTheEngine):
        imported(hai_duong, replace(rubric(table("t", rule("x", years))), block="so"), actor)


def test_the_register_keeps_its_own_wording_of_a_document(hai_duong: Database, actor: Actor) -> None:
    reworded = replace(everything(), documents=(replace(LAW, subject=Text("Khác")), everything().documents[1]))
    imported(hai_duong, everything(), actor)
    imported(hai_duong, reworded, actor)
    with hai_duong.reading() as session:
        assert session.scalars(select(models.Document.subject).where(models.Document.code == "law")).all() == [
            LAW.subject
        ]
        assert find_edition(session, "everything", 2).edition.rubric == reworded


def test_rubrics_are_listed_with_their_editions(hai_duong: Database, actor: Actor) -> None:
    imported(hai_duong, rubric_of("so"), actor, periods=("2021", "2022"))
    with hai_duong.reading() as session:
        huyen, so = list_rubrics(session)
        assert list_editions(session, "so") == so.editions
    assert (huyen.code, huyen.block, len(huyen.editions)) == ("huyen", "huyen", 1)
    assert [(line.number, line.status, line.periods) for line in so.editions] == [
        (1, "issued", ("2022",)),
        (2, "draft", ("2021", "2022")),
    ]


def test_a_rubric_is_called_as_in_the_edition_issued_last_whatever_a_draft_says(hai_duong: Database) -> None:
    def called() -> str:
        with hai_duong.reading() as session:
            return next(each.name.vi for each in list_rubrics(session) if each.code == "so")

    before, ref = called(), drafted(hai_duong)
    changed(hai_duong, ref, name={"vi": "Tên mới"})
    assert called() == before
    issued(hai_duong, ref)
    assert called() == "Tên mới"


def test_what_is_not_there_is_named_with_what_is(hai_duong: Database) -> None:
    with hai_duong.reading() as session:
        with pytest.raises(UnknownRubric, match="“xa” is not known") as unknown:
            export_rubric(session, "xa")
        assert unknown.value.allowed == ("huyen", "so")
        with pytest.raises(UnknownEdition, match="no edition 7"):
            export_rubric(session, "so", number=7)


def test_content_refers_only_to_what_its_edition_has(hai_duong: Database) -> None:
    statement = "UPDATE condition SET criterion = 'elsewhere' WHERE measure = 'total_percent'"
    with hai_duong.writing() as session:
        drop_triggers(session.connection())
        with pytest.raises(Exception, match=r"(?i)foreign key"):
            session.execute(text(statement))
        session.rollback()
