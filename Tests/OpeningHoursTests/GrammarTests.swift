import OpeningHours
import Testing

@Suite struct GrammarTests {
    @Test(
        "every part of the grammar has one spelling",
        arguments: [
            ("24/7", "24/7"), ("open", "24/7"), ("off", "off"), ("closed", "off"), ("unknown", "unknown"),
            ("Mo-Fr 09:00-18:00", "Mo-Fr 09:00-18:00"), ("mo-fr 9:00-18:00", "Mo-Fr 09:00-18:00"),
            ("Mo-Fr: 9:00 - 18:00 ;", "Mo-Fr 09:00-18:00"), ("Sa-Mo 10:00-12:00", "Sa-Mo 10:00-12:00"),
            ("Su,Sa,Mo,We 10:00-12:00", "We,Sa-Mo 10:00-12:00"), ("Mo-Mo", "Mo"), ("Tu-Mo", "Mo-Su"),
            ("Mo[1] 10:00-12:00", "Mo[1] 10:00-12:00"), ("Fr[-1]", "Fr[-1]"), ("Sa[1-2]", "Sa[1,2]"),
            ("22:00-02:00", "22:00-02:00"), ("20:00-26:00", "20:00-02:00"), ("10:00-10:00", "10:00-10:00"),
            ("20:00-48:00", "20:00-48:00"), ("00:00-00:00", "00:00-24:00"), ("18:00+", "18:00+"),
            ("10:00-18:00+", "10:00-18:00+"), ("10:00-12:00, 14:00-18:00", "10:00-12:00,14:00-18:00"),
            ("Apr-Sep", "Apr-Sep"), ("Jan 1-Mar 15", "Jan 01-Mar 15"), ("Dec 25 off", "Dec 25 off"),
            ("Dec 24,25 off", "Dec 24,Dec 25 off"), ("2026 Feb 10-20", "2026 Feb 10-2026 Feb 20"),
            ("2026 Feb 10-2026 Feb 20", "2026 Feb 10-2026 Feb 20"), ("2026 Feb", "2026 Feb 01-2026 Feb 28"),
            ("2026 Dec 20-Jan 05", "2026 Dec 20-2027 Jan 05"), ("2026", "2026"), ("2026-2027", "2026-2027"),
            ("2026+", "2026-2999"), ("2026-2030/2 Jan", "2026-2030/2 Jan"), ("2026,2028 May", "2026,2028 May"),
            ("week 1-10/2,20 Mo", "week 01-10/2,20 Mo"), ("PH off", "PH off"),
            ("PH,Sa,Su 09:00-18:00", "PH,Sa-Su 09:00-18:00"),
            ("Mo-Fr,PH 10:00-12:00", "PH,Mo-Fr 10:00-12:00"), ("PH Mo-Fr 10:00-12:00", "PH Mo-Fr 10:00-12:00"),
            ("PH +1 day off", "PH +1 day off"), ("PH -2 days off", "PH -2 days off"),
            ("SH 10:00-12:00", "SH 10:00-12:00"),
            ("Mo 10:00-12:00 \"call\"", "Mo 10:00-12:00 unknown \"call\""), ("\"电话预约\"", "unknown \"电话预约\""),
            ("Mo off \"装修; a || b\"", "Mo off \"装修; a || b\""),
            ("10:00-12:00;Su off||unknown", "10:00-12:00; Su off || unknown"),
            ("Mo 10:00-12:00,We 14:00-16:00", "Mo 10:00-12:00, We 14:00-16:00"),
            ("Mo, We 10:00-12:00", "Mo,We 10:00-12:00"), ("Mo open, We 10:00-12:00", "Mo open, We 10:00-12:00"),
            ("Mo 10:00-12:00 open, 14:00-16:00", "Mo 10:00-12:00 open, 14:00-16:00"),
        ])
    func canonical(_ text: String, _ canonical: String) throws {
        let hours = try OpeningHours(parsing: text)
        #expect(hours.canonical == canonical)
        #expect(try OpeningHours(parsing: canonical) == hours)
    }

    @Test(
        "what cannot be read is refused at its byte with its reason",
        arguments: [
            ("", .empty, 0), ("   ", .empty, 3), ("Mo-Mo-Mo", .dayOffset, 5), ("25:61-99:99", .badTime, 0),
            ("10:00-99:00", .badTime, 6), ("24:00-25:00", .badTime, 0), ("10:00-48:01", .badTime, 6),
            ("Mo 10:00", .singleTime, 3), ("10:00-12:00/90", .interval, 11), ("Mo \"call", .unclosedComment, 3),
            ("Mo \"\"", .emptyComment, 3), ("\"summer\": 10:00-12:00", .commentLabel, 0),
            ("Mo–Fr 10:00-12:00", .foreignCharacter, 2), ("周一", .foreignCharacter, 0),
            ("sunrise-sunset", .sunTime, 0), ("10:00-sunset", .sunTime, 6), ("(sunset-01:00)-24:00", .sunTime, 0),
            ("easter off", .easter, 0), ("Feb 30", .badDate, 4), ("2027 Feb 29", .badDate, 5), ("Jan 32", .badDate, 4),
            ("1800 off", .badYear, 0), ("week 54", .badWeek, 5), ("week 0", .badWeek, 5), ("Mo[6]", .badNth, 3),
            ("Mo[1", .badNth, 4), ("Mo[2-1]", .invertedRange, 3), ("Dec 20-05", .invertedRange, 0),
            ("2027-2026", .invertedRange, 0), ("Jan 01 +1 day", .dayOffset, 7), ("PH +999 days", .dayOffset, 4),
            ("Mo off off", .unexpected, 7), ("Mo;;Tu", .unexpected, 3), ("; Mo", .unexpected, 0),
            ("Mo ||", .unexpected, 5),
            ("Foo", .unexpected, 0), ("Mo 24/7", .unexpected, 3), ("Mo PH off", .unexpected, 3),
            ("Mon", .unexpected, 0),
        ] as [(String, OpeningHoursError.Reason, Int)])
    func refusals(_ text: String, _ reason: OpeningHoursError.Reason, _ offset: Int) {
        let expected = OpeningHoursError(reason: reason, byteOffset: offset)
        #expect(throws: expected) { try OpeningHours(parsing: text) }
    }

    @Test("a refusal is a sentence in both languages")
    func sentences() {
        for reason in OpeningHoursError.Reason.allCases {
            let error = OpeningHoursError(reason: reason, byteOffset: 4)
            #expect(error.sentence(in: .english).hasPrefix("At byte 5: "))
            #expect(error.sentence(in: .english).hasSuffix("."))
            #expect(error.sentence(in: .chinese).hasSuffix("。"))
        }
    }
}
