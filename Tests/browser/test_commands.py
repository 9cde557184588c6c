"""The command line, as whoever runs the house meets it."""

import csv
import http.client
import io
import json
import re
import signal
import socket
import shutil
import sqlite3
import subprocess
import time
import zipfile

import pytest
import requests

import datums
from programs import DATA, PROGRAM, Server, environment, run, wait_until

COMMANDS = ["serve", "migrate", "demo", "import", "export", "convert", "doctor"]
DEEPER = ["import places", "import areas", "import roads", "import basemap", "export places"]
HEADER = "id,name,lng,lat,address,hours\n"
ROWS = [
    "A1,江厦面馆,121.5478,29.8690,海曙区中山东路1号,Mo-Su 06:00-22:00",
    "A2,月湖茶室,121.5385,29.8680,海曙区偃月街2号,24/7",
    "A3,老外滩咖啡,121.5560,29.8810,江北区人民路3号,",
]


@pytest.fixture
def database(tmp_path):
    return tmp_path / "town.sqlite"


@pytest.fixture
def table(tmp_path):
    """`table("A1,…", name="shops.csv")`: a file with the usual header and these rows."""

    def make(*rows, name="shops.csv", header=HEADER):
        path = tmp_path / name
        path.write_text(header + "".join(row + "\n" for row in rows), encoding="utf-8")
        return path

    return make


def bring_in(path, database, *words):
    return run("import", "places", path, "--kind", "merchant", *words, database=database)


def counts(database):
    with sqlite3.connect(database) as connection:
        return connection.execute("SELECT count(*) FROM place").fetchone()[0]


# Help


@pytest.mark.parametrize("command", ["", *COMMANDS, *DEEPER])
def test_help_is_written_in_full_sentences(command):
    done = run(*command.split(), "--help")
    assert done.returncode == 0 and done.stderr == ""
    text = done.stdout
    overview = text.split("USAGE:")[0].removeprefix("OVERVIEW: ").strip()
    assert re.match(r"[A-Z]", overview) and overview.endswith("."), overview
    helped = re.split(r"\n  (?=-|<|[a-z])", text.split("OPTIONS:")[-1] if command else text.split("SUBCOMMANDS:")[1])
    for option in helped[1:]:
        words = re.sub(r"\s+", " ", re.split(r"\n\n", option)[0]).strip()
        words = re.sub(r" \((default|values): [^)]*\)$", "", words)
        assert words.endswith("."), words
    lines = overview.splitlines()
    for line, following in zip(lines, lines[1:]):
        if line and following:
            assert len(line) + 1 + len(following.split(" ")[0]) > 65, f"broken early: {line}"


def test_every_command_is_named_and_an_unknown_one_is_told(tmp_path):
    text = run("--help").stdout
    assert all(re.search(rf"^  {command} ", text, re.M) for command in COMMANDS)
    assert re.fullmatch(r"\d+\.\d+\.\d+\n", run("--version").stdout)
    done = run("serv")
    assert done.returncode != 0 and "serv" in done.stderr
    done = run("import", "places", "x.csv", "--kind", "palace", cwd=tmp_path)
    assert done.returncode != 0 and "palace" in done.stderr and "merchant" in done.stderr


# Schema and demonstration


def test_migrating_twice_changes_nothing(database):
    first = run("migrate", database=database)
    second = run("migrate", database=database)
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert re.match(r"Applied v0001\w*, .*\.\n\d+ areas of Ningbo are in the database\.\n$", first.stdout)
    assert second.stdout.startswith("The schema is up to date.\n")


def test_the_demonstration_leaves_a_living_directory_alone_and_goes_when_told(demonstration_database, database):
    with sqlite3.connect(demonstration_database) as whole, sqlite3.connect(database) as copy:
        whole.backup(copy)
    shutil.copy(demonstration_database.with_suffix(".keys"), database.with_suffix(".keys"))
    kept = run("demo", "--if-empty", database=database)
    assert (kept.returncode, kept.stdout) == (0, "The directory already holds places; nothing was done.\n")
    gone = run("demo", "--remove", database=database)
    assert (gone.returncode, gone.stdout) == (0, "25723 demonstration places were taken out.\n")
    assert counts(database) == 0


# Import: the real files


