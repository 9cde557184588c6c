import Kernel
import Places

/// What there is below `/ogc`, as OpenAPI 3.0 (17-069r4, class "OpenAPI 3.0"); programs read the most they may ask for
/// here.
extension OGCFeatures {
    var description: JSON {
        [
            "openapi": "3.0.3",
            "info": [
                "title": .string("YongAi \(settings.cityName.english)"), "version": "1.0.0",
                "license": ["name": .string(settings.licence)],
            ],
            "servers": [["url": .string(origin + "/ogc")]],
            "paths": [
                "/": ["get": operation("getLandingPage", "Where to begin", [])],
                "/conformance": ["get": operation("getConformance", "The conformance classes", [])],
                "/collections": ["get": operation("getCollections", "The kinds of places", [])],
                "/collections/{kind}": ["get": operation("getCollection", "One kind of places", ["kind"])],
                "/collections/{kind}/items": [
                    "get": operation(
                        "getItems", "A page of places of one kind", ["kind", "bbox", "datetime", "limit", "offset"],
                        type: "application/geo+json")
                ],
                "/collections/{kind}/items/{id}": [
                    "get": operation("getItem", "One place", ["kind", "id"], type: "application/geo+json")
                ],
            ],
            "components": ["parameters": parameters],
        ]
    }

    private func operation(
        _ name: String, _ summary: String, _ parameters: [String], type: String = "application/json"
    ) -> JSON {
        let references = parameters.map { JSON.object([("$ref", .string("#/components/parameters/" + $0))]) }
        let body: JSON = ["schema": ["type": "object"]]
        return [
            "operationId": .string(name), "summary": .string(summary), "parameters": .array(references),
            "responses": [
                "200": ["description": .string(summary), "content": .object([(type, body)])],
                "400": ["description": "A parameter that is not accepted"], "404": ["description": "Nothing here"],
            ],
        ]
    }

    private var parameters: JSON {
        let kinds: JSON = .array(PlaceKind.allCases.map { .string($0.rawValue) })
        return [
            "kind": parameter("kind", in: "path", ["type": "string", "enum": kinds]),
            "id": parameter("id", in: "path", ["type": "string", "format": "uuid"]),
            "bbox": [
                "name": "bbox", "in": "query", "style": "form", "explode": false,
                "schema": [
                    "type": "array", "items": ["type": "number"], "minItems": 4, "maxItems": 6,
                    "description": "West, south, east, north in degrees of WGS-84",
                ],
            ],
            "datetime": parameter("datetime", in: "query", ["type": "string"]),
            "limit": parameter(
                "limit", in: "query",
                [
                    "type": "integer", "minimum": 1, "maximum": JSON(OGCPage.limitMax),
                    "default": JSON(OGCPage.limitDefault),
                ]),
            "offset": parameter("offset", in: "query", ["type": "integer", "minimum": 0, "default": 0]),
        ]
    }

    private func parameter(_ name: String, in place: String, _ schema: JSON) -> JSON {
        ["name": .string(name), "in": .string(place), "required": .bool(place == "path"), "schema": schema]
    }
}
