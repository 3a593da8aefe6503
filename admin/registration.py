"""Registering the pages with the application."""

from flask import Flask

from admin.start import pages


def register_admin(app: Flask) -> None:
    """Add the pages to *app*."""
    app.register_blueprint(pages)
