"""What the tests from outside share: two living cities, and a phone."""

import shutil

import pytest
import requests
from playwright.sync_api import sync_playwright

from programs import MERCHANTS, PROGRAM, Server, run

CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
# 天一广场 in WGS-84.
POSITION = {"latitude": 29.8690, "longitude": 121.5478, "accuracy": 20}
PHONE = {
    "viewport": {"width": 360, "height": 640},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
    # Most tests are about the server and the page; the service worker between them has tests of its own.
    "service_workers": "block",
}
DESK = {"viewport": {"width": 1280, "height": 900}, "is_mobile": False, "has_touch": False, "device_scale_factor": 1}


def pytest_configure(config):
    if not PROGRAM.exists():
        pytest.exit(f"{PROGRAM} is not there. Build it, or name it in YONGAI_PROGRAM.", 2)


@pytest.fixture(scope="session")
def demonstration_database(tmp_path_factory):
    """The demonstration city. Tests read it; whoever writes takes a copy."""
    database = tmp_path_factory.mktemp("city") / "demonstration.sqlite"
    done = run("demo", database=database)
    assert done.returncode == 0, done.stderr
    assert "25723 places" in done.stdout
    return database


@pytest.fixture(scope="session")
def city(demonstration_database):
    server = Server(demonstration_database)
    yield server
    assert server.stop() == 0


@pytest.fixture(scope="session")
def merchants_import(tmp_path_factory):
    """The real merchants of Ningbo, imported from their BD-09 columns: the database and what the command said."""
    if not MERCHANTS.exists():
        pytest.skip(f"{MERCHANTS.name} is not on this machine")
    database = tmp_path_factory.mktemp("real") / "merchants.sqlite"
    return database, run("import", "places", MERCHANTS, "--kind", "merchant", "--datum", "bd09", database=database)


@pytest.fixture(scope="session")
def real_city(merchants_import):
    database, done = merchants_import
    assert done.returncode == 0, done.stderr
    server = Server(database)
    yield server
    assert server.stop() == 0


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Phone:
    """A phone held by a rider, which remembers everything that went wrong on its screen."""

    def __init__(self, chromium, server, position=POSITION, **settings):
        if position:
            settings = {"geolocation": position, "permissions": ["geolocation"], **settings}
        self.context = chromium.new_context(**{**PHONE, "base_url": server.address, **settings})
        self.context.set_default_timeout(8000)
        self.server = server
        self.problems = []
        self.requests = []
        # Complaints a test expects, such as the browser's own about a page that answers 404.
        self.expected = []
        self.context.on("request", self._note_request)
        self.page = self.context.new_page()
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.problems.append(f"error: {error}"))

    def _note_request(self, request):
        self.requests.append(request.url)

    def _note_console(self, message):
        expected = [*self.expected, "Service Worker registration blocked by Playwright"]
        if message.type in ("error", "warning") and not any(text in message.text for text in expected):
            self.problems.append(f"{message.type}: {message.text}")

    def open(self, path):
        self.page.goto(path)
        return self.page

    def foreign_requests(self):
        return [url for url in self.requests if not url.startswith((self.server.address + "/", "data:"))]


@pytest.fixture
def phone(chromium):
    """`phone(server, position=None, java_script_enabled=False, …)`: a phone that must end without a complaint."""
    phones = []

    def take(server, **settings):
        phones.append(Phone(chromium, server, **settings))
        return phones[-1]

    yield take
    for one in phones:
        one.context.close()
    for one in phones:
        assert one.problems == []
        assert one.foreign_requests() == []


@pytest.fixture(scope="session")
def a_place(city):
    """`a_place("charger")`: the identifier of the nearest place of a kind to the middle of the city."""

    def find(kind, **more):
        query = {"lat": 29.869, "lng": 121.5478, "kinds": kind, "limit": 1, "radius": 50000, **more}
        answer = requests.get(city.address + "/api/v1/places/nearby", query, timeout=10)
        return answer.json()["features"][0]["id"]

    return find
