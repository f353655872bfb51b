/// A file that appears whole or not at all.
///
/// A regular file is written under another name beside it, synchronized, and renamed. A device or a pipe is
/// written to directly.
package struct OutputFile: ~Copyable {
  package let descriptor: Int32
  private let place: String
  /// The name while it is written; nil for a device or a pipe.
  private let draft: String?
  private var isOpen = true

  /// - Throws: ``OutputFault/system(_:)`` when no file can be made there.
  package init(path: String) throws(OutputFault) {
    let kind = SystemCalls.kind(of: path)
    if kind == .folder { throw .system("Is a directory") }
    let target = kind == .other ? path : SystemCalls.resolved(path)
    // A process id alone would meet that of another container, or of another thread.
    let own = "\(SystemCalls.processID())-\(String(UInt32.random(in: .min ... .max), radix: 16))"
    let draft = kind == .other ? nil : target + ".\(own).part"
    descriptor =
      if let draft { try SystemCalls.create(draft) } else { try SystemCalls.open(existing: target) }
    self.draft = draft
    place = target
  }

  /// Renames the file to its final name.
  /// - Parameter synchronizing: waits for the disk. Without it a power failure may leave an empty file: only
  ///   for what can be made again.
  package mutating func finish(synchronizing: Bool = true) throws(OutputFault) {
    guard isOpen else { return }
    if let draft {
      if synchronizing { try SystemCalls.synchronize(descriptor) }
      isOpen = false
      do throws(OutputFault) {
        try SystemCalls.close(descriptor)
        try SystemCalls.rename(draft, to: place)
      } catch {
        SystemCalls.remove(draft)
        throw error
      }
    } else {
      isOpen = false
      try SystemCalls.close(descriptor)
    }
  }

  deinit {
    guard isOpen else { return }
    try? SystemCalls.close(descriptor)
    if let draft { SystemCalls.remove(draft) }
  }
}

extension OutputFile {
  /// Whether a path leads to a regular file.
  package static func isRegular(_ path: String) -> Bool { SystemCalls.kind(of: path) == .regular }

  /// Whether two paths lead to one file; false when either leads nowhere.
  package static func isSame(_ one: String, _ other: String) -> Bool {
    guard let left = SystemCalls.identity(of: one), let right = SystemCalls.identity(of: other) else {
      return false
    }
    return left == right
  }
}
