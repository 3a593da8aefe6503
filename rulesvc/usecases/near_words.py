"""Who is near a threshold, as it is sent over HTTP: exact figures, and in words what was seen and what would change."""

from typing import Any

from foresight.near_phrases import crossed_text, near_seen
from foresight.nearness import Near
from foresight.standing import members_of, standing
from rules.content import measure_content, threshold_content
from rules.language import Language
from rules.number import exact_text
from rules.telling import Names, Telling
from rulesvc.usecases.impact_words import standing_content
from rulesvc.usecases.near import AgencyNear, BlockNear, NearList


def near_content(found: NearList, into: Language) -> dict[str, Any]:
    """The list, block by block."""
    return {
        "period": found.period,
        "distance": exact_text(found.within),
        "blocks": [_block(each, into) for each in found.blocks],
    }


def _block(of: BlockNear, into: Language) -> dict[str, Any]:
    return {
        "block": of.block.code,
        "name": into.text(of.block.name),
        "judged": of.judged,
        "agencies": [_agency(each, into) for each in of.agencies],
    }


def _agency(of: AgencyNear, into: Language) -> dict[str, Any]:
    judged = of.judged
    name = into.text(judged.agency.name)
    telling = Telling(judged.rubric, judged.result, into, Names(name, into.text(of.head)))
    return {
        "agency": judged.agency.code,
        "name": name,
        "evaluation": judged.stored.id,
        "near": [_near(each, telling) for each in of.near],
    }


def _near(near: Near, telling: Telling) -> dict[str, Any]:
    return {
        "table": near.table,
        "criterion": near.member or None,
        "measure": measure_content(near.condition.measure),
        "threshold": threshold_content(near.condition),
        "value": exact_text(near.value),
        "upwards": near.upwards,
        "then": standing_content(standing(near.settled, members_of(telling.rubric))),
        "seen": near_seen(near, telling),
        "told": crossed_text(near, telling),
    }
