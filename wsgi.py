"""What a server runs: the service with its pages. The only module that knows both."""

from admin.registration import register_admin
from rulesvc.application import create_app

app = create_app()
register_admin(app)
