"""Foresight: what a rubric leaves open, what a change to it would do, and what it takes to rise.

Proofs and searches over the frozen values of `rules`; no web and no database. z3 has one door: `foresight.solving`.
"""
