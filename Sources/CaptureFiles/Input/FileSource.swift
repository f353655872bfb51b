import Files

final class FileSource: CaptureSource {
  let size: UInt64
  let isRegular: Bool
  private var count: UInt64 = 0
  private(set) var error: ReadError?
  private let input: InputFile
  /// Where the data begins: standard input may be a file from which something was read before.
  private let start: Int64
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
      throw error.isNotFound ? .noSuchFile : .cannotBeOpened(error)
    }
    if status.kind == .directory { throw .isFolder }
    if input.isTerminal { throw .isTerminal }
    size = UInt64(status.size)
    isRegular = status.kind == .regular
    start = isRegular ? (try? input.position()) ?? 0 : 0
  }

  /// Some bytes of a regular file may be read more than once.
  var bytesRead: UInt64 { isRegular ? min(count, size) : count }

  var seekableSize: UInt64? { isRegular ? UInt64(clamping: Int64(clamping: size) - start) : nil }

  func read(_ count: Int, at offset: UInt64, into bytes: inout [UInt8]) -> Int {
    if error != nil { return 0 }
    if shouldStop() { return end(.stopped) }
    do throws(FileError) {
      let count = try input.read(at: start + Int64(clamping: offset), into: &bytes, 0..<count)
      self.count &+= UInt64(count)
      return count
    } catch {
      return end(.system(error.text), at: offset)
    }
  }

  func read(into buffer: inout MutableSpan<UInt8>) -> Int {
    if error != nil { return 0 }
    if shouldStop() { return end(.stopped) }
    do throws(FileError) {
      let count = try input.read(into: &buffer, shouldStop: shouldStop)
      self.count &+= UInt64(count)
      return count
    } catch {
      return error.isInterrupted ? end(.stopped) : end(.system(error.text), at: self.count)
    }
  }

  private func end(_ reason: ReadError.Reason, at offset: UInt64 = 0) -> Int {
    error = ReadError(reason, at: offset)
    return 0
  }
}
