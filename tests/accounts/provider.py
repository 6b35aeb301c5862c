"""An identity provider to test against: a small OpenID Connect server of its own, on this machine, that believes anybody."""

import json
import time
from base64 import urlsafe_b64encode
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET, KEY_ID = "portal", "the portal's secret", "key-1"
_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider(ThreadingHTTPServer):
    """Signs everybody in as whom `claims` describes; `refuses` makes it answer that the person stopped."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.claims: dict[str, object] = {}
        self.refuses = False
        self.challenges: dict[str, str] = {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Conversation(BaseHTTPRequestHandler):
    server: Provider

    def log_message(self, *args):
        pass

    def answer(self, content, status=200):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        base, path = self.server.address, urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(path.query).items()}
        if path.path == "/.well-known/openid-configuration":
            self.answer(
                {
                    "issuer": base,
                    "authorization_endpoint": f"{base}/authorize",
                    "token_endpoint": f"{base}/token",
                    "jwks_uri": f"{base}/keys",
                    "userinfo_endpoint": f"{base}/nobody-should-ask",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        elif path.path == "/keys":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(_key.public_key()))
            self.answer({"keys": [public | {"kid": KEY_ID, "alg": "RS256", "use": "sig"}]})
        elif path.path == "/authorize" and asked["client_id"] == CLIENT and asked["code_challenge_method"] == "S256":
            self.server.challenges["a code"] = asked["code_challenge"]
            given = {"error": "access_denied"} if self.server.refuses else {"code": "a code"}
            self.send_response(302)
            self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(given | {'state': asked['state']})}")
            self.end_headers()
        else:
            self.answer({"error": "invalid_request"}, 400)

    def do_POST(self):
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        hashed = urlsafe_b64encode(sha256(sent["code_verifier"][0].encode()).digest()).rstrip(b"=").decode()
        known = sent["client_secret"] == [SECRET] and hashed == self.server.challenges.pop(sent["code"][0], None)
        if not known:
            self.answer({"error": "invalid_grant"}, 400)
            return
        claims = {"iss": self.server.address, "aud": CLIENT, "exp": int(time.time()) + 60} | self.server.claims
        token = jwt.encode(claims, _key, algorithm="RS256", headers={"kid": KEY_ID})
        self.answer({"access_token": "x", "token_type": "Bearer", "id_token": token})


@contextmanager
def provider_running():
    """A provider that listens until the block ends."""
    provider = Provider()
    thread = Thread(target=provider.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield provider
    finally:
        provider.shutdown()
        thread.join()
        provider.server_close()
