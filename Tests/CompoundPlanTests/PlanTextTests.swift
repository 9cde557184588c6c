import Testing

@testable import CompoundPlan

@Suite("The text of a plan")
struct PlanTextTests {
    private static let whole = """
        {"format":1,"width":2400,"height":1800,"north":350,\
        "paths":[{"id":"p1","kind":"road","line":[0,900,2400,900],"name":"中路","oneway":true},\
        {"id":"p2","kind":"stairs","line":[300,240,300,900],"closed":true}],\
        "buildings":[{"id":"b1","name":"12\\"A\\\\","outline":[100,100,700,100,700,240],"floors":18,"lift":false,\
        "units":[{"id":"u1","name":"2","at":[300,240]},{"id":"u2","at":[-5,240]}]}],\
        "gates":[{"id":"g1","gate":"018f3c1a-0000-7000-8000-00000000000a","at":[0,900]},\
        {"id":"g2","name":"北小门","at":[1200,0]}],\
        "spots":[{"id":"s1","kind":"parking","at":[800,900],"vehicles":["e-bike","car"]}],\
        "grounds":[{"id":"a1","kind":"water","name":"镜湖","outline":[1,2,3,4,5,6]}]}
        """

    @Test("What is written is what was read, to the byte")
    func roundTrip() throws {
        let plan = try Plan(reading: Self.whole)
        #expect(plan.text == Self.whole)
        #expect(plan.buildings[0].name == "12\"A\\" && plan.buildings[0].hasLift == false)
        #expect(plan.paths[0].isOneWay && plan.paths[1].isClosed && plan.spots[0].vehicles == [.bike, .car])
        #expect(plan.pointCount == 4 + 3 + 3)
    }

    @Test("What is left out is empty, and other forms of the same plan become the one form")
    func canonical() throws {
        let bare =
            "{\"format\":1,\"width\":200,\"height\":30000,\"north\":0,"
            + "\"paths\":[],\"buildings\":[],\"gates\":[],\"spots\":[],\"grounds\":[]}"
        #expect(try Plan(reading: "{\"height\": 30000, \"width\": 2.0e2, \"format\": 1}").text == bare)
        let gate = "018F3C1A-0000-7000-8000-00000000000A"
        let loose = """
            {"format":1,"width":200,"height":200,
             "gates":[{"id":"g","gate":"\(gate)","name":"南门","at":[0,0]}],
             "spots":[{"id":"s","kind":"locker","name":" 柜 ","at":[0,0],"vehicles":["car"]}]}
            """
        let plan = try Plan(reading: loose)
        #expect(plan.gates == [PlanGate(id: "g", gate: gate.lowercased(), at: PlanPoint(0, 0))])
        #expect(plan.spots == [PlanSpot(id: "s", kind: .locker, name: "柜", at: PlanPoint(0, 0))])
    }

