package import Diagnosis

extension WorkerProcessConfiguration {
  /// The file with the switch set to false, and every other byte unchanged.
  /// - Parameter file: the file's bytes; an empty one becomes a new file.
  /// - Returns: The new bytes; the same when the switch is right already.
  /// - Throws: ``XMLFault`` when the file is not a well-formed configuration file: repair it by hand first.
  package static func merged(into file: [UInt8]) throws(XMLFault) -> [UInt8] {
    if file.isEmpty { return newFile }
    let text = UnitText(file)
    let tree: ConfigurationTree
    do {
      tree = try ConfigurationTree(text.units)
    } catch {
      throw text.placedByCharacters(error)
    }
    return text.bytes(with: SwitchMerge(tree).edits)
  }

  /// A file that sets the switch and nothing else, in UTF-8 with the line ends of Windows.
  package static let newFile = Array(
    ([
      #"<?xml version="1.0" encoding="utf-8"?>"#, "<configuration>", "   <runtime>",
      #"      <AppContextSwitchOverrides value="\#(assignment)"/>"#, "   </runtime>", "</configuration>", "",
    ].joined(separator: "\r\n")).utf8)

  static let assignment = WorkerProcessSwitch.name + "=false"
}

/// What has to change in a configuration file so that the switch is false.
struct SwitchMerge {
  /// A part of the text and its replacement, ASCII.
  struct Edit {
    var range: Range<Int>
    var text: String
  }

  private(set) var edits: [Edit] = []
  private let tree: XMLTree
  private let layout: XMLLayout

  init(_ configuration: ConfigurationTree) {
    tree = configuration.tree
    layout = XMLLayout(configuration.tree)
    let lists = configuration.overrides.compactMap(configuration.list)
    let entries = lists.flatMap(\.switches.ours)
    if !entries.isEmpty {
      edits = entries.filter { $0.flag != false }.map { Edit(range: $0.valueRange, text: "false") }
    } else if let list = lists.first {
      edits = [append(to: list.attribute)]
    } else if let element = configuration.overrides.first {
      let position = tree.elements[element].nameEnd
      edits = [Edit(range: position..<position, text: #" value="\#(WorkerProcessConfiguration.assignment)""#)]
    } else if let runtime = configuration.runtimes.first {
      edits = insert(into: runtime, after: nil) { [layout] in
        [layout.indentation(inside: runtime) + Self.element]
      }
    } else {
      edits = insertRuntime(configuration)
    }
  }

  private static let element =
    #"<AppContextSwitchOverrides value="\#(WorkerProcessConfiguration.assignment)"/>"#

  private func append(to attribute: XMLElement.Attribute) -> Edit {
    let value = SwitchList.trimmed(tree.units, attribute.value)
    let needsMark = !value.isEmpty && tree.units[value.upperBound - 1] != .semicolon
    let text = (needsMark ? ";" : "") + WorkerProcessConfiguration.assignment
    return Edit(range: value.upperBound..<value.upperBound, text: text)
  }

  /// `configSections` has to be the first element ("configSections Element"); `runtime` goes after it, else
  /// after the start tag.
  private func insertRuntime(_ configuration: ConfigurationTree) -> [Edit] {
    let sections = tree.children(of: configuration.root).first.flatMap {
      tree.elements[$0].name == "configSections" ? $0 : nil
    }
    let outer = layout.indentation(inside: configuration.root)
    let inner = outer + layout.step
    return insert(into: configuration.root, after: sections) {
      [outer + "<runtime>", inner + Self.element, outer + "</runtime>"]
    }
  }

  /// Lines after the start tag of an element, or after one of its children.
  private func insert(into parent: Int, after child: Int?, _ lines: () -> [String]) -> [Edit] {
    let element = tree.elements[parent]
    let text = lines().map { layout.lineBreak + (layout.lineBreak.isEmpty ? $0.trimmingBlanks : $0) }.joined()
    let closing = layout.lineBreak + layout.indentation(of: parent)
    if element.isEmptyTag {
      // `<runtime />` becomes `<runtime>…</runtime>`.
      var start = element.startTag.upperBound - 2
      while start > 0, XMLName.isBlank(tree.units[start - 1]) { start -= 1 }
      return [
        Edit(range: start..<element.startTag.upperBound, text: ">" + text + closing + "</\(element.name)>")
      ]
    }
    let position =
      child.map { max(tree.elements[$0].endTag.upperBound, tree.elements[$0].startTag.upperBound) }
      ?? element.startTag.upperBound
    let isTight = position == element.endTag.lowerBound
    return [Edit(range: position..<position, text: text + (isTight ? closing : ""))]
  }
}

/// How a text is broken into lines and indented.
struct XMLLayout {
  /// The first line break of the text; empty when it is one line.
  let lineBreak: String
  /// One level of indentation.
  let step: String
  private let tree: XMLTree

  init(_ tree: XMLTree) {
    self.tree = tree
    lineBreak = Self.firstBreak(tree.units)
    let outer = Self.indentation(of: 0, tree) ?? ""
    let inner = tree.children(of: 0).lazy.compactMap { Self.indentation(of: $0, tree) }.first
    step =
      inner.flatMap { $0.hasPrefix(outer) && $0 != outer ? String($0.dropFirst(outer.count)) : nil } ?? "   "
  }

  /// The white space before an element that starts its line; empty for one that does not.
  func indentation(of element: Int) -> String { Self.indentation(of: element, tree) ?? "" }

  /// The white space for a new element inside another: that of its children, else one step more.
  func indentation(inside element: Int) -> String {
    tree.children(of: element).lazy.compactMap { Self.indentation(of: $0, tree) }.first
      ?? indentation(of: element) + step
  }

  private static func firstBreak(_ units: [UInt16]) -> String {
    guard let position = units.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return "" }
    if units[position] == 0x0A { return "\n" }
    return position + 1 < units.count && units[position + 1] == 0x0A ? "\r\n" : "\r"
  }

  private static func indentation(of element: Int, _ tree: XMLTree) -> String? {
    let start = tree.elements[element].startTag.lowerBound
    var position = start
    while position > 0, tree.units[position - 1] == 0x20 || tree.units[position - 1] == 0x09 { position -= 1 }
    guard position == 0 || tree.units[position - 1] == 0x0A || tree.units[position - 1] == 0x0D else {
      return nil
    }
    return tree.text(position..<start)
  }
}
