import SystemPackage

/// What a path names, as far as reading it is concerned.
package enum FileKind: Sendable {
  case regular
  case directory
  case pipe
  /// A socket, a device.
  case other
}

/// What tells a file from all others, whatever its names.
package struct FileIdentity: Hashable, Sendable {
  package let device: UInt64
  package let inode: UInt64
}

/// What the system says of a file: enough to tell whether it was changed since.
package struct FileStatus: Hashable, Sendable {
  package let kind: FileKind
  package let identity: FileIdentity
  /// In bytes; 0 for anything but a regular file.
  package let size: Int
  /// Nanoseconds since 1970 of the last change of the content.
  package let modified: Int64

  /// Follows symbolic links.
  package init(of path: PathName) throws(FileError) {
    self.init(
      try FileError.wrapping(.open, path) { try unsafe path.withCString { try unsafe Stat($0) } })
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
  /// What the path leads to; nil when it leads nowhere.
  package var kind: FileKind? { try? FileStatus(of: self).kind }

  /// Whether both paths lead to one regular file.
  package func isSameFile(as other: PathName) -> Bool {
    guard let left = try? FileStatus(of: self), let right = try? FileStatus(of: other) else { return false }
    return left.kind == .regular && left.identity == right.identity
  }
}
