"""The papers of a submission over HTTP: one Word file, made from what is stored."""

from typing import Any

from flask import Response

from rulesvc.api.access import database, now, requires
from rulesvc.api.documents import BINARY
from rulesvc.api.editions import ONE
from rulesvc.api.parsing import Routes
from rulesvc.api.problems import spoken
from rulesvc.papers.file_names import SUBMISSION, file_name
from rulesvc.papers.submission import submission_paper
from rulesvc.papers.word import MEDIA_TYPE
from rulesvc.schemas.evaluation import Query
from rulesvc.usecases.editions import EditionRef
from rulesvc.usecases.submission import open_submission

routes = Routes("submission", __name__, url_prefix="/api/v1/rubrics", description="Papers of a submission")


@routes.route(f"{ONE}/submission", methods=["GET"])
@requires("read")
@routes.arguments(Query, location="query", as_kwargs=True)
@routes.response(200, BINARY, content_type=MEDIA_TYPE)
def submission(code: str, number: int, **_: Any) -> Response:
    """The papers that go with an edition when it is submitted: annex, comparison, impact, open issues and figures.

    Stores nothing. Made for a draft that is not complete too: it then says what stands in the way.
    """
    with database().reading() as session:
        found = open_submission(session, EditionRef(code, number))
    paper = submission_paper(found, spoken(), at=now())
    name = file_name(SUBMISSION, code, number, "docx", spoken())
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return Response(paper, headers=headers, content_type=MEDIA_TYPE)
