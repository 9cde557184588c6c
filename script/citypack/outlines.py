"""Outlines of districts: GCJ-02 to WGS-84, borders kept shared, and a light version for phones."""
import json
import math

# Corners of less than about 100 m² are dropped, far below the precision of the source.
FULL_TOLERANCE_DEGREES = 0.0001
PHONE_TOLERANCE_DEGREES = 0.0025
ISLET_SQUARE_KILOMETRES_MAX = 0.5


def offset_degrees(lng, lat):
    """The published GCJ-02 offset of a WGS-84 point, in degrees (lng, lat)."""
    axis, eccentricity = 6378245.0, 0.00669342162296594323
    x, y = lng - 105.0, lat - 35.0
    wave = 20.0 * math.sin(6.0 * x * math.pi) + 20.0 * math.sin(2.0 * x * math.pi)
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    north += (wave + 20.0 * math.sin(y * math.pi) + 40.0 * math.sin(y / 3.0 * math.pi)) * 2.0 / 3.0
    north += (160.0 * math.sin(y / 12.0 * math.pi) + 320.0 * math.sin(y * math.pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    east += (wave + 20.0 * math.sin(x * math.pi) + 40.0 * math.sin(x / 3.0 * math.pi)) * 2.0 / 3.0
    east += (150.0 * math.sin(x / 12.0 * math.pi) + 300.0 * math.sin(x / 30.0 * math.pi)) * 2.0 / 3.0
    radians = lat / 180.0 * math.pi
    magic = 1 - eccentricity * math.sin(radians) ** 2
    north = north * 180.0 / (axis * (1 - eccentricity) / (magic * math.sqrt(magic)) * math.pi)
    east = east * 180.0 / (axis / math.sqrt(magic) * math.cos(radians) * math.pi)
    return east, north


def wgs84(lng, lat):
    """The WGS-84 point whose GCJ-02 image is (lng, lat), by fixed-point iteration to far below a millimetre."""
    x, y = lng, lat
    for _ in range(30):
        east, north = offset_degrees(x, y)
        step = max(abs(lng - east - x), abs(lat - north - y))
        x, y = lng - east, lat - north
        if step < 1e-12:
            return x, y
    raise AssertionError(f"The datum conversion did not settle at {lng}, {lat}.")


def read_outlines(base, codes, city):
    """{code: WGS-84 shape} of districts and of the city, which is their union; borders share their points."""
    import shapely
    shapes = {}
    for code in codes:
        document = json.loads((base / f"{code}.geojson").read_text(encoding="utf-8"))
        feature = document["features"][0] if "features" in document else document
        raw = shapely.geometry.shape(feature.get("geometry", feature))
        shapes[code] = shapely.transform(raw, convert_all)
    areas = shapely.coverage_simplify(list(shapes.values()), FULL_TOLERANCE_DEGREES)
    areas = [shapely.transform(area, lambda points: points.round(5)) for area in areas]
    shapes = dict(zip(shapes, areas))
    assert all(area.is_valid for area in areas) and shapely.coverage_is_valid(areas), "Borders are not shared."
    shapes[city] = shapely.coverage_union_all(areas)
    return shapes


def convert_all(points):
    import numpy
    return numpy.round(numpy.array([wgs84(x, y) for x, y in points]), 5)


def geojson(shapes, names, decimals):
    import shapely
    lines = []
    for code in sorted(shapes):
        shape = shapely.transform(shapes[code], lambda points: points.round(decimals))
        assert shape.is_valid, f"The outline of {names[code]} crosses itself."
        parts = sorted(shapely.get_parts(shape), key=lambda part: -part.area)
        rings = [[[list(p) for p in ring.coords] for ring in [part.exterior, *part.interiors]] for part in parts]
        feature = {"type": "Feature", "properties": {"code": code, "name": names[code]},
                   "geometry": {"type": "MultiPolygon", "coordinates": rings}}
        lines.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def phone_outlines(shapes):
    """Districts without tiny islets, simplified along shared borders so that neighbours still touch."""
    import shapely
    square_degree = 111.2 * 111.2 * math.cos(math.radians(29.8))
    codes = sorted(shapes)
    kept = []
    for code in codes:
        parts = shapely.get_parts(shapes[code])
        kept.append(shapely.multipolygons([p for p in parts if p.area * square_degree > ISLET_SQUARE_KILOMETRES_MAX]))
    simple = shapely.coverage_simplify(kept, PHONE_TOLERANCE_DEGREES)
    rounded = [shapely.transform(area, lambda points: points.round(4)) for area in simple]
    assert shapely.coverage_is_valid(rounded), "The simplified borders are not shared."
    for code, area in zip(codes, rounded):
        assert abs(area.area / shapes[code].area - 1) < 0.02, f"{code} lost too much of its area."
    return dict(zip(codes, rounded))
