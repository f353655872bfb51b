/// What a field's name says of its value.
enum FieldMeaning: Hashable {
  /// A computer, a domain or a site.
  case machine
  /// An account.
  case person
  case process
  /// A password, a key or a header with credentials.
  case secret
  /// A number of 32 bits in eight digits.
  case doubleWord
  case other
}
