/// Holds one value against a schema.
struct InstanceCheck {
  let root: JSONValue
  let view: JSONSchema.View
  private(set) var faults: [SchemaFault] = []
  private var path: [String] = []
  private var depth = 0
  /// Compiled once: a report has a hundred thousand texts and a dozen patterns.
  private var patterns: [String: Regex<AnyRegexOutput>] = [:]

  /// Schemas within schemas, so that a reference to itself ends.
  private static let deepest = 500

  init(root: JSONValue, view: JSONSchema.View) {
    (self.root, self.view) = (root, view)
  }

  /// The schema that a reference within the document names.
  static func definition(_ reference: String, in root: JSONValue) -> JSONValue? {
    guard reference.hasPrefix("#/$defs/") else { return nil }
    return root["$defs"]?[String(reference.dropFirst("#/$defs/".count))]
  }

  /// Checks one place of the value: all that applies there, and in the closed view that it names every member.
  mutating func check(_ value: JSONValue, _ schema: JSONValue) {
    let named = apply(schema, to: value)
    guard view == .closed, let members = value.members else { return }
    for name in members.keys.sorted() where !named.contains(name) {
      path.append(name)
      fail("the schema names no such member")
      path.removeLast()
    }
  }

  private mutating func check(_ value: JSONValue, _ schema: JSONValue, at name: String) {
    path.append(name)
    check(value, schema)
    path.removeLast()
  }

  private mutating func fail(_ message: String) {
    faults.append(SchemaFault(path, message))
  }

  /// Applies a schema and those within it that are about the same place; returns the members that they name.
  private mutating func apply(_ schema: JSONValue, to value: JSONValue) -> Set<String> {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      fail("the schema refers to itself")
      return []
    }
    if let allows = schema.boolean {
      if !allows { fail("must not be here") }
      return Set(value.members.map { Array($0.keys) } ?? [])
    }
    let before = faults.count
    checkType(schema, value)
    guard faults.count == before else { return Set(value.members.map { Array($0.keys) } ?? []) }
    checkValue(schema, value)
    if let text = value.text { check(text: text, schema) }
    if let number = value.number { check(number: number, schema) }
    if let elements = value.elements { check(elements: elements, schema) }
    var named: Set<String> = []
    if let members = value.members { named.formUnion(check(members: members, schema)) }
    if let reference = schema["$ref"]?.text, let target = Self.definition(reference, in: root) {
      named.formUnion(apply(target, to: value))
    }
    for part in schema["allOf"]?.elements ?? [] { named.formUnion(apply(part, to: value)) }
    if let condition = schema["if"] { named.formUnion(choose(condition, schema, value)) }
    return named
  }

  private mutating func choose(
    _ condition: JSONValue, _ schema: JSONValue, _ value: JSONValue
  ) -> Set<String> {
    var trial = self
    trial.faults = []
    let named = trial.apply(condition, to: value)
    let holds = trial.faults.isEmpty
    let branch = schema[holds ? "then" : "else"].map { apply($0, to: value) } ?? []
    return holds ? named.union(branch) : branch
  }
}

// MARK: Keywords

extension InstanceCheck {
  private mutating func checkType(_ schema: JSONValue, _ value: JSONValue) {
    guard let type = schema["type"] else { return }
    let wanted = type.elements?.compactMap(\.text) ?? [type.text].compactMap { $0 }
    if Set(wanted).isDisjoint(with: value.types) {
      fail("is \(value.types.last ?? ""), must be \(wanted.joined(separator: " or "))")
    }
  }

  private mutating func checkValue(_ schema: JSONValue, _ value: JSONValue) {
    if let constant = schema["const"], constant != value { fail("must be \(constant)") }
    if let values = schema["enum"]?.elements, !values.contains(value) {
      fail("\(value) is none of the values")
    }
    guard view == .closed, let examples = schema["examples"]?.elements, !examples.contains(value) else {
      return
    }
    fail("\(value) is not among the examples")
  }

  private mutating func check(text: String, _ schema: JSONValue) {
    let count = Double(text.unicodeScalars.count)
    if let least = schema["minLength"]?.number, count < least { fail("is shorter than \(least)") }
    if let most = schema["maxLength"]?.number, count > most { fail("is longer than \(most)") }
    guard let pattern = schema["pattern"]?.text, !matches(text, pattern) else { return }
    fail("\(text.prefix(100)) does not match \(pattern)")
  }

  /// ECMA-262 anchors `$` at the end alone; other dialects also before a line break there.
  private mutating func matches(_ text: String, _ pattern: String) -> Bool {
    guard let regex = patterns[pattern] ?? (try? Regex(pattern)) else { return false }
    patterns[pattern] = regex
    if pattern.hasSuffix("$"), text.unicodeScalars.last?.properties.isPatternWhitespace == true {
      return false
    }
    return (try? regex.firstMatch(in: text)) != nil
  }

  private mutating func check(number: Double, _ schema: JSONValue) {
    if let least = schema["minimum"]?.number, number < least { fail("\(number) is less than \(least)") }
    if let most = schema["maximum"]?.number, number > most { fail("\(number) is more than \(most)") }
  }

  private mutating func check(elements: [JSONValue], _ schema: JSONValue) {
    let count = Double(elements.count)
    if let least = schema["minItems"]?.number, count < least { fail("has fewer elements than \(least)") }
    if let most = schema["maxItems"]?.number, count > most { fail("has more elements than \(most)") }
    if schema["uniqueItems"]?.boolean == true, Set(elements).count < elements.count {
      fail("an element stands twice")
    }
    guard let items = schema["items"] else { return }
    for (index, element) in elements.enumerated() { check(element, items, at: String(index)) }
  }

  private mutating func check(members: [String: JSONValue], _ schema: JSONValue) -> Set<String> {
    if let least = schema["minProperties"]?.number, Double(members.count) < least {
      fail("has fewer members than \(least)")
    }
    for name in schema["required"]?.elements?.compactMap(\.text) ?? [] where members[name] == nil {
      fail("\(name) is missing")
    }
    for (name, others) in schema["dependentRequired"]?.members ?? [:] where members[name] != nil {
      for other in others.elements?.compactMap(\.text) ?? [] where members[other] == nil {
        fail("\(other) is missing beside \(name)")
      }
    }
    if let names = schema["propertyNames"] {
      for name in members.keys.sorted() { check(.string(name), names, at: name) }
    }
    return check(properties: members, schema)
  }

  private mutating func check(properties members: [String: JSONValue], _ schema: JSONValue) -> Set<String> {
    var named: Set<String> = []
    let properties = schema["properties"]?.members ?? [:]
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      guard let own = properties[name] ?? schema["additionalProperties"] else { continue }
      named.insert(name)
      check(value, own, at: name)
    }
    return named
  }
}