    private static let head = "{\"format\":1,\"width\":200,\"height\":200"
    private static let outline = "\"outline\":[0,0,1,0,1,1]"
    private static let refusals: [(String, String, PlanFault.Reason)] = [
        ("", "", .notJSON), ("[]", "", .otherType), ("{\"format\":1", "", .notJSON),
        ("{}", "format", .missing), ("{\"format\":2}", "format", .otherFormat),
        ("{\"format\":1,\"width\":200}", "height", .missing),
        ("{\"format\":1,\"width\":199,\"height\":200}", "width", .outside(200...30_000)),
        ("{\"format\":1,\"width\":2.5,\"height\":200}", "width", .otherType),
        (head + ",\"north\":1e99}", "north", .otherType),
        (head + ",\"north\":360}", "north", .outside(0...359)),
        (head + ",\"lat\":30}", "lat", .unknownMember), (head + ",\"paths\":{}}", "paths", .otherType),
        (head + ",\"paths\":null}", "paths", .otherType),
        (head + ",\"paths\":[{\"id\":\"p\",\"kind\":\"rail\",\"line\":[0,0,1,1]}]}", "paths[0].kind", .unknownWord),
        (head + ",\"paths\":[{\"id\":\"p\",\"kind\":\"road\",\"line\":[0,0,1]}]}", "paths[0].line", .halfPoint),
        (
            head + ",\"paths\":[{\"id\":\"p\",\"kind\":\"road\",\"line\":[0,0]}]}", "paths[0].line",
            .outside(2...400)
        ),
        (
            head + ",\"paths\":[{\"id\":\"p\",\"kind\":\"road\",\"line\":[0,0,60001,0]}]}", "paths[0].line",
            .outside(-30_000...60_000)
        ),
        (
            head + ",\"paths\":[{\"id\":\"p\",\"kind\":\"road\",\"line\":[0,0,1,true]}]}", "paths[0].line[3]",
            .otherType
        ),
        (head + ",\"buildings\":[{\"id\":\"B\",\(outline)}]}", "buildings[0].id", .notIdentifier),
        (head + ",\"buildings\":[{\"id\":\"\",\(outline)}]}", "buildings[0].id", .notIdentifier),
        (
            head + ",\"buildings\":[{\"id\":\"b\",\"floors\":0,\(outline)}]}", "buildings[0].floors",
            .outside(1...120)
        ),
        (head + ",\"buildings\":[{\"id\":\"b\",\"name\":\"1\\n2\",\(outline)}]}", "buildings[0].name", .notName),
        (
            head + ",\"buildings\":[{\"id\":\"b\",\"name\":\"\(String(repeating: "楼", count: 21))\",\(outline)}]}",
            "buildings[0].name", .notName
        ),
        (
            head + ",\"buildings\":[{\"id\":\"b\",\(outline),\"units\":[{\"id\":\"u\",\"at\":[1,2],\"x\":1}]}]}",
            "buildings[0].units[0].x", .unknownMember
        ),
        (
            head + ",\"buildings\":[{\"id\":\"b\",\(outline),\"units\":[{\"id\":\"b\",\"at\":[1,2]}]}]}",
            "buildings[0].units[0].id", .doubleIdentifier
        ),
        (head + ",\"gates\":[{\"id\":\"g\",\"gate\":\"7\",\"at\":[0,0]}]}", "gates[0].gate", .notGate),
        (head + ",\"gates\":[{\"id\":\"g\",\"at\":[0,0,1,1]}]}", "gates[0].at", .outside(1...1)),
        (
            head + ",\"spots\":[{\"id\":\"s\",\"kind\":\"parking\",\"at\":[0,0],\"vehicles\":[\"foot\"]}]}",
            "spots[0].vehicles", .unknownWord
        ),
        (String(repeating: " ", count: PlanLimits.bytesMax + 1), "", .tooLong),
    ]

    @Test("What is no plan is refused with the place and the reason")
    func refused() {
        func fault(_ text: String) -> PlanFault? {
            do throws(PlanFault) {
                _ = try Plan(reading: text)
                return nil
            } catch { return error }
        }
        for (text, path, reason) in Self.refusals {
            #expect(fault(text) == PlanFault(path: path, reason: reason), "\(text.prefix(120))")
        }
    }

    @Test("Bounds hold for lists and for all points together")
    func bounds() throws {
        var plan = Plan(size: PlanPoint(3000, 3000))
        let line = (0..<400).map { PlanPoint($0, 0) }
        plan.paths = (0..<30).map { PlanPath(id: "p\($0)", kind: .road, line: line) }
        #expect(try Plan(reading: plan.text) == plan)
        plan.paths.append(PlanPath(id: "last", kind: .road, line: [PlanPoint(0, 0), PlanPoint(1, 1)]))
        let many = PlanFault(path: "", reason: .outside(0...12_000))
        #expect(throws: many) { try Plan(reading: plan.text) }
        plan.paths = []
        plan.gates = (0...40).map { PlanGate(id: "g\($0)", gate: nil, at: PlanPoint($0, 0)) }
        let gates = PlanFault(path: "gates", reason: .outside(0...40))
        #expect(throws: gates) { try Plan(reading: plan.text) }
    }
}
