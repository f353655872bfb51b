import Foundation

/// A JSON Schema of the keywords in `Keyword`.
package struct JSONSchema: Sendable {
  /// How a schema is read.
  package enum View: Sendable {
    /// As it is published: members and codes that it does not name may be there, since a later release of the same
    /// version may add them.
    case open
    /// As this release has to keep it: every member is named somewhere, and every code is among the `examples` of its
    /// schema.
    case closed
  }

  let root: JSONValue

  /// The schema in a text.
  ///
  /// - Throws: ``SchemaFault`` at the first keyword that is unknown or has an operand that it cannot have.
  package init(_ text: String) throws {
    root = try JSONValue(text)
    var reading = SchemaReading(root: root)
    try reading.read(root)
  }

  /// A schema of the project's `docs` folder.
  package static func published(_ name: String) throws -> JSONSchema {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try JSONSchema(String(contentsOf: folder.appending(path: "docs/\(name)"), encoding: .utf8))
  }

  /// What a value has that the schema does not allow; empty when it is valid.
  ///
  /// - Parameter definition: the name in `$defs` of what the value is to be; nil stands for the whole schema.
  package func faults(
    in value: JSONValue, as definition: String? = nil, view: View = .closed
  ) -> [SchemaFault] {
    var check = InstanceCheck(root: root, view: view)
    let schema = definition.map { JSONValue.object(["$ref": .string("#/$defs/\($0)")]) } ?? root
    check.check(value, schema)
    return check.faults
  }

  /// The keywords that the schema uses.
  var keywords: Set<Keyword> {
    var reading = SchemaReading(root: root)
    try? reading.read(root)
    return reading.keywords
  }
}

/// What is wrong, and where: a JSON pointer (RFC 6901) into the value, or into the schema itself.
package struct SchemaFault: Error, Hashable, CustomStringConvertible {
  package var pointer: String
  package var message: String

  init(_ path: [String], _ message: String) {
    let parts = path.map { $0.replacing("~", with: "~0").replacing("/", with: "~1") }
    pointer = parts.map { "/" + $0 }.joined()
    self.message = message
  }

  package var description: String { "\(pointer.isEmpty ? "(root)" : pointer): \(message)" }
}
