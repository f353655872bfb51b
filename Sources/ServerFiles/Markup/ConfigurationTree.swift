import Diagnosis

/// The part of a .NET configuration file that holds switches:
/// `configuration`, `runtime`, `AppContextSwitchOverrides` ("<AppContextSwitchOverrides> Element").
struct ConfigurationTree {
  let tree: XMLTree
  /// The first element of the tree.
  let root = 0
  /// The `runtime` elements.
  let runtimes: [Int]
  /// The `AppContextSwitchOverrides` in them.
  let overrides: [Int]

  /// - Throws: ``XMLFault`` when the text is not well-formed or its root is no `configuration`.
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

  /// Where the switch is set, and to what; the last place counts.
  var setting: (flag: Bool?, place: Int)? {
    overrides.flatMap { list(of: $0)?.switches.ours ?? [] }.last.map { ($0.flag, $0.valueRange.lowerBound) }
  }
}