def test_the_real_merchants_all_go_in(merchants_import):
    _, done = merchants_import
    assert done.returncode == 0 and done.stderr == ""
    assert "Read 23575 rows as bd09." in done.stdout
    assert "23575 good: 23575 added, 0 updated, 0 unchanged; 0 of them without a point. 0 bad." in done.stdout
    assert len(re.findall(r"^possible duplicate: ", done.stdout, re.M)) == 21
    assert "warning" not in done.stdout


def needs(path):
    return pytest.mark.skipif(not path.exists(), reason=f"{path.name} is not on this machine")


COMPOUNDS = DATA / "ningbo-compounds" / "ningbo_compounds_2023.csv"
CHARGERS = DATA / "charging" / "shenzhen_stations_UrbanEV_inf_raw.csv"


@needs(COMPOUNDS)
def test_compounds_without_a_point_are_kept_for_staff_to_place(database):
    done = run("import", "places", COMPOUNDS, "--kind", "compound", database=database)
    again = run("import", "places", COMPOUNDS, "--kind", "compound", database=database)
    assert "Read 1195 rows" in done.stdout
    good, added, unplaced, bad = map(
        int, re.search(r"(\d+) good: (\d+) added, 0 updated, 0 unchanged; (\d+) of them without a point. (\d+) bad",
                       done.stdout).groups())
    assert good == added == counts(database) and good + bad == 1195
    assert good / 2 < unplaced < good
    assert done.returncode == again.returncode == (1 if bad else 0)
    assert len(done.stderr.splitlines()) == bad
    assert f"{good} good: 0 added, 0 updated, {good} unchanged" in again.stdout


@needs(CHARGERS)
def test_another_citys_chargers_are_refused_row_by_row(database):
    done = run("import", "places", CHARGERS, "--kind", "charger", database=database)
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert len(lines) == 1587
    assert re.fullmatch(
        r"line 2, column longitude, value '113\.784724, 22\.714121': The point lies outside the city\.", lines[0])
    assert counts(database) == 0
    done = run("import", "places", CHARGERS, "--kind", "charger", "--anywhere", database=database)
    assert (done.returncode, done.stderr) == (0, "")
    assert counts(database) == 1587


# Import: again, changed, bad


def test_importing_again_changes_nothing_and_a_changed_row_is_updated(table, database):
    first = bring_in(table(*ROWS), database)
    assert first.returncode == 0 and "3 good: 3 added, 0 updated, 0 unchanged" in first.stdout
    assert "3 good: 0 added, 0 updated, 3 unchanged" in bring_in(table(*ROWS), database).stdout
    changed = bring_in(table(ROWS[0].replace("面馆", "面店"), *ROWS[1:]), database)
    assert "3 good: 0 added, 1 updated, 2 unchanged" in changed.stdout
    dry = bring_in(table(*ROWS, "A4,新店,121.54,29.87,,"), database, "--dry-run")
    assert "4 good: 1 added, 1 updated, 2 unchanged" in dry.stdout and "nothing was written" in dry.stdout
    assert counts(database) == 3


def test_bad_rows_are_reported_and_the_good_ones_go_in(table, database):
    path = table(
        ROWS[0], "B2,没有坐标,,,,", "B3,在深圳,114.05,22.54,,", "B4,反了,29.8690,121.5478,,", "B5,,121.54,29.87,,",
        "B6,不是数字,东经,29.87,,", "A1,编号重复,121.54,29.87,,", "B8,=1+1,121.54,29.87,,", ROWS[1])
    done = bring_in(path, database)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "line 3, column lng, value ', ': The row has no coordinates.",
        "line 4, column lng, value '114.05, 22.54': The point lies outside the city.",
        "line 5, column lng, value '29.8690, 121.5478': Latitude and longitude look swapped.",
        "line 6, column name: The row has no name.",
        "line 7, column lng, value '东经, 29.87': The longitude is not a number.",
        "line 8, column id, value 'A1': Line 2 has the same id.",
        "line 9, column name, value '=1+1': The cell holds a spreadsheet formula, not a text.",
    ]
    assert "2 good: 2 added" in done.stdout and "7 bad" in done.stdout
    assert counts(database) == 2


