"""Keeps rubrics, serves evaluations and records both: database, HTTP interface and command line."""
