import Files

final class FileSource: ByteSource {
  let size: UInt64
  let isRegular: Bool
  private(set) var bytesRead: UInt64 = 0
  private(set) var error: ReadError?
  private let input: InputFile
  private let shouldStop: @Sendable () -> Bool

  /// Opens a file; `-` is standard input.
  /// - Parameter shouldStop: asked at each read; true ends the data.
  /// - Throws: `.notFound` or `.unreadable`.
  init(path: String, shouldStop: @escaping @Sendable () -> Bool) throws(CaptureFault) {
    self.shouldStop = shouldStop
    let status: FileStatus
    do {
      input = try InputFile.open(argument: path)
      status = try input.status()
    } catch {
      throw Self.fault(error)
    }
    if status.kind == .directory { throw Self.folder }
    if input.isTerminal { throw Self.terminal }
    size = UInt64(status.size)
    isRegular = status.kind == .regular
  }

  func read(into buffer: inout MutableSpan<UInt8>) -> Int {
    if error != nil { return 0 }
    if shouldStop() { return end(.stopped) }
    do throws(FileError) {
      let count = try input.read(into: &buffer, shouldStop: shouldStop)
      bytesRead &+= UInt64(count)
      return count
    } catch {
      if error.isInterrupted { return end(.stopped) }
      return end(
        ReadError(.unreadable, "the file could not be read further: \(error.text)", at: bytesRead))
    }
  }

  private func end(_ error: ReadError) -> Int {
    self.error = error
    return 0
  }

  private static let folder = CaptureFault(
    .unreadable, "is a folder", advice: "specify a capture file")

  private static let terminal = CaptureFault(
    .unreadable, "standard input is a terminal", advice: "specify a file, or pipe a capture into it")

  private static func fault(_ error: FileError) -> CaptureFault {
    if error.isNotFound {
      return CaptureFault(.notFound, "no such file", advice: "check the path")
    }
    let advice =
      error.isPermissionDenied ? "check the permissions" : "check the path and the disk"
    return CaptureFault(.unreadable, "cannot be opened: \(error.text)", advice: advice)
  }
}
