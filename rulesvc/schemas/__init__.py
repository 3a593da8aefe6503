"""Shapes of what comes in and goes out: allow-lists that refuse unknown fields."""
