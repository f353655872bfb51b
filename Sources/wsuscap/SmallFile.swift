import Glibc

/// A file that is read whole, because it is small.
enum SmallFile {
  /// Reads a file, a pipe or, as `-`, standard input; of a larger one the first `limit` + 1 bytes, which tell that it
  /// is larger.
  /// - Throws: a message for the user and EX_NOINPUT.
  static func read(_ path: String, limit: Int) throws(CommandFailure) -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw failure(path, "cannot be opened") }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while bytes.count <= limit {
      let count = unsafe chunk.withUnsafeMutableBytes { room in
        unsafe Glibc.read(descriptor, room.baseAddress, room.count)
      }
      if count < 0, errno == EINTR, !Interruption.isRequested { continue }
      if count < 0 { throw failure(path, "cannot be read") }
      if count == 0 { break }
      bytes += chunk[..<count]
    }
    return Array(bytes.prefix(limit + 1))
  }

  /// Why the last call of the system failed, as a message for the user.
  static func failure(_ path: String, _ message: String) -> CommandFailure {
    if Interruption.isRequested { return CommandFailure(status: .interrupted, message: nil) }
    let name = path == "-" ? "standard input" : path
    if errno == ENOENT || errno == ENOTDIR {
      return CommandFailure(status: .noInput, message: "\(name): no such file; check the path")
    }
    return CommandFailure(
      status: .noInput, message: "\(name): \(message): \(systemWords()); check the path")
  }

  /// The system's words for its last fault, such as `Permission denied`.
  static func systemWords() -> String {
    var words = [CChar](repeating: 0, count: 256)
    guard unsafe strerror_r(errno, &words, words.count) == 0 else { return "error \(errno)" }
    return String(decoding: words.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
