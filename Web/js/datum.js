// WGS-84 and GCJ-02, for tiles that are drawn in GCJ-02: the customary formulas, the same as in Sources/Geo.

const semiMajorMetres = 6378245;
const eccentricitySquared = 0.00669342162296594323;
const roundsMax = 20;
const toleranceDegrees = 1e-10;

/** The customary rectangle: outside it nothing is shifted. */
function isShifted(lat, lng) {
    return lng >= 72.004 && lng <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;
}

function northMetres(x, y) {
    const pi = Math.PI;
    return -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x))
        + (20 * Math.sin(6 * x * pi) + 20 * Math.sin(2 * x * pi)) * 2 / 3
        + (20 * Math.sin(y * pi) + 40 * Math.sin(y / 3 * pi)) * 2 / 3
        + (160 * Math.sin(y / 12 * pi) + 320 * Math.sin(y * pi / 30)) * 2 / 3;
}

function eastMetres(x, y) {
    const pi = Math.PI;
    return 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x))
        + (20 * Math.sin(6 * x * pi) + 20 * Math.sin(2 * x * pi)) * 2 / 3
        + (20 * Math.sin(x * pi) + 40 * Math.sin(x / 3 * pi)) * 2 / 3
        + (150 * Math.sin(x / 12 * pi) + 300 * Math.sin(x / 30 * pi)) * 2 / 3;
}

function shift(lat, lng) {
    const x = lng - 105;
    const y = lat - 35;
    const radians = lat * Math.PI / 180;
    const bulge = 1 - eccentricitySquared * Math.sin(radians) * Math.sin(radians);
    const meridianRadius = semiMajorMetres * (1 - eccentricitySquared) / (bulge * Math.sqrt(bulge));
    const parallelRadius = semiMajorMetres / Math.sqrt(bulge) * Math.cos(radians);
    return {
        lat: lat + northMetres(x, y) / (meridianRadius * Math.PI / 180),
        lng: lng + eastMetres(x, y) / (parallelRadius * Math.PI / 180),
    };
}

/** Degrees in WGS-84 to degrees in GCJ-02. */
export function toGCJ02(lat, lng) {
    return isShifted(lat, lng) ? shift(lat, lng) : { lat: lat, lng: lng };
}

/** Degrees in GCJ-02 to degrees in WGS-84, by iteration. */
export function fromGCJ02(lat, lng) {
    const guess = { lat: lat, lng: lng };
    if (!isShifted(lat, lng)) return guess;
    for (let round = 0; round < roundsMax; round += 1) {
        const image = shift(guess.lat, guess.lng);
        const north = lat - image.lat;
        const east = lng - image.lng;
        guess.lat += north;
        guess.lng += east;
        if (Math.max(Math.abs(north), Math.abs(east)) < toleranceDegrees) break;
    }
    return guess;
}
