/// One of several ways to write something, chosen by its name.
package protocol NamedFormat: Sendable {
  /// What the command line calls it.
  var name: String { get }
  /// Every format, in the order of the documentation; the first is the default.
  static var all: [Self] { get }
}

extension NamedFormat {
  /// The format of that name; nil when there is none.
  package static func named(_ name: String) -> Self? { all.first { $0.name == name } }
}
