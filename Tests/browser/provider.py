"""A small provider of OpenID Connect with real keys, which can be told to lie."""

import base64
import hashlib
import http.server
import json
import secrets
import threading
import time
import urllib.parse

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils

CLIENT, SECRET = "yongai", "a secret: with / signs"


def url64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def number(value, length):
    return url64(value.to_bytes(length, "big"))


class Provider:
    """`subject` is who signs in at it next; `lie` changes claims, `forge` what else is wrong."""

    def __init__(self):
        self.subject, self.lie, self.forge = "person-1", {}, ""
        self.codes, self.questions = {}, []
        self.rsa = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.ec = ec.generate_private_key(ec.SECP256R1())
        self.algorithm = "RS256"
        handler = type("Handler", (_Handler,), {"provider": self})
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def description(self):
        return {"issuer": self.issuer, "authorization_endpoint": self.issuer + "/authorize",
                "token_endpoint": self.issuer + "/token", "jwks_uri": self.issuer + "/jwks"}

    def keys(self):
        public, point = self.rsa.public_key().public_numbers(), self.ec.public_key().public_numbers()
        return {"keys": [
            {"kty": "RSA", "kid": "r1", "use": "sig", "n": number(public.n, 256), "e": number(public.e, 3)},
            {"kty": "EC", "kid": "e1", "crv": "P-256", "x": number(point.x, 32), "y": number(point.y, 32)}]}

    def authorize(self, query):
        """Whoever stands at the provider agrees at once."""
        self.questions.append(query)
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return query["redirect_uri"] + "?" + urllib.parse.urlencode({"code": code, "state": query["state"]})

    def token(self, form, authorization):
        question = self.codes.pop(form.get("code"), None)
        shown = ":".join(urllib.parse.quote(text, safe="") for text in (CLIENT, SECRET))
        challenge = url64(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if (question is None or challenge != question["code_challenge"] or question["code_challenge_method"] != "S256"
                or authorization != "Basic " + base64.b64encode(shown.encode()).decode()
                or form.get("redirect_uri") != question["redirect_uri"]):
            return None
        now = int(time.time())
        claims = {"iss": self.issuer, "sub": self.subject, "aud": CLIENT, "exp": now + 300, "iat": now,
                  "nonce": question["nonce"], **self.lie}
        return {"access_token": "x", "token_type": "Bearer", "id_token": self.signed(claims)}

    def signed(self, claims):
        head = {"alg": self.algorithm, "kid": "e1" if self.algorithm == "ES256" else "r1"}
        if self.forge == "none":
            head = {"alg": "none"}
        if self.forge == "hmac":
            head["alg"] = "HS256"
        if self.forge == "kid":
            head["kid"] = "nobody"
        body = ".".join(url64(json.dumps(part).encode()) for part in (head, claims))
        data = body.encode()
        if self.forge == "none":
            return body + "."
        if self.forge == "hmac":
            import hmac
            return body + "." + url64(hmac.new(SECRET.encode(), data, hashlib.sha256).digest())
        if self.algorithm == "ES256":
            r, s = utils.decode_dss_signature(self.ec.sign(data, ec.ECDSA(hashes.SHA256())))
            return body + "." + url64(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
        key = self.stranger if self.forge == "signature" else self.rsa
        return body + "." + url64(key.sign(data, padding.PKCS1v15(), hashes.SHA256()))


class _Handler(http.server.BaseHTTPRequestHandler):
    provider = None

    def do_GET(self):
        address = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(address.query))
        if address.path == "/authorize":
            self.send_response(302)
            self.send_header("Location", self.provider.authorize(query))
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        pages = {"/.well-known/openid-configuration": self.provider.description, "/jwks": self.provider.keys}
        self._say(pages[address.path]() if address.path in pages else None)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._say(self.provider.token(dict(urllib.parse.parse_qsl(body)), self.headers.get("Authorization")))

    def _say(self, content):
        body = json.dumps(content or {"error": "invalid_grant"}).encode()
        self.send_response(200 if content else 400)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass
