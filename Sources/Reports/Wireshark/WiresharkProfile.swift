import Diagnosis

/// The files of a folder below Wireshark's `profiles` (Wireshark User's Guide, appendix B, "Configuration Files and
/// Folders"): colours, columns and filters for an annotated capture.
package struct WiresharkProfile {
  package struct File: Sendable {
    package let name: String
    package let text: String
  }

  private let words: Words

  package init(_ language: Language) {
    words = language.words
  }

  package var files: [File] {
    [
      File(name: "colorfilters", text: colorRules), File(name: "preferences", text: preferences),
      File(name: "dfilter_buttons", text: buttons), File(name: "dfilters", text: savedFilters),
    ]
  }

  // MARK: Colours

  /// Background and text, each as red, green and blue from 0 to 65,535.
  private enum Color {
    static let failure = "[55512,8738,8738][65535,65535,65535]"
    static let undecided = "[65535,46003,0][0,0,0]"
    static let success = "[11822,32125,12850][65535,65535,65535]"
    static let evidence = "[65535,63222,46003][0,0,0]"
    static let alert = "[65535,57825,57825][0,0,0]"
    static let hello = "[59110,61680,65535][0,0,0]"
  }

  /// `@name@filter@[background][text]`, of which the first that matches counts.
  private var colorRules: String {
    [
      (FilterName.failures, DisplayFilter.failures, Color.failure),
      (.undecided, DisplayFilter.undecided, Color.undecided),
      (.successes, DisplayFilter.successes, Color.success),
      (.evidence, DisplayFilter.evidence, Color.evidence),
      (.ends, "tls.alert_message or tcp.flags.reset == 1", Color.alert),
      (.hellos, "tls.handshake.type in {1, 2}", Color.hello),
    ].map { name, filter, color in "@\(label(name))@\(filter)@\(color)\n" }.joined()
  }

  private func label(_ name: FilterName) -> String { words.label(name).text }

  // MARK: Columns

  /// The usual columns, the stream and the comment.
  private var preferences: String {
    let columns = [
      ("No.", "%m"), ("Time", "%t"), ("Source", "%s"), ("Destination", "%d"),
      ("Stream", "%Cus:tcp.stream:0:R"), ("Protocol", "%p"), ("Length", "%L"),
      (Generator.name, "%Cus:frame.comment:0:R"), ("Info", "%i"),
    ]
    let lines = columns.map { "\t\"\($0)\", \"\($1)\"" }.joined(separator: ",\n")
    return "gui.column.format:\n\(lines)\n"
  }

  // MARK: Filters

  /// `"TRUE","label","filter","comment"`; `//` in a label makes a menu.
  private var buttons: String {
    let filters = [
      (FilterName.evidence, DisplayFilter.evidence), (.verdicts, DisplayFilter.verdicts),
      (.failures, DisplayFilter.failures), (.undecided, DisplayFilter.undecided),
      (.successes, DisplayFilter.successes),
    ]
    return filters.map { name, filter in
      let label = "\(Generator.name)//\(self.label(name))"
      return "\"TRUE\",\"\(Self.escaped(label))\",\"\(Self.escaped(filter))\",\"\"\n"
    }.joined()
  }

  /// Quotation marks and backslashes in hexadecimal, as Wireshark writes its tables.
  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: #"\x5c"#).replacing("\"", with: #"\x22"#)
  }

  /// `"name" filter`: for each verdict the frames that it rests on, in any capture.
  private var savedFilters: String {
    Verdict.allCases.map { verdict in
      "\"\(Generator.name): \(verdict.rawValue)\" \(DisplayFilter.evidence(of: verdict))\n"
    }.joined()
  }
}

/// What a filter or a colour shows.
enum FilterName: CaseIterable {
  case evidence, verdicts, failures, undecided, successes, ends, hellos
}
