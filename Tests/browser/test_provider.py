"""Signing in through an identity provider: a real one on this machine, honest and lying."""

import re

import pytest
import requests

from programs import Server, copied, environment
from provider import CLIENT, SECRET, Provider
from signing import AUDITOR, GUARD

PAGE = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def provider():
    made = Provider()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def city_with_provider(demonstration_database, provider, tmp_path_factory):
    folder = tmp_path_factory.mktemp("provider")
    database = copied(demonstration_database, folder)
    server = Server(database, env=environment(
        YONGAI_OIDC_ISSUER=provider.issuer, YONGAI_OIDC_CLIENT_ID=CLIENT, YONGAI_OIDC_CLIENT_SECRET=SECRET,
        YONGAI_OIDC_NAME="浙政钉"))
    yield server
    assert server.stop() == 0


@pytest.fixture(autouse=True)
def honest(provider):
    provider.subject, provider.lie, provider.forge, provider.algorithm = "person-1", {}, "", "RS256"


class Visitor(requests.Session):
    def __init__(self, server):
        super().__init__()
        self.server = server

    def ask(self, path, **settings):
        return self.get(self.server.address + path, timeout=20, **settings)

    def tell(self, path, form=None):
        return self.post(self.server.address + path, form or {}, headers=PAGE, timeout=20)

    def sign_in(self, phone):
        page = self.tell("/sign-in/codes", {"phone": phone}).text
        code = re.search(r'id="shown-code">(\d+)<', page).group(1)
        form = {name: re.search(f'name="{name}" value="([^"]*)"', page).group(1) for name in ("id", "phone")}
        assert self.tell("/sign-in/sessions", {**form, "code": code}).status_code == 200

    def link(self):
        page = self.tell("/me/identities/additions").text
        address = re.search(r'id="onward" href="([^"]+)"', page).group(1).replace("&amp;", "&")
        return self.get(address, timeout=20)


def test_an_identity_is_linked_by_its_owner_and_signs_in_after(city_with_provider, provider):
    stranger = Visitor(city_with_provider)
    assert "用浙政钉登录" in stranger.ask("/sign-in/strong").text
    refused = stranger.ask("/sign-in/provider?next=/console")
    assert refused.status_code == 403 and "还没有绑定账号" in refused.text
    owner = Visitor(city_with_provider)
    owner.sign_in(AUDITOR)
    linked = owner.link()
    assert linked.status_code == 200 and provider.issuer in linked.text
    for algorithm in ("RS256", "ES256"):
        provider.algorithm = algorithm
        guest = Visitor(city_with_provider)
        page = guest.ask("/sign-in/provider?next=/console")
        assert page.url.endswith("/console") and "工作台" in page.text
        assert "统一身份" in guest.ask("/me/sessions").text
    asked = provider.questions[-1]
    assert asked["response_type"] == "code" and asked["code_challenge_method"] == "S256"
    assert len(asked["nonce"]) == 43 and len(asked["state"]) == 43 and "openid" in asked["scope"].split()
    # Another account cannot have it too.
    other = Visitor(city_with_provider)
    other.sign_in(GUARD)
    assert other.link().status_code == 409


@pytest.mark.parametrize("lie", [
    {"nonce": "another"}, {"nonce": None}, {"aud": "somebody else"}, {"aud": [CLIENT, "somebody else"]},
    {"aud": [CLIENT, "other"], "azp": "other"}, {"iss": "https://evil.example"}, {"exp": 1_700_000_000},
    {"iat": 4_000_000_000}, {"sub": ""}, {"sub": "x" * 256},
], ids=lambda lie: str(lie)[:40])
def test_a_provider_that_lies_signs_nobody_in(city_with_provider, provider, lie):
    provider.lie = lie
    guest = Visitor(city_with_provider)
    page = guest.ask("/sign-in/provider?next=/console")
    assert page.status_code == 403 and "没有通过" in page.text
    assert "session" not in guest.cookies


@pytest.mark.parametrize("forge", ["signature", "none", "hmac", "kid"])
def test_a_forged_token_signs_nobody_in(city_with_provider, provider, forge):
    provider.forge = forge
    guest = Visitor(city_with_provider)
    page = guest.ask("/sign-in/provider")
    assert page.status_code == 403 and "没有通过" in page.text
    assert "session" not in guest.cookies


def test_a_journey_is_used_once_and_by_its_own_browser(city_with_provider):
    guest = Visitor(city_with_provider)
    page = guest.ask("/sign-in/provider?next=/me")
    answer = page.history[1].headers["Location"]
    assert "/sign-in/provider/answer?" in answer
    again = guest.get(answer, timeout=20)
    assert again.status_code == 403 and "重新开始" in again.text
    # What another browser began is nothing here: nobody is signed in as somebody else by a link.
    first = guest.ask("/sign-in/provider", allow_redirects=False).headers["Location"]
    back = requests.get(first, allow_redirects=False, timeout=20).headers["Location"]
    stolen = Visitor(city_with_provider).get(back, timeout=20)
    assert stolen.status_code == 403 and "重新开始" in stolen.text
    forged = guest.ask("/sign-in/provider/answer?state=&code=x")
    assert forged.status_code == 403


def test_a_provider_that_is_gone_is_said(demonstration_database, tmp_path):
    database = copied(demonstration_database, tmp_path)
    server = Server(database, env=environment(
        YONGAI_OIDC_ISSUER="http://127.0.0.1:9", YONGAI_OIDC_CLIENT_ID="x", YONGAI_OIDC_CLIENT_SECRET="y"))
    page = Visitor(server).ask("/sign-in/provider")
    assert page.status_code == 503 and "没有回应" in page.text
    assert server.stop() == 0
