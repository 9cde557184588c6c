// The look of the offline map, light and dark: streets, water, green, buildings and names. No glyphs are fetched: the
// map draws names with the phone's own type. Layers and classes are those of Basemap/process.lua.

const light = {
    land: "#f2f1ec", built: "#ebe8e1", green: "#d5e6cd", water: "#a9cfe6", building: "#ddd8ce", edge: "#cbc4b6",
    minor: "#ffffff", middle: "#fff4c9", major: "#fbd98c", path: "#c9bfae", rail: "#b6b2ab", text: "#3d3a34",
    halo: "#ffffff", place: "#23211d",
};
const dark = {
    land: "#1b211e", built: "#20272a", green: "#1d3325", water: "#16364a", building: "#2a3230", edge: "#0f1412",
    minor: "#3a4441", middle: "#4c5040", major: "#66583a", path: "#3c463f", rail: "#4a4f4d", text: "#c9d2cd",
    halo: "#141917", place: "#eef3f0",
};

/** Widths in pixels by zoom. */
function width(...stops) {
    return ["interpolate", ["exponential", 1.5], ["zoom"], ...stops];
}

function roads(id, classes, colour, widths, more) {
    return {
        id: id, type: "line", source: "city", "source-layer": "road",
        filter: ["in", ["get", "class"], ["literal", classes]],
        layout: { "line-cap": "round", "line-join": "round" },
        paint: { "line-color": colour, "line-width": width(...widths), ...more },
    };
}

function fill(id, layer, colour, filter) {
    const made = { id: id, type: "fill", source: "city", "source-layer": layer, paint: { "fill-color": colour } };
    if (filter) made.filter = filter;
    return made;
}

function name(isEnglish) {
    const fields = isEnglish ? ["coalesce", ["get", "name_en"], ["get", "name"]] : ["get", "name"];
    return ["to-string", fields];
}

function names(colours, isEnglish) {
    const paint = { "text-color": colours.text, "text-halo-color": colours.halo, "text-halo-width": 1.5 };
    return [
        {
            id: "road-name", type: "symbol", source: "city", "source-layer": "road_name", minzoom: 13,
            layout: {
                "text-field": name(isEnglish), "symbol-placement": "line", "text-font": ["sans-serif"],
                "text-size": width(13, 11, 18, 15),
            },
            paint: paint,
        },
        {
            id: "place-name", type: "symbol", source: "city", "source-layer": "place",
            layout: {
                "text-field": name(isEnglish), "text-font": ["sans-serif"], "text-size": width(8, 13, 16, 18),
                "text-padding": 8,
            },
            paint: { ...paint, "text-color": colours.place },
        },
    ];
}

/** A style for MapLibre over the archive at this address. */
export function vectorStyle(address, isDark, isEnglish) {
    const colours = isDark ? dark : light;
    const major = ["motorway", "trunk", "primary"];
    const middle = ["secondary", "tertiary"];
    return {
        version: 8,
        sources: { city: { type: "vector", url: "pmtiles://" + address } },
        layers: [
            { id: "land", type: "background", paint: { "background-color": colours.land } },
            fill("built", "landuse", colours.built, ["==", ["get", "class"], "built"]),
            fill("green", "landuse", colours.green, ["==", ["get", "class"], "green"]),
            fill("water", "water", colours.water),
            {
                id: "waterway", type: "line", source: "city", "source-layer": "waterway",
                paint: { "line-color": colours.water, "line-width": width(9, 1, 16, 6) },
            },
            fill("building", "building", colours.building),
            roads("rail", ["rail"], colours.rail, [10, .6, 18, 3]),
            roads("path", ["path", "steps"], colours.path, [13, .8, 18, 4], { "line-dasharray": [2, 1.5] }),
            roads("minor-edge", ["minor", "service"], colours.edge, [12, .8, 14, 3, 18, 18]),
            roads("middle-edge", middle, colours.edge, [10, 1.2, 14, 6, 18, 24]),
            roads("major-edge", major, colours.edge, [7, 1.2, 14, 8, 18, 30]),
            roads("minor", ["minor", "service"], colours.minor, [12, .5, 14, 2, 18, 15]),
            roads("middle", middle, colours.middle, [10, .8, 14, 4.5, 18, 21]),
            roads("major", major, colours.major, [7, .8, 14, 6.5, 18, 27]),
            ...names(colours, isEnglish),
        ],
    };
}
