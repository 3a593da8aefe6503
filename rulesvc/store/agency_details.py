"""Agencies with all that is kept of them: what lists of agencies say, read and written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.orm import Session, aliased

from rules.text import Text
from rulesvc import models
from rulesvc.models.base import table
from rulesvc.store import agencies, blocks
from rulesvc.store.agencies import NewAgency
from rulesvc.store.folding import holds
from rulesvc.store.leaves import Leaf, leaf
from rulesvc.store.rivals import lock_list


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyDetails:
    """An agency; *predecessors* are the codes of those whose work it carries on, in order."""

    code: str
    name: str
    name_en: str = ""
    short_name: str = ""
    short_name_en: str = ""
    head_title: str = ""
    head_title_en: str = ""
    kind: str
    block: str
    valid_from: date | None = None
    valid_until: date | None = None
    predecessors: tuple[str, ...] = ()


def every(session: Session) -> dict[str, AgencyDetails]:
    """All agencies by code, in the order in which they were added."""
    row, block = models.Agency, models.Block
    before = _predecessors(session)
    found = session.execute(select(row, block.code).join(block, block.id == row.block_id).order_by(row.id))
    return {agency.code: _details(agency, of_block, before.get(agency.id, ())) for agency, of_block in found}


def page(session: Session, words: str, block: str, *, number: int) -> Leaf[AgencyDetails]:
    """That page of the agencies with these *words*, of one *block* or of all in their order."""
    row, of_block, before = models.Agency, models.Block, _predecessors(session)
    wanted = select(row, of_block.code).join(of_block, of_block.id == row.block_id).where(*holds(row.searched, words))
    if block:
        wanted = wanted.where(of_block.code == block)

    def line(found: Row[Any]) -> AgencyDetails:
        agency, code = tuple(found)
        return _details(agency, code, before.get(agency.id, ()))

    return leaf(session, wanted.order_by(of_block.id, row.id), number, line)


def evaluated(session: Session, codes: Iterable[str]) -> frozenset[str]:
    """Those of the *codes* whose agencies have evaluations."""
    row, of_agency = models.Agency, models.Evaluation
    found = select(row.code).join(of_agency, of_agency.agency_id == row.id).where(row.code.in_(codes)).distinct()
    return frozenset(session.scalars(found))


def lock(session: Session) -> None:
    """Keep others from adding or changing agencies until the commit."""
    lock_list(session, models.Agency)


def add(session: Session, new: AgencyDetails) -> None:
    """A new agency, without its predecessors, who may be added after it."""
    agencies.add(session, NewAgency(code=new.code, block_id=blocks.id_of(session, new.block), **_columns(new)))


def change(session: Session, changed: AgencyDetails) -> None:
    """Write what is said of a stored agency, without its predecessors."""
    columns = {"block_id": blocks.id_of(session, changed.block), **_columns(changed)}
    row = models.Agency
    texts: dict[str, Text] = {name: columns.pop(name) for name in ("name", "short_name", "head_title")}
    for name, text in texts.items():
        columns |= {f"{name}_vi": text.vi, f"{name}_en": text.en}
    columns["searched"] = agencies.searched_by(changed.code, *texts.values())
    session.execute(update(table(row)).where(table(row).c.code == changed.code).values(columns))
    session.expire_all()


def set_predecessors(session: Session, code: str, predecessors: Iterable[str]) -> None:
    """Let the agency carry on the work of those *predecessors* and of nobody else."""
    link = table(models.AgencyPredecessor)
    agency_id = agencies.by_code(session, code).id
    session.execute(delete(link).where(link.c.agency_id == agency_id))
    rows = [
        {"agency_id": agency_id, "predecessor_id": agencies.by_code(session, each).id}
        for each in dict.fromkeys(predecessors)
    ]
    if rows:
        session.execute(insert(link), rows)


def _predecessors(session: Session) -> dict[int, tuple[str, ...]]:
    link, before = models.AgencyPredecessor, aliased(models.Agency)
    found = session.execute(
        select(link.agency_id, before.code).join(before, before.id == link.predecessor_id).order_by(before.code)
    )
    codes: dict[int, tuple[str, ...]] = {}
    for agency_id, code in found:
        codes[agency_id] = (*codes.get(agency_id, ()), code)
    return codes


def _details(row: models.Agency, block: str, predecessors: tuple[str, ...]) -> AgencyDetails:
    return AgencyDetails(
        code=row.code,
        name=row.name.vi,
        name_en=row.name.en,
        short_name=row.short_name.vi,
        short_name_en=row.short_name.en,
        head_title=row.head_title.vi,
        head_title_en=row.head_title.en,
        kind=row.kind,
        block=block,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        predecessors=predecessors,
    )


def _columns(of: AgencyDetails) -> dict[str, Any]:
    return {
        "name": Text(of.name, of.name_en),
        "short_name": Text(of.short_name, of.short_name_en),
        "head_title": Text(of.head_title, of.head_title_en),
        "kind": of.kind,
        "valid_from": of.valid_from,
        "valid_until": of.valid_until,
    }
