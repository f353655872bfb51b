/// A value of JSON (RFC 8259), read without the code that writes it.
package indirect enum JSONValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  /// Numbers are compared as what they count: 1 and 1.0 are one (JSON Schema Core, section 4.2.2).
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  /// Reads one value and nothing behind it.
  ///
  /// - Throws: a fault at the first byte that is no JSON, and for a name that stands twice in one object.
  package init(_ text: String) throws(JSONFault) {
    var parser = JSONParser(Array(text.utf8))
    self = try parser.document()
  }

  package var members: [String: JSONValue]? { if case .object(let members) = self { members } else { nil } }
  package var elements: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
  package var text: String? { if case .string(let text) = self { text } else { nil } }
  package var number: Double? { if case .number(let number) = self { number } else { nil } }
  package var boolean: Bool? { if case .boolean(let flag) = self { flag } else { nil } }

  /// A member of an object; nil when there is none.
  package subscript(name: String) -> JSONValue? { members?[name] }

  /// What JSON Schema calls it (Validation, section 6.1.1); a whole number is an `integer` too.
  var types: [String] {
    switch self {
    case .null: ["null"]
    case .boolean: ["boolean"]
    case .number(let number): number.rounded() == number ? ["integer", "number"] : ["number"]
    case .string: ["string"]
    case .array: ["array"]
    case .object: ["object"]
    }
  }
}

/// Why a text is no JSON, and after how many bytes.
package struct JSONFault: Error, Hashable, CustomStringConvertible {
  package var offset: Int
  package var message: String

  package var description: String { "byte \(offset): \(message)" }
}
