"""What abilities are called where an API key is given them."""

from collections.abc import Mapping
from typing import Final

from rules.errors import N_
from rulesvc.usecases.abilities import Ability

ABILITY_WORDS: Final[Mapping[str, str]] = {
    Ability.READ: N_("look up rubrics and results"),
    Ability.EVALUATE: N_("have results determined"),
    Ability.DRAFT: N_("write drafts of rubrics"),
    Ability.CLEAR: N_("approve drafts of rubrics"),
    Ability.ISSUE: N_("record that a rubric was issued"),
    Ability.REGISTER: N_("enter documents"),
    Ability.CONCLUDE: N_("enter conclusions of the Council"),
    Ability.CONFIRM: N_("confirm conclusions of the Council"),
    Ability.ADMINISTER: N_("administer the system"),
}
"""By ability, as what a key may do."""
