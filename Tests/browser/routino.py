"""Another engine's opinion on the length of a way: Routino, asked about the same extract."""

import collections
import pathlib
import random
import subprocess
import xml.etree.ElementTree as XML

from datums import metres

PROFILES = pathlib.Path("/usr/share/routino")
HIGHWAYS = "trunk primary secondary tertiary unclassified residential service track cycleway path steps".split()
PROPERTIES = "paved multilane bridge tunnel footroute bicycleroute".split()
# Where a vehicle has no business. Steps are for who walks, and for who pushes a bicycle.
CLOSED = {"foot": [], "bicycle": [], "moped": ["track", "cycleway", "path", "steps"]}


class Routino:
    """Asked for the shortest way and nothing else: no kind of street is liked better than another.

    Left as it comes, it reads two things differently from the rules of OpenStreetMap, both set right here. A way that
    belongs to a route for cyclists counts as open to them although a sign on it forbids bicycles (the tunnel of the
    Basse Corniche): routes are left out. A path without a sign counts as closed to bicycles: here it is open, and
    bicycles are pushed up steps, as in Valhalla."""

    def __init__(self, extract, folder):
        self.folder = folder
        self.plain = folder / "plain.osm"
        folder.mkdir()
        subprocess.run(
            ["osmium", "tags-filter", "-i", "-o", self.plain, extract, "r/route"], check=True, capture_output=True)
        tagging = (PROFILES / "tagging.xml").read_text(encoding="utf-8")
        footway = '<if k="highway" v="footway">'
        assert tagging.count(footway) == 1
        rules = [f'<if k="highway" v="{kind}"><output k="bicycle" v="yes"/></if>' for kind in ("path", "steps")]
        open_too = tagging.replace(footway, "".join(rules) + footway)
        (folder / "tagging.xml").write_text(open_too, encoding="utf-8")
        subprocess.run(
            ["planetsplitter", f"--dir={folder}", "--prefix=m", f"--tagging={folder / 'tagging.xml'}",
             self.plain], check=True, capture_output=True)

    def shortest(self, start, end, mode, closed=()):
        """Metres of the line it draws: its own sum is a fiftieth less. None where it finds no way."""
        closed = [*CLOSED[mode], *closed]
        wishes = [f"--highway-{kind}={0 if kind in closed else 100}" for kind in HIGHWAYS]
        wishes += [f"--speed-{kind}=5" for kind in HIGHWAYS if kind not in closed]
        wishes += [f"--property-{kind}=50" for kind in PROPERTIES]
        done = subprocess.run(
            ["routino-router", f"--dir={self.folder}", "--prefix=m", f"--profile={mode}",
             f"--profiles={PROFILES / 'profiles.xml'}", f"--translations={PROFILES / 'translations.xml'}",
             "--shortest", "--output-stdout", "--output-text-all", *wishes,
             f"--lat1={start[0]}", f"--lon1={start[1]}", f"--lat2={end[0]}", f"--lon2={end[1]}"],
            check=False, capture_output=True, text=True)
        rows = [line.split("\t") for line in done.stdout.splitlines() if line and not line.startswith("#")]
        line = [(float(row[0]), float(row[1])) for row in rows]
        return sum(map(metres, line, line[1:])) or None

    def pairs(self):
        """Two dozen pairs of crossings of streets with traffic both ways, the same on every run. On a crossing no
        engine has to choose a street to begin at."""
        nodes, streets = {}, collections.Counter()
        for _, element in XML.iterparse(self.plain):
            if element.tag == "node":
                nodes[element.get("id")] = (float(element.get("lat")), float(element.get("lon")))
            if element.tag == "way":
                tags = {tag.get("k"): tag.get("v") for tag in element.findall("tag")}
                is_street = tags.get("highway") in ("residential", "tertiary", "secondary") and "name" in tags
                if is_street and tags.get("oneway") != "yes":
                    streets.update({one.get("ref") for one in element.findall("nd")})
        crossings = sorted(nodes[one] for one, count in streets.items() if count > 1)
        random.Random(5).shuffle(crossings)
        return list(zip(crossings[0:48:2], crossings[1:48:2]))
