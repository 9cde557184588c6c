"""The program under test, as a person at a terminal has it."""

import contextlib
import json
import os
import pathlib
import re
import signal
import shutil
import sqlite3
import subprocess
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
MERCHANTS = DATA / "ningbo-merchants" / "ningbo_food_merchants_2017.csv"
PROGRAM = pathlib.Path(os.environ.get("YONGAI_PROGRAM") or ROOT / ".build" / "debug" / "yongai").resolve()
START_SECONDS_MAX = 60
COMMAND_SECONDS_MAX = 180


def environment(**more):
    """The environment of a command: nothing of ours but what the test says."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("YONGAI_")}
    return {**kept, "YONGAI_HOME": str(ROOT), **more}


def run(*words, database=None, stdin=b"", cwd=None, env=None, timeout=COMMAND_SECONDS_MAX):
    """Runs a command to its end; its output as text, or as bytes in `.raw`."""
    command = [str(PROGRAM), *map(str, words)]
    if database is not None:
        command += ["--database", str(database)]
    done = subprocess.run(
        command, input=stdin, capture_output=True, cwd=cwd, env=env or environment(), timeout=timeout, check=False
    )
    done.raw = done.stdout
    done.stdout = done.stdout.decode("utf-8", "replace")
    done.stderr = done.stderr.decode("utf-8", "replace")
    return done


def copied(database, folder):
    """A copy of a city to write in, with the keys that lie beside it. A server may be writing in the city itself."""
    target = folder / database.name
    with contextlib.closing(sqlite3.connect(database)) as whole, contextlib.closing(sqlite3.connect(target)) as copy:
        whole.backup(copy)
    for path in database.parent.glob(database.stem + ".*keys"):
        shutil.copy(path, folder / path.name)
    return target


@contextlib.contextmanager
def own_city(database, folder):
    """A server on a copy of a city, which tests may change: `(server, database)`."""
    database = copied(database, folder)
    server = Server(database)
    yield server, database
    assert server.stop() == 0


def ask(database, statement, *values):
    """What the database says, beside the server."""
    with sqlite3.connect(database, timeout=10) as town:
        return town.execute(statement, values).fetchall()


class Server:
    """`yongai serve` on a free port, until it is stopped."""

    def __init__(self, database, *words, cwd=None, env=None, port=0):
        command = [str(PROGRAM), "serve", "--database", str(database), *words]
        if port is not None:
            command += ["--port", str(port)]
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=cwd, env=env or environment()
        )
        self.log = []
        self.opening = ""
        self._opened = threading.Event()
        threading.Thread(target=self._read_log, daemon=True).start()
        threading.Thread(target=self._read_opening, daemon=True).start()
        assert self._opened.wait(START_SECONDS_MAX) and self.opening, "\n".join(self.log[-20:])
        self.address = re.search(r"http://\S+?(?=/\s*$)", self.opening).group(0)

    def _read_opening(self):
        self.opening = self.process.stdout.readline().decode()
        self._opened.set()

    def _read_log(self):
        for line in self.process.stderr:
            self.log.append(line.decode("utf-8", "replace").rstrip("\n"))

    @property
    def port(self):
        return int(self.address.rsplit(":", 1)[1])

    def stop(self, how=signal.SIGTERM, seconds=10):
        """The exit status, after this signal."""
        if self.process.poll() is None:
            self.process.send_signal(how)
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
                raise
        return self.process.returncode

    def log_lines(self):
        return [json.loads(line) for line in list(self.log)]


def wait_until(holds, seconds):
    """Seconds until it holds; fails after `seconds`."""
    start = time.monotonic()
    while not holds():
        assert time.monotonic() - start < seconds, f"did not come true within {seconds} s"
        time.sleep(0.02)
    return time.monotonic() - start
