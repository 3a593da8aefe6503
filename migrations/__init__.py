"""Migrations: numbered sentences that lead to the models and back, on SQLite and PostgreSQL."""