def test_the_wrong_encoding_is_recognised(tmp_path, database):
    path = tmp_path / "gb.csv"
    path.write_bytes((HEADER + "\r\n".join(ROWS)).encode("gb18030"))
    assert bring_in(path, database).returncode == 0
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT name FROM place ORDER BY source_key").fetchall()[0] == ("江厦面馆",)


# Import: hostile files

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40


BOOK = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
}
SHEET_START = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>'
)


def bomb(path):
    """A workbook of 150 kB whose sheet unpacks to 150 MB."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in BOOK.items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(SHEET_START)
            for _ in range(150):
                part.write(b" " * 1_000_000)
            part.write(b"</sheetData></worksheet>")


HOSTILE = {
    "missing.csv": (None, "There is no file at"),
    "empty.csv": (b"", "The file is empty."),
    "spaces.csv": (b"\n\n  \n", "."),
    "picture.csv": (PNG, "The file is not a table: it looks like"),
    "picture.xlsx": (PNG, "The file is not a table: it looks like"),
    "long.csv": (HEADER.encode() + b"9" * 50_000_000, "Line 2 is longer than 1 MB."),
    "bytes.csv": (HEADER.encode() + "A1,江厦".encode() + b"\xff\xfe\xff,1,2,,\n", "."),
    "quote.csv": (HEADER.encode() + b'A1,"never closed,1,2,,\n', "The quotation mark that opens in line 2"),
    "cut.xlsx": (b"PK\x03\x04" + b"\x00" * 60, "damaged"),
    "old.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old Excel"),
    "broken.geojson": (b'{"type": "FeatureCollection", "features": [', "not valid JSON"),
    "headings.csv": (b"a,b,c\n1,2,3\n", "No column was recognised as the name."),
    "bomb.xlsx": (bomb, "far more than its size allows for"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_cannot_be_used_gets_a_sentence(tmp_path, database, name):
    content, sentence = HOSTILE[name]
    path = tmp_path / name
    if callable(content):
        content(path)
    elif content is not None:
        path.write_bytes(content)
    start = time.monotonic()
    done = bring_in(path, database)
    assert done.returncode == 2, done.stdout + done.stderr
    assert re.fullmatch(r"yongai: [^\n]+[.]\n", done.stderr), done.stderr
    assert sentence in done.stderr
    assert done.stdout == ""
    assert time.monotonic() - start < 20
    assert not database.exists() or counts(database) == 0


def test_a_folder_and_a_locked_file_get_a_sentence(tmp_path, database):
    done = bring_in(tmp_path, database)
    assert (done.returncode, "is a folder" in done.stderr) == (2, True)
    done = bring_in("/dev/null", database)
    assert done.returncode == 2 and done.stderr.startswith("yongai: ")


# Export


@pytest.fixture(scope="module")
def small_town(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    path = folder / "shops.csv"
    path.write_text(HEADER + "\n".join(ROWS) + "\n", encoding="utf-8")
    assert bring_in(path, folder / "town.sqlite").returncode == 0
    return folder / "town.sqlite"


@pytest.mark.parametrize("form, datum", [("csv", "gcj02"), ("csv", "bd09"), ("xlsx", "gcj02"), ("geojson", "wgs84")])
@pytest.mark.parametrize("target", ["stdout", "output"])
def test_an_export_comes_back_unchanged(small_town, tmp_path, form, datum, target):
    path = tmp_path / f"places.{form}"
    words = ["export", "places", "--format", form, "--datum", datum]
    done = run(*words, *(["--output", path] if target == "output" else []), database=small_town)
    assert done.returncode == 0
    if target == "output":
        assert (done.raw, done.stderr) == (b"", f"3 places written to {path} in {datum}.\n")
    else:
        assert done.stderr == ""
        path.write_bytes(done.raw)
    before = counts(small_town)
    back = run("import", "places", path, database=small_town)
    assert back.returncode == 0, back.stderr
    assert "3 good: 0 added, 0 updated, 3 unchanged" in back.stdout
    assert counts(small_town) == before


def test_an_export_holds_the_datum_it_names(small_town):
    done = run("export", "places", "--datum", "gcj02", database=small_town)
    assert done.raw.startswith(b"\xef\xbb\xbf")
    rows = {row["source_id"]: row for row in csv.DictReader(io.StringIO(done.raw.decode("utf-8-sig")))}
    assert list(rows["A1"])[:6] == ["id", "kind", "name", "name_en", "lng", "lat"]
    lat, lng = datums.gcj02(29.8690, 121.5478)
    assert rows["A1"]["datum"] == "gcj02"
    assert abs(float(rows["A1"]["lat"]) - lat) < 1e-7 and abs(float(rows["A1"]["lng"]) - lng) < 1e-7
    geojson = json.loads(run("export", "places", "--format", "geojson", database=small_town).raw)
    points = {tuple(feature["geometry"]["coordinates"]) for feature in geojson["features"]}
    assert (121.5478, 29.869) in points


def test_an_export_that_cannot_be_says_why(small_town, tmp_path):
    done = run("export", "places", "--format", "geojson", "--datum", "bd09", database=small_town)
    assert (done.returncode, done.raw) == (2, b"") and "RFC 7946" in done.stderr
    done = run("export", "places", "--kinds", "palace", database=small_town)
    assert (done.returncode, done.raw) == (2, b"") and "'palace' is not a kind of place" in done.stderr
    missing = tmp_path / "no" / "folder.csv"
    done = run("export", "places", "--output", missing, database=small_town)
    assert done.returncode == 2 and re.fullmatch(r"yongai: [^\n]+\.\n", done.stderr), done.stderr


# Convert

VECTORS = DATA / "coord-vectors" / "coordtransform_readme_vectors.csv"


def convert(text, start="wgs84", end="gcj02"):
    return run("convert", "--from", start, "--to", end, stdin=text if isinstance(text, bytes) else text.encode())


def test_converting_agrees_with_the_published_formulas():
    points = [(29.8690, 121.5478), (31.1774276, 121.5272106), (39.915, 116.404), (22.543847, 113.912316)]
    text = "lng,lat\n" + "".join(f"{lng},{lat}\n" for lat, lng in points)
    for datum, formula in [("gcj02", datums.gcj02), ("bd09", datums.bd09)]:
        done = convert(text, "wgs84", datum)
        assert done.returncode == 0 and done.stderr == ""
        rows = [tuple(map(float, line.split(","))) for line in done.stdout.splitlines()[1:]]
        assert len(rows) == len(points)
        for (lng, lat), point in zip(rows, points):
            wanted = formula(*point)
            assert abs(lat - wanted[0]) < 1e-8 and abs(lng - wanted[1]) < 1e-8
        back = convert(done.raw, datum, "wgs84")
        for line, point in zip(back.stdout.splitlines()[1:], points):
            lng, lat = map(float, line.split(","))
            assert datums.metres((lat, lng), point) < 0.01


@needs(VECTORS)
def test_converting_agrees_with_known_vectors():
    with VECTORS.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            start, end = row["op"].split("to")
            done = convert(f"lng,lat\n{row['in_lng']},{row['in_lat']}\n", start, end)
            lng, lat = map(float, done.stdout.splitlines()[1].split(","))
            limit = 1.0 if "wgs84" in (start, end) else 0.05
            assert datums.metres((lat, lng), (float(row["out_lat"]), float(row["out_lng"]))) < limit, row


def test_converting_leaves_every_other_byte_alone():
    text = (
        b"\xef\xbb\xbf" + "编号,lat,备注,lng\r\n".encode()
        + '1,29.8690,"带引号, 和""逗号""\n还有换行",121.5478\r\n'.encode()
        + "2,  31.2 ,= 空格  ,\"121.5\"\r\n\r\n".encode()
        + "3,0,国外不变,10".encode()
    )
    done = convert(text)
    assert (done.returncode, done.stderr) == (0, "")
    number = rb"-?\d+(\.\d+)?"
    wanted = [
        (rb"^1,", '"带引号, 和""逗号""\n还有换行",'.encode(), b"\r\n"),
        (rb"^2,", "= 空格  ,".encode(), b"\r\n"),
    ]
    for start, middle, end in wanted:
        assert re.search(start + number + b"," + re.escape(middle) + number + end, done.raw, re.M), done.raw
    header, rest = done.raw.split(b"\r\n", 1)
    assert header == text.split(b"\r\n", 1)[0]
    assert rest.endswith("\r\n\r\n3,0,国外不变,10".encode()) or rest.endswith("\r\n\r\n3,0.0,国外不变,10.0".encode())


def test_rows_that_cannot_be_converted_pass_through_and_are_told():
    text = "lng,lat,name\n121.5478,29.8690,好\n,,空\n东经,29.8,字\n121.5,95,远\n121.5\n"
    done = convert(text)
    assert done.returncode == 1
    assert done.stdout.splitlines()[2:] == text.splitlines()[2:]
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["line 3", "line 4", "line 5", "line 6"]


def test_converting_what_is_no_table_gets_a_sentence():
    for text in [b"", b"x,y\n1,2\n", PNG, b"9" * 3_000_000]:
        done = convert(text)
        assert done.returncode == 2
        assert re.fullmatch(r"yongai: [^\n]+\.\n", done.stderr), done.stderr[:300]
    assert run("convert", "--from", "mars", "--to", "wgs84").returncode != 0


def test_a_reader_that_goes_away_ends_the_conversion_without_a_crash():
    with subprocess.Popen(
        [str(PROGRAM), "convert", "--from", "wgs84", "--to", "gcj02"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env=environment(),
    ) as process:
        process.stdout.close()
        try:
            process.stdin.write(b"lng,lat\n" + b"121.5478,29.8690\n" * 50_000)
            process.stdin.close()
        except BrokenPipeError:
            pass
        assert process.wait(10) in (2, -signal.SIGPIPE)
        assert b"Fatal" not in process.stderr.read()


# Doctor


def test_the_doctor_says_what_needs_care(small_town):
    done = run("doctor", database=small_town)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "Database (sqlite)"
    assert any(re.fullmatch(r"  ok   schema: (\d+) of \1 versions applied", line) for line in lines)
    care = "  CARE one-time codes: no gateway is set (sms.url), nobody can sign in by phone"
    assert [line for line in lines if "CARE" in line] == [care]
    assert "Directory: 3 places, 0 of them demonstration data" in lines
    assert "  商家 merchant: 3" in lines
    assert "Entries without a point: 0" in lines
    assert "Entries without opening hours: 1 (merchant 1)" in lines
    assert any(line.startswith("Entries stale (not verified for 180 days): ") for line in lines)
    assert "Suspected duplicates: 0" in lines


def test_the_doctor_sends_an_old_database_to_migrate(database):
    sqlite3.connect(database).close()
    done = run("doctor", database=database)
    assert done.returncode == 1
    assert "CARE schema: 0 of" in done.stdout and "Run `yongai migrate` first." in done.stdout


# Settings


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def test_a_flag_wins_over_the_environment_and_that_over_the_file(small_town, tmp_path):
    by_file, by_environment, by_flag = free_port(), free_port(), free_port()
    (tmp_path / "yongai.json").write_text(json.dumps({"yongai": {"port": by_file}}), encoding="utf-8")
    tries = [
        (None, environment(), by_file),
        (None, environment(YONGAI_PORT=str(by_environment)), by_environment),
        (by_flag, environment(YONGAI_PORT=str(by_environment)), by_flag),
    ]
    for port, env, wanted in tries:
        server = Server(small_town, cwd=tmp_path, env=env, port=port)
        assert server.port == wanted
        assert requests.get(server.address + "/healthz", timeout=5).text == "ok\n"
        assert server.stop() == 0


@pytest.mark.parametrize(
    "words, env, file, sentence",
    [
        ([], {"YONGAI_PORT": "eighty"}, None, "The setting port is 'eighty', which is not a"),
        (["--port", "70000"], {}, None, "The setting port is 70000; it lies between 0 and 65535."),
        ([], {}, '{"yongai": {"port": -1}}', "The setting port is -1"),
        ([], {}, '{"yongai": {"port": "eighty"}}', "The setting port is 'eighty'"),
        ([], {}, "port: 80", "The settings file 'yongai.json' does not hold a JSON object"),
        ([], {"YONGAI_LOG_LEVEL": "loud"}, None, "The log level 'loud' is not one of"),
        (["--settings", "none.json"], {}, None, "There is no settings file at 'none.json'."),
        ([], {"YONGAI_SETTINGS": "none.json"}, None, "There is no settings file at 'none.json'."),
        (["--city", "atlantis"], {}, None, "There is no city pack 'atlantis'."),
        (["--home", "/"], {}, None, "The folder '/' holds no Schema"),
        (["--database", "no/such/folder.sqlite"], {}, None, "The database cannot be used: "),
        (["--database", "postgres://127.0.0.1:1/none"], {}, None, "The database cannot be reached: "),
        (["--host", "203.0.113.1"], {}, None, "The server cannot listen on 203.0.113.1, port"),
    ],
)
def test_a_setting_that_cannot_be_used_gets_a_sentence(tmp_path, words, env, file, sentence):
    if file:
        (tmp_path / "yongai.json").write_text(file, encoding="utf-8")
    done = run("serve", *words, cwd=tmp_path, env=environment(**env), timeout=30)
    assert done.returncode == 2, done.stderr
    spoken = [line for line in done.stderr.splitlines() if not line.startswith("{")]
    assert len(spoken) == 1 and re.fullmatch(r"yongai: .+[.?]", spoken[0]), done.stderr
    assert sentence in spoken[0]
    assert done.stdout == ""


def test_a_port_that_is_taken_gets_a_sentence(small_town):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("serve", "--port", port, database=small_town, timeout=30)
    assert done.returncode == 2
    spoken = [line for line in done.stderr.splitlines() if not line.startswith("{")]
    assert len(spoken) == 1 and str(port) in spoken[0], done.stderr


def test_a_database_that_is_none_gets_a_sentence(tmp_path):
    path = tmp_path / "picture.sqlite"
    path.write_bytes(PNG)
    done = run("migrate", database=path)
    assert done.returncode == 2 and re.fullmatch(r"yongai: [^\n]+\.\n", done.stderr), done.stderr
    assert path.read_bytes() == PNG


# Serving


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_the_server_ends_at_once_also_with_a_connection_open(small_town, how):
    server = Server(small_town)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    connection.request("GET", "/healthz")
    assert connection.getresponse().read() == b"ok\n"
    silent = socket.create_connection(("127.0.0.1", server.port))
    start = time.monotonic()
    assert server.stop(how) == 0
    assert time.monotonic() - start < 2
    silent.close()
    connection.close()


def find(server, name):
    query = {"lat": 29.8690, "lng": 121.5478, "radius": 20}
    found = requests.get(server.address + "/api/v1/places/nearby", query, timeout=5).json()["features"]
    return [feature["id"] for feature in found if feature["properties"]["name"] == name]


def test_an_import_is_seen_at_once_and_survives_a_killed_server(table, database):
    assert bring_in(table(*ROWS[1:]), database).returncode == 0
    server = Server(database)
    try:
        assert find(server, "江厦面馆") == []
        assert bring_in(table(*ROWS), database).returncode == 0
        assert wait_until(lambda: find(server, "江厦面馆"), 1) < 1
        page = requests.get(f"{server.address}/places/{find(server, '江厦面馆')[0]}", timeout=5)
        assert "江厦面馆" in page.text
        assert bring_in(table("A9,拔电时到的店,121.5479,29.8691,,"), database).returncode == 0
    finally:
        server.stop(signal.SIGKILL)
    assert server.process.returncode == -signal.SIGKILL
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT count(*) FROM place WHERE name = '拔电时到的店'").fetchone() == (1,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    again = Server(database)
    assert find(again, "拔电时到的店")
    assert again.stop() == 0


def test_the_log_is_json_with_a_request_id_and_no_position(city):
    answer = requests.get(city.address + "/api/v1/areas/locate?lat=29.8642&lng=121.5421", timeout=5)
    wanted = answer.headers["X-Request-Id"]
    wait_until(lambda: any(wanted in line for line in city.log), 2)
    line = next(line for line in city.log_lines() if line.get("request_id") == wanted)
    assert (line["method"], line["route"], line["status"]) == ("GET", "/api/v1/areas/locate", "200")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", line["time"])
    assert line["level"] == "info"
    assert not any("29.8642" in line or "121.5421" in line for line in city.log)


def test_a_quiet_server_logs_no_requests(small_town):
    server = Server(small_town, "--log-level", "error")
    requests.get(server.address + "/", timeout=5)
    assert server.stop() == 0
    assert server.log == []
