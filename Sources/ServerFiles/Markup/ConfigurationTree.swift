import Diagnosis

/// The part of a .NET configuration file with switches:
/// `configuration`, `runtime`, `AppContextSwitchOverrides` ("<AppContextSwitchOverrides> Element").
struct ConfigurationTree {
  let tree: XMLTree
  /// The first element of the tree.
  let root = 0
  /// The `runtime` elements.
  let runtimes: [Int]
  /// The `AppContextSwitchOverrides` in them.
  let overrides: [Int]

  /// - Throws: ``XMLFault`` when the text is not well-formed or its root is not `configuration`.
  init(_ units: [UInt16]) throws(XMLFault) {
    tree = try XMLTree(units)
    let name = tree.elements[0].name
    guard name == "configuration" else {
      throw tree.fault(.wrongRoot(name), tree.elements[0].startTag.lowerBound)
    }
    let tree = tree
    runtimes = tree.children(of: 0, named: "runtime")
    overrides = runtimes.flatMap { tree.children(of: $0, named: "AppContextSwitchOverrides") }
  }

  /// The attribute that lists the switches of an element.
  func list(of element: Int) -> (attribute: XMLElement.Attribute, switches: SwitchList)? {
    guard let attribute = tree.elements[element].attributes.first(where: { $0.name == "value" }) else {
      return nil
    }
    return (attribute, SwitchList(tree.units, attribute.value))
  }

  /// Where the switch is set, and to what; the last one counts.
  var setting: (flag: Bool?, position: Int)? {
    overrides.flatMap { list(of: $0)?.switches.ours ?? [] }.last.map { ($0.flag, $0.valueRange.lowerBound) }
  }
}

/// The value of `AppContextSwitchOverrides`: `Switch.One=true;Switch.Two=false`.
struct SwitchList {
  /// One `name=value` and the range of the value.
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
