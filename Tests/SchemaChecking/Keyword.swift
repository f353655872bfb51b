/// The keywords of JSON Schema 2020-12 that the published schemas use: these are checked, and a schema with any other
/// is refused, so that nothing in it goes unchecked.
enum Keyword: String, CaseIterable {
  // Core
  case schema = "$schema"
  case id = "$id"
  case comment = "$comment"
  case definitions = "$defs"
  case reference = "$ref"
  // Applicators
  case properties, additionalProperties, propertyNames, items, allOf
  case condition = "if"
  case consequence = "then"
  case alternative = "else"
  // Validation
  case type
  case constant = "const"
  case enumeration = "enum"
  case pattern, minLength, maxLength, minimum, maximum
  case minItems, maxItems, uniqueItems, required, minProperties, dependentRequired
  // Annotations
  case title, description, examples

  /// What follows it.
  enum Operand {
    case text
    /// A text, or texts.
    case types
    case pattern
    case reference
    case schema, schemas, namedSchemas
    case number, count, flag
    case anything, values
    case names, namesByName
  }

  var operand: Operand {
    switch self {
    case .schema, .id, .comment, .title, .description: .text
    case .definitions, .properties: .namedSchemas
    case .reference: .reference
    case .additionalProperties, .propertyNames, .items, .condition, .consequence, .alternative: .schema
    case .allOf: .schemas
    case .type: .types
    case .constant: .anything
    case .enumeration, .examples: .values
    case .pattern: .pattern
    case .minLength, .maxLength, .minItems, .maxItems, .minProperties: .count
    case .minimum, .maximum: .number
    case .uniqueItems: .flag
    case .required: .names
    case .dependentRequired: .namesByName
    }
  }
}
