import Diagnosis

/// The value of `AppContextSwitchOverrides`: `Switch.One=true;Switch.Two=false`.
struct SwitchList {
  /// One `name=value` and where the value stands.
  struct Entry {
    let name: String
    let value: String
    let valueRange: Range<Int>

    /// As .NET reads a Boolean: upper and lower case alike, white space around it does not matter.
    var flag: Bool? { ["true": true, "false": false][value.lowercased()] }
  }

  let entries: [Entry]

  /// Reads a part of a text.
  init(_ units: [UInt16], _ range: Range<Int>) {
    var entries: [Entry] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let end = units[start..<range.upperBound].firstIndex(of: .semicolon) ?? range.upperBound
      if let equals = units[start..<end].firstIndex(of: .equals) {
        let name = Self.trimmed(units, start..<equals)
        let value = Self.trimmed(units, equals + 1..<end)
        entries.append(Entry(name: Self.text(units, name), value: Self.text(units, value), valueRange: value))
      }
      start = end + 1
    }
    self.entries = entries
  }

  /// What the list says of the switch; the last entry of a name counts.
  var flag: Bool? { ours.last?.flag }

  /// The entries of the switch.
  var ours: [Entry] { entries.filter { $0.name == WorkerProcessSwitch.name } }

  static func trimmed(_ units: [UInt16], _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, XMLName.isBlank(units[start]) { start += 1 }
    while end > start, XMLName.isBlank(units[end - 1]) { end -= 1 }
    return start..<end
  }

  private static func text(_ units: [UInt16], _ range: Range<Int>) -> String {
    String(decoding: units[range], as: UTF16.self)
  }
}
