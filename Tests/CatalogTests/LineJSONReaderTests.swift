import Testing

@testable import Catalog

@Suite struct LineJSONReaderTests {
  @Test func values() throws {
    let line =
      #" {"a": [1, -20, 9223372036854775807, -9223372036854775808], "b":{"c":"d"}, "e":true,"f":false } "#
    #expect(
      try LineJSONReader.read(line)
        == .object([
          .init(name: "a", value: .array([.integer(1), .integer(-20), .integer(.max), .integer(.min)])),
          .init(name: "b", value: .object([.init(name: "c", value: .text("d"))])),
          .init(name: "e", value: .flag(true)), .init(name: "f", value: .flag(false)),
        ]))
    for other in ["null", "1.5", "1e3", "-0.25E-2", "9223372036854775808", "-9223372036854775809"] {
      #expect(try LineJSONReader.read(other) == .other, "\(other)")
    }
  }

  @Test func texts() throws {
    let line = #"["", "ü\"\\\/", "\b\f\n\r\t", "\u00e4\u65e5\uD83D\ude00 x", "日本"]"#
    #expect(
      try LineJSONReader.read(line).elements?.map(\.text) == [
        "", "ü\"\\/", "\u{8}\u{c}\n\r\t", "ä日😀 x", "日本",
      ])
  }

  @Test(arguments: [
    "", " ", "{", "}", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
    "{a:1}",
    "{1:2}", "\"", "\"a", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "\"\\ud800\"", "\"\\ud800\\u0041\"",
    "\"\\udc00\"", "\"\u{1}\"", "\"\\n\u{1}\"", "tru", "truE", "nul", "falsee", "-", "+1", "01", "-01", "1.",
    ".5", "1e",
    "1e+", "0x10", "1 1", "{} {}", "NaN",
  ])
  func otherThanJSON(_ line: String) {
    #expect(throws: LineJSONReader.NotJSON.self) { try LineJSONReader.read(line) }
  }

  /// Cut anywhere, it is not a whole line.
  @Test func everyCut() throws {
    let line = Array(#"{"a":[1,{"b":"\u00e4\\"}],"c":[true,null,-1.5e3]}"#.unicodeScalars)
    for end in 0..<line.count {
      let cut = String(String.UnicodeScalarView(line[..<end]))
      #expect(throws: LineJSONReader.NotJSON.self, "\(cut)") { try LineJSONReader.read(cut) }
    }
    #expect(throws: Never.self) { try LineJSONReader.read(String(String.UnicodeScalarView(line))) }
  }

  @Test func depthAndSizeHaveLimits() {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(throws: Never.self) { try LineJSONReader.read(nested(32)) }
    #expect(throws: LineJSONReader.NotJSON.self) { try LineJSONReader.read(nested(33)) }
    let few = (1 << 21) - 2
    #expect(throws: Never.self) { try LineJSONReader.read("[1" + String(repeating: ",1", count: few) + "]") }
    #expect(throws: LineJSONReader.NotJSON.self) {
      try LineJSONReader.read("[1" + String(repeating: ",1", count: few + 1) + "]")
    }
  }
}
