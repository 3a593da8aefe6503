"""The application: settings, database and HTTP interface put together. Pages are registered by whoever serves them."""

from pathlib import Path
from typing import Any, Final

from flask import Flask
from flask_smorest import Api

from rules.formula_reading import build_grammar
from rulesvc.api import (
    advice,
    cases,
    checks,
    conclusions,
    documents,
    drafts,
    editions,
    evaluations,
    health,
    impact,
    near,
    persons,
    rubrics,
    submission,
)
from rulesvc.api.draining import register_draining
from rulesvc.api.parsing import CONVERTERS, LARGEST_BODY
from rulesvc.api.problems import MEDIA_TYPE, register_problems
from rulesvc.database import connect
from rulesvc.schemas.answers import Problem
from rulesvc.settings import Settings, read_settings

_DESCRIPTION: Final = (
    "Asks for an evaluation of a result sheet: group, rating of the head and areas under review, each with its "
    "reasons. Numbers are text in plain notation; errors are problem details in Vietnamese or English."
)


class _Api(Api):  # type: ignore[misc]
    """Publishes our problem details in place of flask-smorest's errors."""

    ERROR_SCHEMA = Problem

    def _register_error_handlers(self) -> None:
        """Leave the handlers of `rulesvc.api.problems` alone."""

    def _register_responses(self) -> None:
        """Describe errors with their media type."""
        self.DEFAULT_RESPONSE_CONTENT_TYPE = MEDIA_TYPE
        super()._register_responses()
        del self.DEFAULT_RESPONSE_CONTENT_TYPE


def create_app(settings: Settings | None = None) -> Flask:
    """The application for *settings*, those of the environment by default."""
    settings = settings or read_settings()
    build_grammar()  # or the first request that reads a formula would wait for it
    app = Flask("rulesvc", static_folder=str(Path(__file__).parent / "api" / "static"), static_url_path="/static")
    app.config.update(_config())
    app.extensions["database"] = connect(settings.database_url)
    app.url_map.converters.update(CONVERTERS)
    register_problems(app)
    register_draining(app)
    api = _Api(app)
    concluding = (conclusions.of_evaluation, conclusions.routes)
    lists = (rubrics.routes, rubrics.form, editions.routes, drafts.routes, documents.routes, persons.routes)
    foreseeing = (checks.routes, cases.routes, advice.of_evaluation, advice.routes, impact.routes, near.routes)
    papers = (submission.routes,)
    for routes in (evaluations.routes, *concluding, *lists, *foreseeing, *papers, health.routes):
        api.register_blueprint(routes)
    return app


def _config() -> dict[str, Any]:
    security = {"key": {"type": "http", "scheme": "bearer", "description": "an API key"}}
    return {
        "MAX_CONTENT_LENGTH": LARGEST_BODY + 1,  # werkzeug cuts what comes in chunks here, and does not say so
        "API_TITLE": "Rules of appraisal",
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.1.0",
        "OPENAPI_URL_PREFIX": "/",
        "OPENAPI_JSON_PATH": "openapi.json",
        "OPENAPI_SWAGGER_UI_PATH": "/docs",
        "OPENAPI_SWAGGER_UI_URL": "/static/swagger-ui/",
        "OPENAPI_SWAGGER_UI_CONFIG": {"validatorUrl": None},  # its default asks a server elsewhere
        "API_SPEC_OPTIONS": {
            "info": {"description": _DESCRIPTION},
            "components": {"securitySchemes": security},
            "security": [{"key": []}],
        },
    }
