"""What is kept, one noun a file. Rows are read and written by the store alone."""

from rulesvc.models.acknowledgement import Acknowledgement
from rulesvc.models.agency import Agency, AgencyPredecessor
from rulesvc.models.api_key import ApiKey
from rulesvc.models.applicability import Applicability
from rulesvc.models.audit_event import AuditEvent
from rulesvc.models.base import Base
from rulesvc.models.block import Block
from rulesvc.models.case import Case
from rulesvc.models.change_reason import ChangeReason
from rulesvc.models.conclusion import Conclusion, ConclusionStatus
from rulesvc.models.content import Content
from rulesvc.models.criterion import Criterion, CriterionOrigin
from rulesvc.models.document import (
    CitedDocument,
    Document,
    DocumentFile,
    DocumentRelation,
    DocumentStatus,
    RelationKind,
)
from rulesvc.models.edition import Edition, EditionEditor, EditionPeriod, EditionStep, EditionText, Status
from rulesvc.models.evaluation import Evaluation
from rulesvc.models.head_term import HeadTerm
from rulesvc.models.kept_answer import KeptAnswer
from rulesvc.models.period import Period
from rulesvc.models.person import Deputy, Person, Role
from rulesvc.models.previous_fact import PreviousFact, PreviousOutcome
from rulesvc.models.remark import Remark, Settlement
from rulesvc.models.rubric import Rubric
from rulesvc.models.rule import Condition, Rule, RuleCitation, ThresholdKind
from rulesvc.models.scope import Exemption, Indicator, Scope, ScopeMember
from rulesvc.models.sheet import Answer, Sheet, SheetIndicator
from rulesvc.models.sign_in_failure import SignInFailure
from rulesvc.models.stage import Stage
from rulesvc.models.supplied_value import SuppliedValue
from rulesvc.models.table import Assumption, DecisionTable, Outcome

__all__ = [
    "Acknowledgement",
    "Agency",
    "AgencyPredecessor",
    "Answer",
    "ApiKey",
    "Applicability",
    "Assumption",
    "AuditEvent",
    "Base",
    "Block",
    "Case",
    "ChangeReason",
    "CitedDocument",
    "Conclusion",
    "ConclusionStatus",
    "Condition",
    "Content",
    "Criterion",
    "CriterionOrigin",
    "DecisionTable",
    "Deputy",
    "Document",
    "DocumentFile",
    "DocumentRelation",
    "DocumentStatus",
    "Edition",
    "EditionEditor",
    "EditionPeriod",
    "EditionStep",
    "EditionText",
    "Evaluation",
    "Exemption",
    "HeadTerm",
    "Indicator",
    "KeptAnswer",
    "Outcome",
    "Period",
    "Person",
    "PreviousFact",
    "PreviousOutcome",
    "RelationKind",
    "Remark",
    "Role",
    "Rubric",
    "Rule",
    "RuleCitation",
    "Scope",
    "ScopeMember",
    "Settlement",
    "Sheet",
    "SheetIndicator",
    "SignInFailure",
    "Stage",
    "Status",
    "SuppliedValue",
    "ThresholdKind",
]
