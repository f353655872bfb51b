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
      try Self.refuseInput(path)
      // Links stay: what they lead to is replaced.
      target = (try? path.resolved()) ?? path
      let draft: PathName
      (draft, descriptor) = try Self.createDraft(of: target)
      unfinished = draft
    }
    self.path = target
    self.unfinished = unfinished
    self.descriptor = descriptor
  }

  private init(creating path: PathName) throws(FileError) {
    let (draft, descriptor) = try Self.createDraft(of: path)
    self.path = path
    self.descriptor = descriptor
    unfinished = draft
  }

  private static func refuseInput(_ path: PathName) throws(FileError) {
    if ReadFiles.all.contains(path) { throw FileError(.create, path, .fileExists, isInput: true) }
  }

  /// Renames the file to its final name.
  /// - Parameter synchronizing: waits for the disk. Without it a power failure may leave an empty file: only
  ///   for what can be made again.
  package mutating func finish(synchronizing: Bool = true) throws(FileError) {
    guard isOpen else { return }
    if unfinished != nil, synchronizing { try descriptor.synchronize() }
    isOpen = false
    do throws(FileError) {
      if let unfinished {
        // It may have been read since this began.
        try Self.refuseInput(path)
        try SystemCalls.rename(unfinished, to: path)
      }
      try descriptor.close()
    } catch {
      if let unfinished { SystemCalls.remove(unfinished) }
      throw error
    }
  }

  /// The same where nothing has the final name; false when something has.
  private mutating func finishNew() throws(FileError) -> Bool {
    try descriptor.synchronize()
    guard let unfinished else { return false }
    isOpen = false
    defer { SystemCalls.remove(unfinished) }
    let isNew = try SystemCalls.link(unfinished, to: path)
    try descriptor.close()
    return isNew
  }

  deinit {
    guard isOpen else { return }
    try? descriptor.close()
    if let unfinished { SystemCalls.remove(unfinished) }
  }

  private static func createDraft(of path: PathName) throws(FileError) -> (PathName, OutputDescriptor) {
    Drafts.clear(beside: path)
    while true {
      let draft = Drafts.name(for: path)
      let descriptor = try create(draft)
      // Another run may take it for one that was left, before it is locked.
      if SystemCalls.lock(descriptor.descriptor) { return (draft, descriptor) }
      try? descriptor.close()
    }
  }

  /// A FIFO without a reader is tried again until it has one, or a signal asks the program to end.
  private static func open(_ path: PathName) throws(FileError) -> OutputDescriptor {
    while true {
      do throws(FileError) {
        let opened = try FileError.wrapping(.open, path) {
          try unsafe path.withCString {
            try unsafe FileDescriptor.open($0, .writeOnly, options: [.closeOnExec, .nonBlocking])
          }
        }
        return OutputDescriptor(descriptor: opened, path: path)
      } catch {
        guard error.isWithoutReader, path.kind == .pipe else { throw error }
        if !SystemCalls.pause(milliseconds: 50) { throw FileError(.open, path, .interrupted) }
      }
    }
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
    return try file.finishNew()
  }
}
