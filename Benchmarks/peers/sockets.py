"""Nearest 20 of a kind with a facility, open now, asked over sockets: this server, PostGIS and Redis in turns.

The server answers whole places as JSON; PostGIS returns a prepared document of each; Redis returns names only and
cannot filter by facility or hours, so its question is the easier one. All are asked from the same square of the middle
of the city over as many connections, one after the other, several rounds; medians and ratios are printed. The same
server's shortest answer ("hello") is asked too: plainly, and with the words of the question, which costs the asking
side as much as the question itself. Beside the rate stands the processor time that the side that answers takes a
request, which says more on a machine that is also doing something else.

For a million places the demonstration city is laid out again and again, each 1.4 degrees east of the one before, and
people ask in the middle of any of them. Redis, whose load generator cannot do that, is asked in the first city only,
which is easier.

    script/bench sockets
"""

import collections
import contextlib
import csv
import io
import json
import os
import pathlib
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROUNDS = int(os.environ.get("ROUNDS", 5))
SECONDS = 3
CONNECTIONS = 16
COPIES = [int(number) for number in os.environ.get("COPIES", "1,39").split(",")]
STEP_DEGREES = 1.4
KIND, FACILITY = "merchant", "discount"
PLAIN = "/api/v1/places/nearby?radius=3000&limit=20"
FILTERED = PLAIN + f"&kinds={KIND}&facilities={FACILITY}&open=now"


Asked = collections.namedtuple("Asked", "rate requests")


def processor_seconds(process):
    """Of a process and of its children that have ended."""
    fields = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def output(*words, **more):
    return subprocess.run(words, check=True, capture_output=True, text=True, **more).stdout


def lay_copies(database, target, copies):
    """The same directory with each place once more in every further city; live facts of chargers and stations too."""
    pathlib.Path(target).unlink(missing_ok=True)
    with sqlite3.connect(database) as source:
        source.execute("VACUUM INTO ?", (target,))
    town = sqlite3.connect(target)
    names = [row[1] for row in town.execute("PRAGMA table_info(place)")]
    changed = {"id": "printf('%03x', 256 + :copy) || substr(id, 4)", "longitude": "longitude + :east",
               "source_key": "source_key || '-' || :copy"}
    town.execute("CREATE TEMP TABLE original AS SELECT * FROM place")
    for copy in range(1, copies):
        facts = {"copy": copy, "east": copy * STEP_DEGREES}
        town.execute(f"INSERT INTO place SELECT {', '.join(changed.get(name, name) for name in names)} FROM original",
                     facts)
        for table in ("charger", "station"):
            rest = ", ".join(row[1] for row in town.execute(f"PRAGMA table_info({table})") if row[1] != "place_id")
            town.execute(
                f"INSERT INTO {table} SELECT printf('%03x', 256 + :copy) || substr(place_id, 4), {rest} FROM {table} "
                "WHERE place_id IN (SELECT id FROM original)", facts)
    town.commit()
    town.close()


class OurServer:
    def __init__(self, program, database, log, copies):
        self.copies = copies
        self.process = subprocess.Popen(
            [program, "serve", "--database", database, "--port", "0"], stdout=subprocess.PIPE, stderr=log, text=True)
        start = time.monotonic()
        self.address = re.search(r"http://\S+?(?=/\s*$)", self.process.stdout.readline()).group(0)
        urllib.request.urlopen(f"{self.address}{FILTERED}&lat=29.86&lng=121.55").read()
        self.first_answer = time.monotonic() - start

    def memory(self):
        text = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", text).group(1)) / 1024

    def rate(self, folder, path, is_spread=True):
        """`is_spread` adds a position, another each time."""
        words = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s"]
        if not is_spread:
            text = output(*words, self.address + path)
        else:
            script = pathlib.Path(folder) / "ask.lua"
            script.write_text(
                'local base = "' + path + '"\nrequest = function()\n  return wrk.format("GET", '
                'string.format("%s&lat=29.8%08d&lng=%.9f", base, math.random(0, 99999999), '
                f"121.5 + {STEP_DEGREES} * math.random(0, {self.copies - 1}) + 0.1 * math.random()))\nend\n")
            text = output(*words, "-s", str(script), self.address)
        assert "Non-2xx" not in text, text
        return Asked(
            float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1)),
            int(re.search(r"(\d+) requests in", text).group(1)))


