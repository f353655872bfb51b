import Glibc

/// Reads a file, a pipe or standard input line by line, in constant memory.
final class LineReader {
  enum Line {
    /// Without the line feed, and the carriage return before it.
    case text(String)
    case broken(String, advice: String)
  }

  let path: String
  /// Of the line that was read last, from 1 on.
  private(set) var number = 0
  /// Why it could not be read to its end.
  private(set) var trouble: String?
  private let descriptor: Int32
  private let limit: Int
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false

  /// - Parameters:
  ///   - path: `-` is standard input.
  ///   - limit: bytes that a line may have; a longer one is broken.
  /// - Throws: a message for the user and EX_NOINPUT.
  init(path: String, limit: Int) throws(CommandFailure) {
    (self.path, self.limit) = (path, limit)
    descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw SmallFile.failure(path, "cannot be opened") }
  }

  deinit {
    if descriptor != STDIN_FILENO { close(descriptor) }
  }

  var shownName: String { path == "-" ? "standard input" : path }

  /// The next line; nil at the end, and when the user asked to stop.
  func next() -> Line? {
    guard let bytes = line() else { return nil }
    number += 1
    if bytes.count > limit {
      return .broken("has more than \(limit) bytes", advice: "it is no list of this kind")
    }
    let content = bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
    guard let text = String(validating: content, as: UTF8.self) else {
      return .broken("is no UTF-8", advice: "rename the file, or let wsuscap scan find it")
    }
    return .text(text)
  }

  /// The bytes up to the next line feed; of a line that is too long the first `limit` + 1.
  private func line() -> ArraySlice<UInt8>? {
    var searched = start
    var isTooLong = false
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        return isTooLong ? tooLong : buffer[start..<end]
      }
      searched = buffer.count
      if isAtEnd {
        guard start < buffer.count || isTooLong else { return nil }
        defer { start = buffer.count }
        return isTooLong ? tooLong : buffer[start...]
      }
      if buffer.count - start > limit {
        // What is known to be too long is not kept.
        isTooLong = true
        buffer.removeAll(keepingCapacity: true)
        (start, searched) = (0, 0)
      }
      if !fill(&searched) { return nil }
    }
  }

  private var tooLong: ArraySlice<UInt8> { ArraySlice(repeating: UInt8(ascii: "?"), count: limit + 1) }

  /// Reads on; false when the user asked to stop.
  private func fill(_ searched: inout Int) -> Bool {
    if start > 0 {
      buffer.removeSubrange(..<start)
      searched -= start
      start = 0
    }
    var chunk = [UInt8](repeating: 0, count: Self.chunkSize)
    let count = unsafe chunk.withUnsafeMutableBytes { room in
      unsafe read(descriptor, room.baseAddress, room.count)
    }
    if Interruption.isRequested { return false }
    if count < 0, errno == EINTR { return true }
    if count < 0 { trouble = "cannot be read further: \(SmallFile.systemWords())" }
    if count <= 0 { isAtEnd = true } else { buffer += chunk[..<count] }
    return true
  }

  private static let chunkSize = 65_536
}
