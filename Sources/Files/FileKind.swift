import SystemPackage

/// What a path names, as far as reading it is concerned.
package enum FileKind: Sendable {
  case regular
  case directory
  /// A pipe, a socket, a device.
  case other
}
