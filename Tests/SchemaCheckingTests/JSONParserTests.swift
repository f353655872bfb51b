import Testing

@testable import SchemaChecking

@Suite struct JSONParserTests {
  @Test func readsEveryKindOfValue() throws {
    let text = #" {"a":[1,-0.5,2e3,true,false,null,{}],"b\u00e9\n":"x\ud83d\ude00\\\"é","c":[]} "#
    let value = try JSONValue(text)
    #expect(
      value
        == .object([
          "a": .array([
            .number(1), .number(-0.5), .number(2000), .boolean(true), .boolean(false), .null, .object([:]),
          ]),
          "bé\n": .string("x😀\\\"é"), "c": .array([]),
        ]))
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\":1,}", "{a:1}", "01", "1.", ".5", "+1", "1e", "-", "tru", "nul", "\"a", "\"\n\"",
    #""\x""#, #""\u12""#, #""\ud800""#, #""\ud800\u0041""#, #"{"a":1,"a":2}"#, "1 2", "[1]]", "NaN", "'a'",
    String(repeating: "[", count: 5000),
  ])
  func refusesWhatIsNoJSON(_ text: String) {
    #expect(throws: JSONFault.self) { try JSONValue(text) }
  }

  @Test func tellsWhere() {
    let fault = #expect(throws: JSONFault.self) { try JSONValue(#"{"a": 1, "b": x}"#) }
    #expect(fault?.offset == 14)
  }
}
