/// Goes through a schema and refuses what would not be checked.
struct SchemaReading {
  let root: JSONValue
  private(set) var keywords: Set<Keyword> = []
  private var path: [String] = []

  private static let types: Set<String> = [
    "null", "boolean", "integer", "number", "string", "array", "object",
  ]

  init(root: JSONValue) {
    self.root = root
  }

  mutating func read(_ schema: JSONValue) throws(SchemaFault) {
    if schema.boolean != nil { return }
    guard let members = schema.members else { throw SchemaFault(path, "a schema is an object or a boolean") }
    for (name, operand) in members.sorted(by: { $0.key < $1.key }) {
      path.append(name)
      guard let keyword = Keyword(rawValue: name) else { throw SchemaFault(path, "unknown keyword") }
      keywords.insert(keyword)
      guard try isFit(operand, for: keyword.operand) else { throw SchemaFault(path, "no operand of \(name)") }
      path.removeLast()
    }
  }

  private mutating func isFit(_ operand: JSONValue, for kind: Keyword.Operand) throws(SchemaFault) -> Bool {
    switch kind {
    case .anything: return true
    case .text: return operand.text != nil
    case .number: return operand.number != nil
    case .count: return operand.types.contains("integer") && (operand.number ?? -1) >= 0
    case .flag: return operand.boolean != nil
    case .values: return operand.elements?.isEmpty == false
    case .names: return Self.isNames(operand)
    case .namesByName: return operand.members?.values.allSatisfy(Self.isNames) == true
    case .types: return Self.isTypes(operand)
    case .pattern: return operand.text.map { (try? Regex($0)) != nil } ?? false
    case .reference: return operand.text.map { InstanceCheck.definition($0, in: root) != nil } ?? false
    case .schema: try read(operand)
    case .schemas: try readAll(operand.elements?.enumerated().map { ("\($0.offset)", $0.element) })
    case .namedSchemas: try readAll(operand.members?.map { ($0.key, $0.value) })
    }
    return true
  }

  private mutating func readAll(_ schemas: [(name: String, schema: JSONValue)]?) throws(SchemaFault) {
    guard let schemas else { throw SchemaFault(path, "schemas are missing") }
    for (name, schema) in schemas {
      path.append(name)
      try read(schema)
      path.removeLast()
    }
  }

  private static func isNames(_ operand: JSONValue) -> Bool {
    operand.elements?.allSatisfy { $0.text != nil } == true
  }

  private static func isTypes(_ operand: JSONValue) -> Bool {
    let names = operand.elements?.map(\.text) ?? [operand.text]
    return !names.isEmpty && names.allSatisfy { $0.map(types.contains) == true }
  }
}
