import SystemPackage

package struct OutputDescriptor: Sendable {
  let descriptor: FileDescriptor
  let path: PathName

  init(descriptor: FileDescriptor, path: PathName) {
    (self.descriptor, self.path) = (descriptor, path)
  }

  /// An open descriptor by its number.
  package init(number: Int32) {
    self.init(descriptor: FileDescriptor(rawValue: number), path: PathName("descriptor \(number)"))
  }

  package static let standardOutput = OutputDescriptor(
    descriptor: .standardOutput, path: PathName("standard output"))
  package static let standardError = OutputDescriptor(
    descriptor: .standardError, path: PathName("standard error"))

  package var isTerminal: Bool { SystemCalls.isTerminal(descriptor) }

  package var columns: Int? { SystemCalls.columns(of: descriptor) }

  /// Writes all bytes.
  /// - Parameter shouldStop: asked before each call; true throws an error that ``FileError/isInterrupted``.
  package func write(_ bytes: [UInt8], shouldStop: () -> Bool = { false }) throws(FileError) {
    var done = 0
    while done < bytes.count {
      if shouldStop() { throw FileError(.write, path, .interrupted) }
      done += try FileError.wrapping(.write, path) {
        try unsafe bytes.withUnsafeBytes { all in
          try unsafe descriptor.write(UnsafeRawBufferPointer(rebasing: all[done...]))
        }
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
