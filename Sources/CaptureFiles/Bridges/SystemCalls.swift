import Glibc

/// The system's answer to a call that failed.
struct SystemFault: Error {
  let code: Int32

  /// The system's words for it, such as `Permission denied`.
  var text: String {
    var words = [CChar](repeating: 0, count: 256)
    guard unsafe strerror_r(code, &words, words.count) == 0 else { return "error \(code)" }
    return String(decoding: words.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  var isNotFound: Bool { code == ENOENT || code == ENOTDIR }
  var isPermission: Bool { code == EACCES || code == EPERM }
}

/// What the system knows about an open file.
struct FileStatus {
  var isFolder: Bool
  var isTerminal: Bool
  /// A file that keeps its bytes, unlike a pipe or a device.
  var isRegular: Bool
  /// In bytes; 0 for what is no regular file.
  var size: UInt64
}

/// A file opened for reading, closed when the value ends.
struct FileDescriptor: ~Copyable {
  private let number: Int32

  /// Standard input, through a descriptor of its own.
  static var standardInput: FileDescriptor { FileDescriptor(number: dup(STDIN_FILENO)) }

  private init(number: Int32) {
    self.number = number
  }

  init(path: String) throws(SystemFault) {
    var opened = unsafe open(path, O_RDONLY | O_CLOEXEC)
    while opened < 0, errno == EINTR { opened = unsafe open(path, O_RDONLY | O_CLOEXEC) }
    if opened < 0 { throw SystemFault(code: errno) }
    number = opened
  }

  deinit {
    if number >= 0 { close(number) }
  }

  func status() throws(SystemFault) -> FileStatus {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { throw SystemFault(code: errno) }
    let kind = status.st_mode & S_IFMT
    return FileStatus(
      isFolder: kind == S_IFDIR, isTerminal: isatty(number) == 1, isRegular: kind == S_IFREG,
      size: kind == S_IFREG ? UInt64(clamping: status.st_size) : 0)
  }

  /// Reads what is there, at most as much as `buffer` holds; 0 at the end.
  func read(into buffer: inout MutableSpan<UInt8>) throws(SystemFault) -> Int {
    let count = unsafe buffer.withUnsafeMutableBytes { room in
      var count = unsafe Glibc.read(number, room.baseAddress, room.count)
      while count < 0, errno == EINTR { count = unsafe Glibc.read(number, room.baseAddress, room.count) }
      return count
    }
    if count < 0 { throw SystemFault(code: errno) }
    return count
  }
}
