"""The pure engine: rubrics, results and decisions as immutable values.

It knows no web, no database and no schema library, so that what a rating means can be read and tested here alone.
"""
