"""WGS-84, GCJ-02 and BD-09 once more, written from the published formulas alone, to check the program's own."""

import math

SEMI_MAJOR_METRES = 6378245.0
ECCENTRICITY_SQUARED = 0.00669342162296594323
BAIDU_TURN = math.pi * 3000.0 / 180.0
EARTH_METRES = 6371008.8


def _north(x, y):
    sines = 20.0 * math.sin(6.0 * x * math.pi) + 20.0 * math.sin(2.0 * x * math.pi)
    value = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x)) + sines * 2.0 / 3.0
    value += (20.0 * math.sin(y * math.pi) + 40.0 * math.sin(y / 3.0 * math.pi)) * 2.0 / 3.0
    return value + (160.0 * math.sin(y / 12.0 * math.pi) + 320.0 * math.sin(y * math.pi / 30.0)) * 2.0 / 3.0


def _east(x, y):
    sines = 20.0 * math.sin(6.0 * x * math.pi) + 20.0 * math.sin(2.0 * x * math.pi)
    value = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x)) + sines * 2.0 / 3.0
    value += (20.0 * math.sin(x * math.pi) + 40.0 * math.sin(x / 3.0 * math.pi)) * 2.0 / 3.0
    return value + (150.0 * math.sin(x / 12.0 * math.pi) + 300.0 * math.sin(x / 30.0 * math.pi)) * 2.0 / 3.0


def gcj02(lat, lng):
    """GCJ-02 of a WGS-84 point in mainland China, in degrees."""
    x, y = lng - 105.0, lat - 35.0
    radians = lat / 180.0 * math.pi
    magic = 1.0 - ECCENTRICITY_SQUARED * math.sin(radians) ** 2
    meridian = SEMI_MAJOR_METRES * (1.0 - ECCENTRICITY_SQUARED) / (magic * math.sqrt(magic)) * math.pi
    parallel = SEMI_MAJOR_METRES / math.sqrt(magic) * math.cos(radians) * math.pi
    return lat + _north(x, y) * 180.0 / meridian, lng + _east(x, y) * 180.0 / parallel


def bd09(lat, lng):
    """BD-09 of a WGS-84 point in mainland China, in degrees."""
    lat, lng = gcj02(lat, lng)
    reach = math.hypot(lng, lat) + 0.00002 * math.sin(lat * BAIDU_TURN)
    angle = math.atan2(lat, lng) + 0.000003 * math.cos(lng * BAIDU_TURN)
    return reach * math.sin(angle) + 0.006, reach * math.cos(angle) + 0.0065


def metres(one, other):
    """The great-circle distance between two (lat, lng) points on the mean sphere."""
    (lat1, lng1), (lat2, lng2) = [(math.radians(a), math.radians(b)) for a, b in (one, other)]
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lng2 - lng1) / 2) ** 2
    return 2 * EARTH_METRES * math.asin(math.sqrt(half))
