package import Files

/// Where a report goes: a buffer that is emptied in blocks into a descriptor, or kept in memory.
package struct ReportOutput: ~Copyable, Sendable {
  /// Bytes are handed to the system in blocks of this size or a little more: large enough that the calls
  /// cost nothing, small enough to stay in the processor's cache.
  package static let blockSize = 65_536

  package var buffer = ByteBuffer()
  package private(set) var writtenBytes = 0
  private let descriptor: OutputDescriptor?
  private let shouldStop: (@Sendable () -> Bool)?

  /// Keeps everything in ``buffer``.
  package init() {
    descriptor = nil
    shouldStop = nil
  }

  /// Writes to an open descriptor, which stays open.
  ///
  /// - Parameter shouldStop: asked once a block; true ends the writing with ``OutputFault/interrupted``.
  package init(descriptor: OutputDescriptor, shouldStop: (@Sendable () -> Bool)? = nil) {
    self.descriptor = descriptor
    self.shouldStop = shouldStop
    buffer.reserve(Self.blockSize + Self.blockSize / 4)
  }

  /// Writes to a descriptor by its number.
  package init(descriptor: Int32, shouldStop: (@Sendable () -> Bool)? = nil) {
    self.init(descriptor: OutputDescriptor(number: descriptor), shouldStop: shouldStop)
  }

  /// To be called between the parts of a report: hands over what has become a block.
  package mutating func flushFullBlock() throws(OutputFault) {
    if buffer.count >= Self.blockSize { try flush() }
  }

  /// Writes what was gathered, without a copy where nothing is pending. A writer of many flows uses
  /// ``takeBlock(_:)``.
  mutating func take(_ gathered: inout ByteBuffer) throws(OutputFault) {
    if buffer.count == 0 {
      swap(&buffer, &gathered)
    } else {
      buffer.add(gathered)
      gathered.removeAll()
    }
    try flushFullBlock()
  }

  /// The same once a block was gathered.
  mutating func takeBlock(_ gathered: inout ByteBuffer) throws(OutputFault) {
    if gathered.count >= Self.blockSize { try take(&gathered) }
  }

  /// Hands over everything.
  package mutating func flush() throws(OutputFault) {
    guard let descriptor else { return }
    do throws(FileError) {
      try descriptor.write(buffer.bytes) { shouldStop?() == true }
    } catch {
      throw OutputFault(error)
    }
    writtenBytes += buffer.count
    buffer.removeAll()
  }
}

/// The report on one capture as a page of its own.
package enum CapturePage {
  /// Writes the page, whole or not at all.
  /// - Parameter shouldStop: true ends the writing with ``OutputFault/interrupted``.
  package static func write(
    _ capture: ReportedCapture, _ options: ReportOptions, to path: String,
    shouldStop: @escaping @Sendable () -> Bool
  ) throws(OutputFault) {
    var writer = DocumentWriter<HTMLRenderer>(options)
    var file = try OutputFile(path: path)
    var output = ReportOutput(descriptor: file.descriptor, shouldStop: shouldStop)
    try writer.begin(&output)
    try writer.add(capture, to: &output)
    try writer.end(&output)
    try output.flush()
    // A scan writes thousands of pages: do not wait for the disk.
    try file.finish(synchronizing: false)
  }
}
