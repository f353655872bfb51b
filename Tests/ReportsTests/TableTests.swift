import Foundation
import Testing

@testable import Reports

/// Tables of any columns, as a query writes them.
@Suite struct TableTests {
  private static func write(
    _ format: String, _ columns: [String], _ rows: [[TableCell]], width: Int? = nil
  ) throws -> String {
    var options = TableOptions()
    options.width = width
    var writer = try #require(TableFormat.named(format)).writer(options)
    var output = ReportOutput()
    try writer.begin(columns, to: &output)
    for row in rows { try writer.add(row, to: &output) }
    try writer.end(&output)
    return output.buffer.text
  }

  private static let rows: [[TableCell]] = [
    [.text("sws.update.microsoft.com"), .integer(12), .real(0.5)],
    [.text("日本"), .integer(-3), .null],
  ]

  @Test func columnsFitTheirCells() throws {
    #expect(
      try Self.write("table", ["server", "n", "share"], Self.rows) == """
        server                     n  share
        sws.update.microsoft.com  12    0.5
        日本                      -3

        """)
  }

  @Test func aNarrowTableIsCut() throws {
    let lines = try Self.write("table", ["server", "n", "share"], Self.rows, width: 24).split(separator: "\n")
    #expect(lines.allSatisfy { DisplayWidth.columns(of: String($0)) <= 24 })
    #expect(lines[1].contains("…"))
  }

  /// Widths are those of the first rows; what comes later is never lost.
  @Test func laterRowsMayBeWider() throws {
    var rows = [[TableCell]](repeating: [.text("a"), .integer(1)], count: 600)
    rows.append([.text(String(repeating: "x", count: 80)), .integer(2)])
    let lines = try Self.write("table", ["t", "n"], rows).split(separator: "\n")
    #expect(lines.count == 602)
    #expect(lines.last.map(String.init) == String(repeating: "x", count: 80) + "  2")
  }

  /// Names come from the network: nothing moves a cursor, breaks a row, or becomes a formula.
  @Test func hostileCells() throws {
    let rows: [[TableCell]] = [[.text("=1+1\u{1b}[2J\n,\"")]]
    #expect(try Self.write("table", ["a"], rows) == "a\n=1+1\\u{1b}[2J\\u{a},\"\n")
    #expect(try Self.write("csv", ["a"], rows) == "a\r\n\"'=1+1\\u{1b}[2J\\u{a},\"\"\"\r\n")
    let json = try Self.write("json", ["a\"b"], rows)
    let read = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: String]]
    #expect(read == [["a\"b": "=1+1\u{1b}[2J\n,\""]])
  }

  @Test func emptyTables() throws {
    #expect(try Self.write("table", ["a", "b"], []) == "a  b\n")
    #expect(try Self.write("csv", ["a", "b"], []) == "a,b\r\n")
    #expect(try Self.write("json", ["a", "b"], []) == "[]\n")
    #expect(
      try Self.write("json", ["a"], [[.real(.infinity)], [.null]]) == "[\n{\"a\":null},\n{\"a\":null}]\n")
  }
}
