/// The middle value; the mean of the two in the middle when there are two.
func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return .nan }
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
}

func seconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
}

/// A number in a column, rounded to so many decimals.
func column(_ number: Double, decimals: Int = 0, width: Int = 12) -> String {
    let factor = (0..<decimals).reduce(1.0) { value, _ in value * 10 }
    let rounded = (number * factor).rounded() / factor
    let text = decimals == 0 ? String(Int(rounded)) : String(rounded)
    return String(repeating: " ", count: max(0, width - text.count)) + text
}
