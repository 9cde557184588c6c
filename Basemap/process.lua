-- What of OpenStreetMap goes into the offline map: streets, water, green, buildings, names in Chinese and English.
-- The layers and their classes are read by Web/js/vectorstyle.js.

node_keys = { "place" }

local roads = {
    motorway = { "motorway", 6 }, motorway_link = { "motorway", 11 },
    trunk = { "trunk", 7 }, trunk_link = { "trunk", 11 },
    primary = { "primary", 9 }, primary_link = { "primary", 12 },
    secondary = { "secondary", 10 }, secondary_link = { "secondary", 12 },
    tertiary = { "tertiary", 11 }, tertiary_link = { "tertiary", 13 },
    unclassified = { "minor", 12 }, residential = { "minor", 12 }, living_street = { "minor", 13 },
    road = { "minor", 13 }, service = { "service", 13 }, pedestrian = { "path", 13 }, cycleway = { "path", 13 },
    footway = { "path", 14 }, path = { "path", 14 }, track = { "path", 13 }, steps = { "steps", 14 },
}

local places = { city = 6, town = 8, district = 9, suburb = 10, quarter = 12, village = 12, neighbourhood = 13 }

local greens = {
    park = true, garden = true, forest = true, wood = true, grass = true, meadow = true, grassland = true,
    recreation_ground = true, cemetery = true, golf_course = true, pitch = true, scrub = true, village_green = true,
}
local built = { residential = true, commercial = true, retail = true, industrial = true, railway = true }

function init_function() end
function exit_function() end

local function set_names(object)
    local name = object:Find("name:zh")
    if name == "" then name = object:Find("name") end
    if name ~= "" then object:Attribute("name", name) end
    local english = object:Find("name:en")
    if english ~= "" then object:Attribute("name_en", english) end
end

function node_function(node)
    local kind = node:Find("place")
    if places[kind] and node:Find("name") ~= "" then
        node:Layer("place", false)
        node:Attribute("class", kind)
        node:MinZoom(places[kind])
        set_names(node)
    end
end

local function add_road(way, class, zoom)
    way:Layer("road", false)
    way:Attribute("class", class)
    if way:Find("tunnel") == "yes" then way:Attribute("tunnel", "yes") end
    way:MinZoom(zoom)
    if way:Find("name") ~= "" and class ~= "rail" then
        way:Layer("road_name", false)
        way:Attribute("class", class)
        way:MinZoom(math.max(zoom + 1, 12))
        set_names(way)
    end
end

function way_function(way)
    local road = roads[way:Find("highway")]
    if road and way:Find("area") ~= "yes" then return add_road(way, road[1], road[2]) end
    local rail = way:Find("railway")
    if rail == "rail" or rail == "light_rail" then return add_road(way, "rail", 10) end
    local waterway = way:Find("waterway")
    if waterway == "river" or waterway == "canal" or waterway == "stream" then
        way:Layer("waterway", false)
        way:Attribute("class", waterway)
        way:MinZoom(waterway == "river" and 9 or 12)
        return
    end
    if not way:IsClosed() then return end
    if way:Find("building") ~= "" and way:Find("building") ~= "no" then
        way:Layer("building", true)
        return
    end
    local natural, landuse, leisure = way:Find("natural"), way:Find("landuse"), way:Find("leisure")
    if natural == "water" or landuse == "reservoir" or waterway == "riverbank" or waterway == "dock" then
        way:Layer("water", true)
        way:MinZoom(way:Area() > 1000000 and 6 or 11)
    elseif greens[landuse] or greens[leisure] or greens[natural] then
        way:Layer("landuse", true)
        way:Attribute("class", "green")
        way:MinZoom(way:Area() > 1000000 and 8 or 12)
    elseif built[landuse] then
        way:Layer("landuse", true)
        way:Attribute("class", "built")
        way:MinZoom(10)
    end
end
