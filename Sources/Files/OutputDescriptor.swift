import SystemPackage

package struct OutputDescriptor: Sendable {
  let descriptor: FileDescriptor
  let path: PathName
  /// Whether a write may wait: to a pipe, a terminal or a device.
  private let waits: Bool

  init(descriptor: FileDescriptor, path: PathName) {
    (self.descriptor, self.path) = (descriptor, path)
    waits = (try? Stat(descriptor)).map { $0.type != .regular } ?? false
  }

  /// An open descriptor by its number.
  package init(number: Int32) {
    self.init(descriptor: FileDescriptor(rawValue: number), path: PathName("descriptor \(number)"))
  }

  package static let standardOutput = OutputDescriptor(
    descriptor: .standardOutput, path: PathName("standard output"))
  package static let standardError = OutputDescriptor(
    descriptor: .standardError, path: PathName("standard error"))

  package func status() throws(FileError) -> FileStatus {
    try FileError.wrapping(.open, path) { FileStatus(try Stat(descriptor)) }
  }

  package var isTerminal: Bool { SystemCalls.isTerminal(descriptor) }

  package var columns: Int? { SystemCalls.columns(of: descriptor) }

  /// Bytes that a pipe takes without waiting when it takes any (POSIX.1-2024, `PIPE_BUF`, which is 4,096 on Linux).
  private static let pieceSize = 4096

  /// Writes all bytes. A reader that takes no more is waited for until a signal asks the program to end.
  /// - Parameter shouldStop: asked before each call; true throws an error that ``FileError/isInterrupted``.
  package func write(_ bytes: [UInt8], shouldStop: () -> Bool = { false }) throws(FileError) {
    var done = 0
    while done < bytes.count {
      if shouldStop() { throw FileError(.write, path, .interrupted) }
      if waits, !SystemCalls.waitForOutput(descriptor) { throw FileError(.write, path, .interrupted) }
      let end = waits ? min(done + Self.pieceSize, bytes.count) : bytes.count
      do throws(FileError) {
        done += try FileError.wrapping(.write, path) {
          try unsafe bytes.withUnsafeBytes { all in
            try unsafe descriptor.write(UnsafeRawBufferPointer(rebasing: all[done..<end]))
          }
        }
      } catch {
        if !error.isNotReady { throw error }
      }
    }
  }

  func synchronize() throws(FileError) {
    try FileError.wrapping(.write, path) { try SystemCalls.synchronize(descriptor) }
  }

  func close() throws(FileError) {
    do throws(FileError) {
      try FileError.wrapping(.write, path) { try descriptor.close() }
    } catch {
      // The descriptor is closed all the same.
      if !error.isInterrupted { throw error }
    }
  }
}
