"""The sample: a detailed rubric and what 18 agencies report of it, made by the project."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from rules.acceptance import accept
from rules.bests import bests_of
from rules.content import edition_of
from rules.evaluation import evaluate
from rules.result import Result
from rules.rubric import Rubric
from rules.sheet import Accepted, Sheet
from rulesvc.settings import SAMPLE
from rulesvc.usecases.case_files import CaseFiles
from rulesvc.usecases.sample_files import read_sample


@cache
def sample() -> CaseFiles:
    return read_sample(SAMPLE)


@cache
def sample_rubric() -> Rubric:
    return sample().rubrics[0]


@cache
def sample_sheets() -> tuple[Sheet, ...]:
    """The sheets of all agencies, with the best figures among them."""
    known = tuple(
        Sheet(each.code, sample().period, each.sheet.answers, each.sheet.indicators, each.fact.known)
        for each in sample().agencies
    )
    bests = bests_of(sample_rubric(), known)
    return tuple(replace(sheet, bests=bests) for sheet in known)


@cache
def accepted_samples() -> Mapping[str, Accepted]:
    return {sheet.agency: accept(sample_rubric(), sheet) for sheet in sample_sheets()}


@cache
def sample_results() -> Mapping[str, Result]:
    edition = edition_of(sample_rubric(), 1)
    return {sheet.agency: evaluate(edition, sheet) for sheet in sample_sheets()}
