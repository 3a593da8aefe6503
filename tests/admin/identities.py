"""A provider of identities on this machine: it signs in whoever it is told to, by the code flow with PKCE."""

from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Thread
from time import time
from typing import Any
from urllib.parse import urlencode

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import BaseWSGIServer, make_server

CLIENT_ID, CLIENT_SECRET = "rulesvc", "secret of the client"


@dataclass
class Provider:
    """The provider: *subject* is who it signs in, *claims* what it then says otherwise than it should.

    *signing* is another key by which it signs than it publishes.
    """

    subject: str = "subject-of-lan"
    claims: dict[str, Any] = field(default_factory=dict)
    issuer: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, parameters={"kid": "key"}))
    signing: RSAKey | None = None
    stop: Callable[[], None] = lambda: None
    asked: dict[str, str] = field(default_factory=dict)

    def token(self) -> str:
        """The signed claims."""
        now = int(time())
        said = {"iss": self.issuer, "sub": self.subject, "aud": CLIENT_ID, "iat": now, "exp": now + 60}
        said["nonce"] = self.asked["nonce"]
        return jwt.encode({"alg": "RS256", "kid": "key"}, {**said, **self.claims}, self.signing or self.key)

    def app(self) -> Flask:
        """The provider as a site."""
        site = Flask("identities")
        site.add_url_rule("/.well-known/openid-configuration", "metadata", self._metadata)
        site.add_url_rule("/authorize", "authorize", self._authorize)
        site.add_url_rule("/token", "token", self._token, methods=["POST"])
        site.add_url_rule("/keys", "keys", lambda: {"keys": [self.key.as_dict(private=False)]})
        return site

    def _metadata(self) -> dict[str, Any]:
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
        return {"issuer": self.issuer, **{name: f"{self.issuer}/{path}" for name, path in places.items()}}

    def _authorize(self) -> ResponseReturnValue:
        self.asked = request.args.to_dict()
        back = urlencode({"code": "the code", "state": self.asked["state"]})
        return redirect(f"{self.asked['redirect_uri']}?{back}")

    def _token(self) -> ResponseReturnValue:
        verifier = request.form["code_verifier"].encode()
        challenge = urlsafe_b64encode(sha256(verifier).digest()).rstrip(b"=").decode()
        if (self.asked["code_challenge"], self.asked["code_challenge_method"]) != (challenge, "S256"):
            return {"error": "invalid_grant"}, 400
        return {"access_token": "access", "token_type": "Bearer", "expires_in": 60, "id_token": self.token()}


@contextmanager
def providing() -> Iterator[Provider]:
    """A provider that answers on a port of its own."""
    provider = Provider()
    server = make_server("127.0.0.1", 0, provider.app(), threaded=True)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever)
    provider.stop = lambda: _stop(server, thread)
    thread.start()
    try:
        yield provider
    finally:
        _stop(server, thread)


def _stop(server: BaseWSGIServer, thread: Thread) -> None:
    server.shutdown()
    thread.join()
    server.server_close()
