import Glibc

// Opening files and listing folders. Every `unsafe` of this room stands in this file.

/// The system's answer to a call that failed.
struct SystemFault: Error {
  let code: Int32

  var isNotFound: Bool { code == ENOENT || code == ENOTDIR }

  /// The system's words for it, such as `Permission denied`.
  var text: String {
    var words = [CChar](repeating: 0, count: 256)
    guard unsafe strerror_r(code, &words, words.count) == 0 else { return "error \(code)" }
    return String(decoding: words.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// What stands at a path.
struct FileIdentity: Hashable {
  enum Kind { case regular, folder, pipe, other }

  let device: UInt64
  let number: UInt64
  let kind: Kind

  /// Follows symbolic links.
  init(path: String) throws(SystemFault) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw SystemFault(code: errno) }
    self.init(status)
  }

  fileprivate init(_ status: stat) {
    device = UInt64(status.st_dev)
    number = UInt64(status.st_ino)
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .folder
      case S_IFIFO: .pipe
      default: .other
      }
  }
}

/// A file opened for reading, closed when the value ends.
struct OpenFile: ~Copyable {
  private let number: Int32

  /// - Parameter path: `-` is standard input, through a descriptor of its own.
  init(path: String) throws(SystemFault) {
    var opened = path == "-" ? dup(STDIN_FILENO) : unsafe open(path, O_RDONLY | O_CLOEXEC)
    while opened < 0, errno == EINTR { opened = unsafe open(path, O_RDONLY | O_CLOEXEC) }
    if opened < 0 { throw SystemFault(code: errno) }
    number = opened
  }

  deinit {
    close(number)
  }

  func identity() throws(SystemFault) -> FileIdentity {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { throw SystemFault(code: errno) }
    return FileIdentity(status)
  }

  /// Fills the front of `bytes` and returns how many were read; 0 at the end.
  func read(into bytes: inout [UInt8]) throws(SystemFault) -> Int {
    let count = unsafe bytes.withUnsafeMutableBytes { room in
      var count = unsafe Glibc.read(number, room.baseAddress, room.count)
      while count < 0, errno == EINTR { count = unsafe Glibc.read(number, room.baseAddress, room.count) }
      return count
    }
    if count < 0 { throw SystemFault(code: errno) }
    return count
  }
}

enum FolderListing {
  /// The names in a folder without `.` and `..`, in no order; at most `limit`, and whether those are all.
  static func names(in path: String, limit: Int) throws(SystemFault) -> (names: [String], isWhole: Bool) {
    guard let folder = unsafe opendir(path) else { throw SystemFault(code: errno) }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      if names.count == limit { return (names, false) }
      names.append(name)
    }
    return (names, true)
  }
}
