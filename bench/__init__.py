"""Measurements: how fast, how exact and how steady. Nothing here is asserted in tests; a wrong answer stops it."""