@contextlib.contextmanager
def fed(*words, **more):
    """The standard input of a program, which must end well."""
    process = subprocess.Popen(words, stdin=subprocess.PIPE, text=True, **more)
    yield process.stdin
    process.stdin.close()
    assert process.wait() == 0, words


def copied(rows, copies):
    for copy in range(copies):
        for kind, lng, *rest in rows:
            yield (kind, f"{float(lng) + copy * STEP_DEGREES:.7f}", *rest)


class PostGIS:
    def __init__(self, url, rows, copies):
        self.url = url
        self.copies = copies
        self.run("""
            CREATE EXTENSION IF NOT EXISTS postgis; CREATE EXTENSION IF NOT EXISTS btree_gist;
            DROP TABLE IF EXISTS bench; CREATE TABLE bench (kind text, lng float8, lat float8, wet boolean,
            open boolean, doc text, geom geometry)""")
        with fed("psql", "-q", url, "-c", "COPY bench (kind, lng, lat, wet, open, doc) FROM STDIN") as table:
            for row in copied(rows, copies):
                table.write("\t".join(str(value) for value in row).replace("\\", "\\\\") + "\n")
        self.run("""
            UPDATE bench SET geom = ST_MakePoint(lng * 0.8672, lat);
            CREATE INDEX ON bench USING gist (kind, geom); CREATE INDEX ON bench USING gist (geom);
            VACUUM ANALYZE bench""")
        self.pid = int(output("psql", "-qAt", url, "-c", "SELECT pg_read_file('postmaster.pid')").split()[0])

    def run(self, text):
        for one in text.split(";"):
            subprocess.run(["psql", "-q", self.url, "-c", one], check=True, stdout=subprocess.DEVNULL)

    def rate(self, folder, is_filtered):
        script = pathlib.Path(folder) / "ask.sql"
        conditions = f"kind = '{KIND}' AND wet AND open AND" if is_filtered else ""
        script.write_text(
            f"\\set a random(0, 99999999)\n\\set b random(0, 99999999)\n\\set c random(0, {self.copies - 1})\n"
            f"\\set x (121.5 + :c * {STEP_DEGREES} + :a / 1000000000.0) * 0.8672\n"
            "\\set y 29.8 + :b / 1000000000.0\n"
            f"SELECT doc FROM bench WHERE {conditions} geom && ST_Expand(ST_MakePoint(:x, :y), 0.027) "
            "ORDER BY geom <-> ST_MakePoint(:x, :y) LIMIT 20;\n")
        text = output(
            "pgbench", "-n", "-M", "prepared", "-f", str(script), "-c", str(CONNECTIONS), "-j", "1", "-T", str(SECONDS),
            self.url)
        time.sleep(0.3)  # until the sessions have ended, so that their time is counted
        return Asked(
            float(re.search(r"tps = ([\d.]+)", text).group(1)),
            int(re.search(r"actually processed: (\d+)", text).group(1)))


class Redis:
    REQUESTS = 20_000

    def __init__(self, rows, copies):
        self.process = subprocess.Popen(
            ["redis-server", "--port", "16399", "--save", "", "--appendonly", "no"], stdout=subprocess.DEVNULL)
        time.sleep(1)
        with fed("redis-cli", "-p", "16399", "--pipe", stdout=subprocess.DEVNULL) as commands:
            for number, row in enumerate(copied(rows, copies)):
                for key in (row[0], "all"):
                    commands.write(f"GEOADD {key} {row[1]} {row[2]} {number}\r\n")

    def rate(self, key):
        text = output(
            "redis-benchmark", "-p", "16399", "-c", str(CONNECTIONS), "-n", str(self.REQUESTS), "-r", "99999999999",
            "-q", "GEOSEARCH", key, "FROMLONLAT", "121.5__rand_int__", "29.8__rand_int__", "BYRADIUS", "3", "km", "ASC",
            "COUNT", "20", "WITHDIST")
        return Asked(float(re.findall(r"([\d.]+) requests per second", text)[-1]), self.REQUESTS)


