import SystemPackage

/// A file that appears whole or not at all.
///
/// A regular file is written under another name beside it, synchronized, and renamed. A device or a pipe is
/// written to directly.
package struct OutputFile: ~Copyable {
  package let descriptor: OutputDescriptor
  private let path: PathName
  /// The name to remove when the file is not finished; nil for a device or a pipe.
  private let unfinished: PathName?
  private var isOpen = true

  package init(replacing path: PathName) throws(FileError) {
    let target: PathName
    let unfinished: PathName?
    let descriptor: OutputDescriptor
    switch path.kind {
    case .directory: throw FileError(.create, path, .isDirectory)
    case .pipe, .other: (target, unfinished, descriptor) = (path, nil, try Self.open(path))
    case .regular, nil:
      // Links stay: what they lead to is replaced.
      target = (try? path.resolved()) ?? path
      let draft = Self.draft(of: target)
      (unfinished, descriptor) = (draft, try Self.create(draft))
    }
    self.path = target
    self.unfinished = unfinished
    self.descriptor = descriptor
  }

  private init(creating path: PathName) throws(FileError) {
    let descriptor = try Self.create(path)
    self.path = path
    self.descriptor = descriptor
    unfinished = path
  }

  /// Renames the file to its final name.
  /// - Parameter synchronizing: waits for the disk. Without it a power failure may leave an empty file: only
  ///   for what can be made again.
  package mutating func finish(synchronizing: Bool = true) throws(FileError) {
    guard isOpen else { return }
    if unfinished != nil, synchronizing { try descriptor.synchronize() }
    isOpen = false
    do throws(FileError) {
      try descriptor.close()
      if let unfinished, unfinished != path { try SystemCalls.rename(unfinished, to: path) }
    } catch {
      if let unfinished { SystemCalls.remove(unfinished) }
      throw error
    }
  }

  deinit {
    guard isOpen else { return }
    try? descriptor.close()
    if let unfinished { SystemCalls.remove(unfinished) }
  }

  /// A name that no other process or thread has: a process id alone could be that of another container.
  private static func draft(of path: PathName) -> PathName {
    let random = String(UInt32.random(in: .min ... .max), radix: 16)
    return PathName(bytes: path.bytes + Array(".\(SystemCalls.processID)-\(random).part".utf8))
  }

  private static func open(_ path: PathName) throws(FileError) -> OutputDescriptor {
    let opened = try FileError.wrapping(.open, path) {
      try unsafe path.withCString { try unsafe FileDescriptor.open($0, .writeOnly, options: .closeOnExec) }
    }
    return OutputDescriptor(descriptor: opened, path: path)
  }

  private static func create(_ path: PathName) throws(FileError) -> OutputDescriptor {
    let opened = try FileError.wrapping(.create, path) {
      try unsafe path.withCString {
        try unsafe FileDescriptor.open(
          $0, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
          permissions: FilePermissions(rawValue: 0o666))
      }
    }
    return OutputDescriptor(descriptor: opened, path: path)
  }
}

extension OutputFile {
  package static func write(_ bytes: [UInt8], to path: PathName) throws(FileError) {
    var file = try OutputFile(replacing: path)
    try file.descriptor.write(bytes)
    try file.finish()
  }

  /// Writes a new file whole; false when the path exists, which stays as it is.
  package static func writeNew(_ bytes: [UInt8], to path: PathName) throws(FileError) -> Bool {
    if path.kind != nil { return false }
    var file = try OutputFile(creating: path)
    try file.descriptor.write(bytes)
    try file.finish()
    return true
  }
}
