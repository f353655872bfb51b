import Protocols

extension ProtocolVersion {
  /// The name, or the number of a version without one.
  var displayedName: String { name ?? hexadecimal }
}
