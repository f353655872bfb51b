import Diagnosis
import ServerFileBuilding
import Testing

@testable import ServerFiles

/// Lines of a log in pages, lists, spreadsheets and windows.
@Suite struct LayoutTests {
  private static let lines = ["TLS 1.0", "TLS 1.1", "TLS 1.2"].enumerated().map { number, name in
    "2020-08-03 09:00:0\(number).124 UTC\tInfo\tw3wp.126\tSchannelHelper.LogSchannelProtocols\t"
      + "SCHANNEL Protocol '\(name)' disabled\n"
  }.joined()

  private func expectStart(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let facts = try understood(text, sourceLocation: sourceLocation)
    let start = try #require(facts.serviceStarts.first, sourceLocation: sourceLocation)
    #expect(
      start.protocols.map(\.protocolName) == ["TLS 1.0", "TLS 1.1", "TLS 1.2"], sourceLocation: sourceLocation
    )
    #expect(start.time == utc("2020-08-03T09:00:00.124Z"), sourceLocation: sourceLocation)
    #expect(start.component == .workerProcess, sourceLocation: sourceLocation)
  }

  private static func prefixed(_ prefix: String) -> String {
    lines.split(separator: "\n").map { prefix + $0 + "\n" }.joined()
  }

  @Test(arguments: ["    ", "\t", "* ", "- ", "• ", "  - ", "\u{A0}\u{A0}"])
  func whatStandsBeforeEachLine(_ prefix: String) throws {
    try expectStart(Self.prefixed(prefix))
    let note = try understood(Self.prefixed(prefix)).files.first?.notes.first
    #expect(note == .excerpt(Excerpt(changes: [.layout])))
  }

  @Test func blanksOfAPage() throws { try expectStart(Self.lines.replacing(" ", with: "\u{A0}")) }

  @Test(arguments: [",", ";", "\t"])
  func columnsOfASpreadsheet(_ separator: String) throws {
    let quoted = Self.lines.split(separator: "\n").map { line in
      line.split(separator: "\t").map { "\"\($0)\"" }.joined(separator: separator) + "\n"
    }.joined()
    try expectStart(quoted)
    try expectStart(Self.lines.replacing("\t", with: separator))
  }

  @Test(arguments: ["\u{200E}", "\u{200B}", "\u{200F}"])
  func marksWithoutAWidth(_ mark: String) throws { try expectStart(Self.prefixed(mark)) }

  @Test func timesOfISO8601() throws {
    try expectStart(Self.lines.replacing(" UTC", with: "Z").replacing("2020-08-03 ", with: "2020-08-03T"))
    try expectStart(Self.lines.replacing(" UTC", with: "Z"))
    #expect(try understood(Self.lines.replacing(" UTC", with: "Z")).files.first?.notes == [])
  }

  /// The words that a log is known by are broken, too.
  @Test func aNarrowWindow() throws {
    for width in [41, 60, 79, 80, 100] {
      try expectStart(Self.lines.replacing("\t", with: " ").broken(at: width))
    }
  }

  @Test(arguments: [
    "    In this log the service starts:\n    2020-08-03 is a date\n", "* one\n* two\n",
    "\"a\",\"b\"\n\"1\",\"2\"\n",
    "    <log>\n    </log>\n", "- 2020-08-03\n- 09:00\n",
  ])
  func otherTextsInSuchALayout(_ text: String) throws { #expect(try isRefused(text)) }
}
