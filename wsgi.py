"""What a server runs: the service with its pages. The only module that knows both."""

from admin.registration import register_admin
from rulesvc.application import create_app
from rulesvc.settings import read_settings

_settings = read_settings()
app = create_app(_settings)
register_admin(app, _settings)
