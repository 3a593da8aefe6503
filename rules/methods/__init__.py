"""Methods of scoring: how what is reported of a component becomes points. A closed union; `kind` names each."""

from rules.methods.bands import Bands
from rules.methods.choice import Choice
from rules.methods.deduction import Deduction
from rules.methods.formula import Formula
from rules.methods.items import PerItem
from rules.methods.points import GivenPoints
from rules.methods.ratio import RatioToTarget
from rules.methods.relative import RelativeToBest
from rules.methods.supplied import Supplied
from rules.methods.survey import Survey, SurveyTakenOver

OfFigures = GivenPoints | Choice | Bands | RatioToTarget | PerItem | Deduction | Supplied | RelativeToBest | Formula
OfBallots = Survey | SurveyTakenOver
Method = OfFigures | OfBallots


def whoever_supplies(method: Method) -> Method:
    """*method*; of what another body supplies, the one by which that is scored."""
    return method.scored if isinstance(method, Supplied) else method
