import SystemPackage

/// A file, a pipe or standard input, open for reading; closed when the value ends.
package struct InputFile: ~Copyable {
  private let descriptor: FileDescriptor
  private let path: PathName
  /// Whether a read may wait: of a pipe or a device.
  private let waits: Bool

  /// - Parameter waits: whether the writer of a FIFO is waited for; a signal that asks the program to end ends that.
  package init(_ path: PathName, waits: Bool = true) throws(FileError) {
    // On Linux a pipe without a writer can be waited for after it is open, and then with a signal.
    let isWaiting = waits && !SystemCalls.waitsForWriters
    let options: FileDescriptor.OpenOptions = isWaiting ? .closeOnExec : [.closeOnExec, .nonBlocking]
    let opened = try SystemCalls.interruptible(.open, path) {
      try unsafe path.withCString {
        try unsafe FileDescriptor.open($0, .readOnly, options: options, retryOnInterrupt: false)
      }
    }
    self.init(opened, path)
  }

  private init(_ descriptor: FileDescriptor, _ path: PathName) {
    self.descriptor = descriptor
    self.path = path
    let status = (try? Stat(descriptor)).map { FileStatus($0) }
    if let status { ReadFiles.all.add(status) }
    waits = status.map { $0.kind == .pipe || $0.kind == .other } ?? false
  }

  /// Opens a file of the command line, where `-` is standard input, through a descriptor of its own.
  package static func open(argument: String) throws(FileError) -> InputFile {
    let path = PathName(argument)
    guard argument == "-" else { return try InputFile(path) }
    let opened = try FileError.wrapping(.open, path) { try FileDescriptor.standardInput.duplicate() }
    return InputFile(opened, path)
  }

  deinit {
    try? descriptor.close()
  }

  package var isTerminal: Bool { SystemCalls.isTerminal(descriptor) }

  package var descriptorPath: String { SystemCalls.path(of: descriptor) }

  package func status() throws(FileError) -> FileStatus {
    try FileError.wrapping(.open, path) { FileStatus(try Stat(descriptor)) }
  }

  /// Reads at most as much as `buffer` has space for; 0 at the end.
  /// - Parameter shouldStop: asked when a signal interrupts the wait for data; true throws an error that
  ///   ``FileError/isInterrupted``.
  package func read(
    into buffer: inout MutableSpan<UInt8>, shouldStop: () -> Bool = { Interruption.isRequested }
  ) throws(FileError) -> Int {
    while true {
      if waits, !SystemCalls.waitForInput(descriptor), shouldStop() {
        throw FileError(.read, path, .interrupted)
      }
      do throws(FileError) {
        return try FileError.wrapping(.read, path) {
          try unsafe buffer.withUnsafeMutableBytes {
            try unsafe descriptor.read(into: $0, retryOnInterrupt: false)
          }
        }
      } catch {
        if error.isNotReady { continue }
        if !error.isInterrupted || shouldStop() { throw error }
      }
    }
  }

  /// Where the next read begins: not at 0 where a shell passes on a file that it has read from.
  package func position() throws(FileError) -> Int64 {
    try FileError.wrapping(.read, path) { try descriptor.seek(offset: 0, from: .current) }
  }

  /// Fills a part of `bytes` from anywhere in a regular file, and does not move where the next read begins.
  /// - Returns: how many bytes there were; fewer than the part has only at the end.
  package func read(
    at offset: Int64, into bytes: inout [UInt8], _ part: Range<Int>
  ) throws(FileError) -> Int {
    try FileError.wrapping(.read, path) {
      try unsafe bytes.withUnsafeMutableBytes {
        var count = 0
        while count < part.count {
          let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: $0[part.dropFirst(count)])
          let read = try unsafe descriptor.read(fromAbsoluteOffset: offset + Int64(count), into: rest)
          if read == 0 { break }
          count += read
        }
        return count
      }
    }
  }

  package func read(
    into bytes: inout [UInt8], shouldStop: () -> Bool = { Interruption.isRequested }
  ) throws(FileError) -> Int {
    var buffer = bytes.mutableSpan
    return try read(into: &buffer, shouldStop: shouldStop)
  }

  /// More than `limit` bytes are truncated to `limit` + 1.
  package func readAll(limit: Int, shouldStop: () -> Bool = { Interruption.isRequested }) throws(FileError)
    -> [UInt8]
  {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while bytes.count <= limit {
      let count = try read(into: &chunk, shouldStop: shouldStop)
      if count == 0 { break }
      bytes += chunk[..<count]
    }
    return Array(bytes.prefix(limit + 1))
  }
}
