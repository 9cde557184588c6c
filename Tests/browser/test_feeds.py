"""Operators' feeds, from a terminal: one city reads what another publishes."""

import json

import pytest

from programs import environment, run


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    database = tmp_path_factory.mktemp("feeds") / "empty.sqlite"
    assert run("migrate", database=database).returncode == 0
    return database


def test_a_city_reads_what_another_publishes_and_says_how_the_feed_is_doing(city, empty):
    assert "There are no feeds." in run("feeds", "list", database=empty).stdout
    added = run(
        "feeds", "add", "neighbour", "--format", "gbfs", "--address", city.address + "/gbfs/gbfs.json",
        "--operator", "邻市充换电", database=empty)
    assert added.returncode == 0, added.stderr
    listed = run("feeds", "list", database=empty).stdout
    assert "CARE feed neighbour: gbfs, never good, never tried" in listed
    first = run("feeds", "pull", "neighbour", database=empty)
    assert first.returncode == 0, first.stderr[-2000:]
    assert "11321 stations read: 11321 added, 0 updated." in first.stdout
    again = run("feeds", "pull", "neighbour", database=empty)
    assert "11321 stations read: 0 added, 0 updated." in again.stdout
    assert "ok   feed neighbour: gbfs, last good" in run("doctor", database=empty).stdout
    removed = run("feeds", "remove", "neighbour", "--with-places", database=empty)
    assert "11321 places with it" in removed.stdout


def test_what_cannot_be_read_is_said(empty, tmp_path):
    words = ["feeds", "add", "gone", "--operator", "某某", "--format", "gbfs", "--address", "http://127.0.0.1:1/gbfs.json"]
    assert run(*words, database=empty).returncode == 0
    pulled = run("feeds", "pull", "gone", database=empty)
    assert (pulled.returncode, pulled.stderr.strip()) == (2, "yongai: The feed 'gone' cannot be reached.")
    assert "CARE feed gone: gbfs, never good" in run("doctor", database=empty).stdout
    assert run("feeds", "pull", "none", database=empty).returncode == 2
    assert run("feeds", "add", "Bad Name", *words[3:], database=empty).returncode == 2


def test_secrets_must_be_ones_own(empty, tmp_path):
    file = tmp_path / "secrets.json"
    file.write_text(json.dumps({"x": {"token": "t"}}), encoding="utf-8")
    file.chmod(0o644)
    said = run("feeds", "list", database=empty, env=environment(YONGAI_FEEDS_SECRETS=str(file)))
    assert said.returncode == 2 and "chmod 600" in said.stderr
    file.chmod(0o600)
    assert run("feeds", "list", database=empty, env=environment(YONGAI_FEEDS_SECRETS=str(file))).returncode == 0
