"""Nearest 20 of a kind with a facility, open now, asked over sockets: this server, PostGIS and Redis in turns.

The server answers whole places as JSON; PostGIS returns a prepared document of each; Redis returns names only and
cannot filter by facility or hours, so its question is the easier one. All are asked from the same square of the middle
of the city over as many connections, one after the other, several rounds; medians and ratios are printed.

    script/bench sockets
"""

import csv
import io
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

ROUNDS = int(os.environ.get("ROUNDS", 5))
SECONDS = 3
CONNECTIONS = 16
KIND, FACILITY = "merchant", "discount"
PLAIN = "/api/v1/places/nearby?radius=3000&limit=20"
FILTERED = PLAIN + f"&kinds={KIND}&facilities={FACILITY}&open=now"


def output(*words, **more):
    return subprocess.run(words, check=True, capture_output=True, text=True, **more).stdout


class OurServer:
    def __init__(self, program, database, log):
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
        words = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s"]
        if not is_spread:
            text = output(*words, self.address + path)
        else:
            script = pathlib.Path(folder) / "ask.lua"
            script.write_text(
                'local base = "' + path + '"\nrequest = function()\n  return wrk.format("GET", '
                'string.format("%s&lat=29.8%08d&lng=121.5%08d", base, math.random(0, 99999999), '
                "math.random(0, 99999999)))\nend\n")
            text = output(*words, "-s", str(script), self.address)
        assert "Non-2xx" not in text, text
        return float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1))


class PostGIS:
    def __init__(self, url, rows):
        self.url = url
        table = io.StringIO()
        for row in rows:
            table.write("\t".join(str(value) for value in row).replace("\\", "\\\\") + "\n")
        self.run("""
            CREATE EXTENSION IF NOT EXISTS postgis; CREATE EXTENSION IF NOT EXISTS btree_gist;
            DROP TABLE IF EXISTS bench; CREATE TABLE bench (kind text, lng float8, lat float8, wet boolean,
            open boolean, doc text, geom geometry)""")
        subprocess.run(
            ["psql", "-q", url, "-c", "COPY bench (kind, lng, lat, wet, open, doc) FROM STDIN"], input=table.getvalue(),
            text=True, check=True)
        self.run("""
            UPDATE bench SET geom = ST_MakePoint(lng * 0.8672, lat);
            CREATE INDEX ON bench USING gist (kind, geom); CREATE INDEX ON bench USING gist (geom);
            VACUUM ANALYZE bench""")

    def run(self, text):
        for one in text.split(";"):
            subprocess.run(["psql", "-q", self.url, "-c", one], check=True, stdout=subprocess.DEVNULL)

    def rate(self, folder, is_filtered):
        script = pathlib.Path(folder) / "ask.sql"
        conditions = f"kind = '{KIND}' AND wet AND open AND" if is_filtered else ""
        script.write_text(
            "\\set a random(0, 99999999)\n\\set b random(0, 99999999)\n"
            f"SELECT doc FROM bench WHERE {conditions} geom && ST_Expand(ST_MakePoint("
            "(121.5 + :a / 1000000000.0) * 0.8672, 29.8 + :b / 1000000000.0), 0.027) ORDER BY geom <-> ST_MakePoint("
            "(121.5 + :a / 1000000000.0) * 0.8672, 29.8 + :b / 1000000000.0) LIMIT 20;\n")
        text = output(
            "pgbench", "-n", "-M", "prepared", "-f", str(script), "-c", str(CONNECTIONS), "-j", "1", "-T", str(SECONDS),
            self.url)
        return float(re.search(r"tps = ([\d.]+)", text).group(1))


class Redis:
    def __init__(self, rows):
        self.process = subprocess.Popen(
            ["redis-server", "--port", "16399", "--save", "", "--appendonly", "no"], stdout=subprocess.DEVNULL)
        time.sleep(1)
        commands = "".join(
            f"GEOADD {key} {row[1]} {row[2]} {number}\n" for number, row in enumerate(rows) for key in (row[0], "all"))
        subprocess.run(["redis-cli", "-p", "16399"], input=commands, text=True, check=True, stdout=subprocess.DEVNULL)

    def rate(self, key):
        text = output(
            "redis-benchmark", "-p", "16399", "-c", str(CONNECTIONS), "-n", "20000", "-r", "99999999999", "-q",
            "GEOSEARCH", key, "FROMLONLAT", "121.5__rand_int__", "29.8__rand_int__", "BYRADIUS", "3", "km", "ASC",
            "COUNT", "20", "WITHDIST")
        return float(re.findall(r"([\d.]+) requests per second", text)[-1])


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


def main(program, database):
    rows = places(program, database)
    peers = {"PostGIS": PostGIS(os.environ["YONGAI_BENCH_POSTGRES"], rows), "Redis GEOSEARCH": Redis(rows)}
    with tempfile.TemporaryDirectory() as folder, open(pathlib.Path(folder) / "log", "w") as log:
        ours = OurServer(program, database, log)
        try:
            print(f"{len(rows)} places; first answer {ours.first_answer:.2f} s after the start, {ours.memory():.0f} MB")
            postgis, redis = peers.values()
            groups = {
                "nearest 20 of all": {
                    "ours": lambda: ours.rate(folder, PLAIN),
                    "hello of the same server": lambda: ours.rate(folder, "/healthz", is_spread=False),
                    "PostGIS": lambda: postgis.rate(folder, is_filtered=False),
                    "Redis GEOSEARCH": lambda: redis.rate("all"),
                },
                f"nearest 20 of {KIND} with {FACILITY}, open": {
                    "ours": lambda: ours.rate(folder, FILTERED),
                    "hello of the same server": lambda: ours.rate(folder, "/healthz", is_spread=False),
                    "PostGIS": lambda: postgis.rate(folder, is_filtered=True),
                    "Redis, kind only": lambda: redis.rate(KIND),
                },
            }
            for title, asks in groups.items():
                rates = {name: [] for name in asks}
                for _ in range(ROUNDS):
                    for name, ask in asks.items():
                        rates[name].append(ask())
                best = statistics.median(rates["ours"])
                print(title)
                for name, all_of_it in rates.items():
                    middle = statistics.median(all_of_it)
                    print(f"  {name:26}{middle:10.0f} requests/s   ours / this {best / middle:6.2f}")
            print(f"memory after it {ours.memory():.0f} MB")
        finally:
            ours.process.terminate()
            peers["Redis GEOSEARCH"].process.terminate()


if __name__ == "__main__":
    main(*sys.argv[1:])
