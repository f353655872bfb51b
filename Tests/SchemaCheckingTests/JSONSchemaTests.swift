import Testing

@testable import SchemaChecking

/// A keyword with values that it takes and values that it refuses.
struct KeywordExample: Sendable, CustomTestStringConvertible {
  var keyword: Keyword
  var schema: String
  var takes: [String]
  var refuses: [String]
  /// Where the first refused value is wrong.
  var pointer = ""

  var testDescription: String { "\(keyword.rawValue): \(schema)" }
}

@Suite struct JSONSchemaTests {
  static let examples: [KeywordExample] = [
    KeywordExample(
      keyword: .type, schema: #"{"type":"integer"}"#, takes: ["1", "-2", "3.0"],
      refuses: ["1.5", "\"1\"", "true"]),
    KeywordExample(
      keyword: .type, schema: #"{"type":["string","null"]}"#, takes: ["\"\"", "null"], refuses: ["0", "[]"]),
    KeywordExample(keyword: .type, schema: #"{"type":"number"}"#, takes: ["1", "1.5"], refuses: ["\"1\""]),
    KeywordExample(
      keyword: .type, schema: #"{"type":"boolean"}"#, takes: ["true", "false"], refuses: ["0", "1", "null"]),
    KeywordExample(
      keyword: .constant, schema: #"{"const":["a",[1]]}"#, takes: [#"["a",[1.0]]"#],
      refuses: [#"["a",[2]]"#, "1"]),
    KeywordExample(
      keyword: .enumeration, schema: #"{"enum":[32,"x"]}"#, takes: ["32", "\"x\""], refuses: ["33", "\"32\""]),
    KeywordExample(
      keyword: .pattern, schema: #"{"pattern":"^[a-z]+$"}"#, takes: ["\"abc\"", "1"],
      refuses: ["\"aBc\"", #""abc\n""#, "\"\""]),
    KeywordExample(
      keyword: .minLength, schema: #"{"minLength":2}"#, takes: ["\"é😀\"", "1"], refuses: ["\"😀\""]),
    KeywordExample(
      keyword: .maxLength, schema: #"{"maxLength":2}"#, takes: ["\"é😀\""], refuses: ["\"abc\""]),
    KeywordExample(
      keyword: .minimum, schema: #"{"minimum":0}"#, takes: ["0", "\"x\""], refuses: ["-1", "-0.1"]),
    KeywordExample(keyword: .maximum, schema: #"{"maximum":5}"#, takes: ["5"], refuses: ["5.1"]),
    KeywordExample(keyword: .minItems, schema: #"{"minItems":1}"#, takes: ["[0]", "{}"], refuses: ["[]"]),
    KeywordExample(keyword: .maxItems, schema: #"{"maxItems":1}"#, takes: ["[0]"], refuses: ["[0,1]"]),
    KeywordExample(
      keyword: .uniqueItems, schema: #"{"uniqueItems":true}"#, takes: ["[1,\"1\"]"], refuses: ["[1,1.0]"]),
    KeywordExample(
      keyword: .items, schema: #"{"items":{"type":"string"}}"#, takes: ["[]", "[\"a\"]"],
      refuses: ["[\"a\",1]"],
      pointer: "/1"),
    KeywordExample(
      keyword: .required, schema: #"{"required":["a"],"properties":{"a":true}}"#, takes: [#"{"a":1}"#, "1"],
      refuses: ["{}"]),
    KeywordExample(
      keyword: .properties, schema: #"{"properties":{"a/b~":{"type":"null"}}}"#,
      takes: [#"{"a/b~":null}"#, "{}"],
      refuses: [#"{"a/b~":1}"#], pointer: "/a~1b~0"),
    KeywordExample(
      keyword: .additionalProperties,
      schema: #"{"properties":{"a":true},"additionalProperties":{"type":"null"}}"#,
      takes: [#"{"a":1,"b":null}"#], refuses: [#"{"a":1,"b":2}"#], pointer: "/b"),
    KeywordExample(
      keyword: .additionalProperties, schema: #"{"properties":{"a":true},"additionalProperties":false}"#,
      takes: [#"{"a":1}"#], refuses: [#"{"b":2}"#], pointer: "/b"),
    KeywordExample(
      keyword: .propertyNames, schema: #"{"propertyNames":{"pattern":"^a"},"additionalProperties":true}"#,
      takes: [#"{"ab":1}"#], refuses: [#"{"b":1}"#], pointer: "/b"),
    KeywordExample(
      keyword: .minProperties, schema: #"{"minProperties":1,"additionalProperties":true}"#,
      takes: [#"{"a":1}"#],
      refuses: ["{}"]),
    KeywordExample(
      keyword: .dependentRequired,
      schema: #"{"dependentRequired":{"a":["b"]},"properties":{"a":true,"b":true}}"#,
      takes: ["{}", #"{"b":1}"#, #"{"a":1,"b":1}"#], refuses: [#"{"a":1}"#]),
    KeywordExample(
      keyword: .allOf, schema: #"{"allOf":[{"type":"integer"},{"minimum":3}]}"#, takes: ["3"],
      refuses: ["2", "3.5"]),
    KeywordExample(
      keyword: .condition, schema: #"{"if":{"type":"string"},"then":{"minLength":1},"else":{"type":"null"}}"#,
      takes: ["\"a\"", "null"], refuses: ["\"\"", "1"]),
    KeywordExample(
      keyword: .consequence, schema: #"{"if":{"type":"string"},"then":{"maxLength":1}}"#,
      takes: ["\"a\"", "12"],
      refuses: ["\"ab\""]),
    KeywordExample(
      keyword: .alternative, schema: #"{"if":{"type":"string"},"else":{"minimum":1}}"#, takes: ["\"\"", "1"],
      refuses: ["0"]),
    KeywordExample(
      keyword: .reference, schema: ##"{"$ref":"#/$defs/a","$defs":{"a":{"type":"null"}},"minimum":1}"##,
      takes: ["null"], refuses: ["1"]),
    KeywordExample(
      keyword: .definitions,
      schema: ##"{"$defs":{"list":{"type":"array","items":{"$ref":"#/$defs/list"}}},"$ref":"#/$defs/list"}"##,
      takes: ["[[],[[]]]"], refuses: ["[[],[[1]]]"], pointer: "/1/0/0"),
  ]

  @Test(arguments: examples)
  func keywordsTakeAndRefuse(_ example: KeywordExample) throws {
    let schema = try JSONSchema(example.schema)
    #expect(schema.keywords.contains(example.keyword))
    for view in [JSONSchema.View.open, .closed] {
      for text in example.takes {
        #expect(try schema.faults(in: JSONValue(text), view: view).isEmpty, "\(text)")
      }
      for text in example.refuses {
        let faults = try schema.faults(in: JSONValue(text), view: view)
        #expect(!faults.isEmpty, "\(text)")
        #expect(faults.first?.pointer == example.pointer || text != example.refuses[0])
      }
    }
  }

  @Test func everyKeywordThatValidatesHasAnExample() {
    let annotations: Set<Keyword> = [.schema, .id, .comment, .title, .description, .examples]
    #expect(Set(Self.examples.map(\.keyword)).union(annotations) == Set(Keyword.allCases))
  }

  @Test(arguments: [
    #"{"oneOf":[]}"#, #"{"format":"uri"}"#, #"{"properties":{"a":{"minimun":1}}}"#, #"{"type":"int"}"#,
    #"{"type":[]}"#, #"{"minimum":"1"}"#, #"{"minLength":-1}"#, #"{"minItems":1.5}"#, #"{"enum":[]}"#,
    #"{"required":"a"}"#, #"{"pattern":"["}"#, ##"{"$ref":"#/$defs/none"}"##, #"{"$ref":"other.json"}"#,
    #"{"items":[]}"#, #"{"allOf":{}}"#, #"{"dependentRequired":{"a":"b"}}"#, #"{"uniqueItems":1}"#, "3",
    #"{"if":{"then":{"nothing":1}}}"#,
  ])
  func schemasThatWouldNotBeCheckedAreRefused(_ text: String) {
    #expect(throws: SchemaFault.self) { try JSONSchema(text) }
  }

  @Test func aRefusalNamesItsPlaceInTheSchema() {
    let fault = #expect(throws: SchemaFault.self) {
      try JSONSchema(#"{"properties":{"a/b":{"items":{"minimun":1}}}}"#)
    }
    #expect(fault?.pointer == "/properties/a~1b/items/minimun")
  }

  @Test func theClosedViewRefusesWhatIsNotNamed() throws {
    let schema = try JSONSchema(
      ##"""
      {"allOf":[{"$ref":"#/$defs/base"}],"properties":{"own":{"examples":["x"]}},
       "if":{"properties":{"kind":{"const":"a"}},"required":["kind"]},"then":{"properties":{"more":true}},
       "$defs":{"base":{"properties":{"kind":true}}}}
      """##)
    func count(_ text: String, _ view: JSONSchema.View) throws -> Int {
      try schema.faults(in: JSONValue(text), view: view).count
    }
    #expect(try count(#"{"kind":"a","own":"x","more":1}"#, .closed) == 0)
    #expect(try count(#"{"kind":"b","own":"x","more":1}"#, .closed) == 1)
    #expect(try count(#"{"kind":"b","own":"y"}"#, .closed) == 1)
    #expect(try count(#"{"kind":"b","own":"y","more":1}"#, .open) == 0)
    #expect(try schema.faults(in: JSONValue(#"{"other":1}"#)).map(\.pointer) == ["/other"])
  }

  @Test func aSchemaThatRefersToItselfEnds() throws {
    let schema = try JSONSchema(##"{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/a"}}}"##)
    #expect(!schema.faults(in: .null).isEmpty)
  }

  /// The checker knows what the published schemas use, and nothing that they do not.
  @Test func thePublishedSchemasUseEveryKeyword() throws {
    let names = ["report.schema.json", "evidence.schema.json", "compare.schema.json", "scan.schema.json"]
    let schemas = try names.map(JSONSchema.published)
    #expect(schemas.map(\.keywords).reduce([]) { $0.union($1) } == Set(Keyword.allCases))
    #expect(schemas.map { $0.root["$schema"] } == Array(repeating: .string(Self.dialect), count: names.count))
  }

  private static let dialect = "https://json-schema.org/draft/2020-12/schema"
}
