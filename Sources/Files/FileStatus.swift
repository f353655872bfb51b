import SystemPackage

package enum FileKind: Sendable {
  case regular
  case directory
  case pipe
  case other
}

/// What tells a file from all others, whatever its names.
package struct FileIdentity: Hashable, Sendable {
  package let device: UInt64
  package let inode: UInt64
}

package struct FileStatus: Hashable, Sendable {
  package let kind: FileKind
  package let identity: FileIdentity
  package let size: Int
  /// In nanoseconds since 1970.
  package let modified: Int64

  /// Follows symbolic links.
  package init(of path: PathName) throws(FileError) {
    self.init(
      try FileError.wrapping(.open, path) { try unsafe path.withCString { try unsafe Stat($0) } })
  }

  /// Whether a path is a symbolic link itself.
  package static func isLink(_ path: PathName) throws(FileError) -> Bool {
    try FileError.wrapping(.open, path) {
      try unsafe path.withCString { try unsafe Stat($0, followTargetSymlink: false) }
    }.type == .symbolicLink
  }

  init(_ status: Stat) {
    kind =
      switch status.type {
      case .regular: .regular
      case .directory: .directory
      case .fifo: .pipe
      default: .other
      }
    identity = FileIdentity(
      device: UInt64(truncatingIfNeeded: status.deviceID.rawValue),
      inode: UInt64(truncatingIfNeeded: status.inode.rawValue))
    size = kind == .regular ? Int(status.size) : 0
    modified = SystemCalls.nanoseconds(status.st_mtim)
  }
}

extension PathName {
  package var kind: FileKind? { try? FileStatus(of: self).kind }

  package func isSameFile(as other: PathName) -> Bool {
    guard let left = try? FileStatus(of: self), let right = try? FileStatus(of: other) else { return false }
    return left.kind == .regular && left.identity == right.identity
  }
}
