"""Supercluster in its own process: loads places and views once, then runs all views whenever it is told a zoom.

Reads a file of little-endian doubles (longitude, latitude of each place; then west, south, east, north of each view),
whose counts and zooms come as arguments. For each line "ZOOM" on standard input it answers the views of that zoom and
writes their seconds, features and places, timed here, without the pipe.
"""

import array
import sys
import time

from pysupercluster import PySupercluster

path, places, views, first_zoom, last_zoom, radius, extent = sys.argv[1], *map(int, sys.argv[2:])
numbers = array.array("d")
with open(path, "rb") as file:
    numbers.frombytes(file.read())
points = [
    {"type": "Feature", "geometry": {"type": "Point", "coordinates": [numbers[2 * i], numbers[2 * i + 1]]},
     "properties": {}}
    for i in range(places)
]
boxes = {}
at = 2 * places
for zoom in range(first_zoom, last_zoom + 1):
    boxes[zoom] = [list(numbers[at + 4 * i:at + 4 * i + 4]) for i in range(views)]
    at += 4 * views

index = PySupercluster(min_zoom=0, max_zoom=16, min_points=2, radius=float(radius), extent=float(extent))
start = time.perf_counter()
index.load(points)
print(time.perf_counter() - start, flush=True)
for line in sys.stdin:
    zoom = int(line)
    features = 0
    start = time.perf_counter()
    for box in boxes[zoom]:
        features += len(index.get_clusters(box, zoom))
    seconds = time.perf_counter() - start
    counted = sum(
        feature["properties"].get("point_count", 1)
        for box in boxes[zoom] for feature in index.get_clusters(box, zoom))
    print(seconds, features, counted, flush=True)