def places(program, database):
    text = output(program, "export", "places", "--format", "csv", "--datum", "wgs84", "--database", database)
    rows = []
    for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff"))):
        if row["lng"]:
            facilities = row["facilities"]
            document = json.dumps({"type": "Feature", "properties": row}, ensure_ascii=False)
            rows.append((
                row["kind"], row["lng"], row["lat"], "t" if FACILITY in facilities else "f",
                "t" if row["hours"] else "f", document.replace("\t", " ")))
    return rows


def compare(rows, copies, program, database):
    postgis = PostGIS(os.environ["YONGAI_BENCH_POSTGRES"], rows, copies)
    redis = Redis(rows, copies)
    with tempfile.TemporaryDirectory() as folder, open(pathlib.Path(folder) / "log", "w") as log:
        ours = OurServer(program, database, log, copies)
        try:
            print(f"{len(rows) * copies} places; first answer {ours.first_answer:.2f} s after the start, "
                  f"{ours.memory():.0f} MB")
            server = ours.process.pid
            hellos = {
                "hello of the same server": (server, lambda: ours.rate(folder, "/healthz", is_spread=False)),
                "hello, same words asked": (server, lambda: ours.rate(folder, "/healthz?" + PLAIN.partition("?")[2])),
            }
            groups = {
                "nearest 20 of all": {
                    "ours": (server, lambda: ours.rate(folder, PLAIN)),
                    **hellos,
                    "PostGIS": (postgis.pid, lambda: postgis.rate(folder, is_filtered=False)),
                    "Redis GEOSEARCH": (redis.process.pid, lambda: redis.rate("all")),
                },
                f"nearest 20 of {KIND} with {FACILITY}, open": {
                    "ours": (server, lambda: ours.rate(folder, FILTERED)),
                    **hellos,
                    "PostGIS": (postgis.pid, lambda: postgis.rate(folder, is_filtered=True)),
                    "Redis, kind only": (redis.process.pid, lambda: redis.rate(KIND)),
                },
            }
            for title, asks in groups.items():
                show(title, asks)
            print(f"memory after it {ours.memory():.0f} MB", flush=True)
        finally:
            ours.process.terminate()
            redis.process.terminate()
            ours.process.wait()
            redis.process.wait()


def show(title, asks):
    rates = {name: [] for name in asks}
    times = {name: [] for name in asks}
    for _ in range(ROUNDS):
        for name, (process, ask) in asks.items():
            before = processor_seconds(process)
            asked = ask()
            rates[name].append(asked.rate)
            times[name].append((processor_seconds(process) - before) / asked.requests * 1e6)
    print(f"{title}\n{'':28}requests/s   ours / this   its processor µs   this / ours")
    for name in asks:
        # Of each round, so that what else the machine does in a minute weighs on both.
        rate = statistics.median(mine / other for mine, other in zip(rates["ours"], rates[name]))
        cost = statistics.median(other / mine for mine, other in zip(times["ours"], times[name]))
        print(f"  {name:26}{statistics.median(rates[name]):10.0f}{rate:14.2f}{statistics.median(times[name]):19.1f}"
              f"{cost:14.2f}")
    print(f"  load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors", flush=True)


def main(program, database):
    rows = places(program, database)
    for copies in COPIES:
        large = database if copies == 1 else f"{database}-{copies}"
        if copies > 1:
            lay_copies(database, large, copies)
        compare(rows, copies, program, large)


if __name__ == "__main__":
    main(*sys.argv[1:])
