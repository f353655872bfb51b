import Glibc

/// The system calls for writing a report, with every `unsafe` of this module.
enum SystemCalls {
  /// Writes all bytes to a descriptor.
  static func write(
    _ bytes: [UInt8], to descriptor: Int32, shouldStop: (@Sendable () -> Bool)?
  ) throws(OutputFault) {
    var done = 0
    while done < bytes.count {
      if shouldStop?() == true { throw .interrupted }
      let written = unsafe bytes.withUnsafeBytes { all in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: all[done...])
        return unsafe Glibc.write(descriptor, rest.baseAddress, rest.count)
      }
      if written < 0 {
        if errno == EINTR { continue }
        throw errno == EPIPE ? .closedPipe : fault()
      }
      done += written
    }
  }

  /// Makes a new file that only this call can have made.
  static func create(_ path: String) throws(OutputFault) -> Int32 {
    let descriptor = unsafe Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    if descriptor < 0 { throw fault() }
    return descriptor
  }

  /// Opens what exists already and is not a regular file: a device, a pipe.
  static func open(existing path: String) throws(OutputFault) -> Int32 {
    let descriptor = unsafe Glibc.open(path, O_WRONLY | O_CLOEXEC)
    if descriptor < 0 { throw fault() }
    return descriptor
  }

  /// Synchronizes a descriptor; a file system that cannot is not an error.
  static func synchronize(_ descriptor: Int32) throws(OutputFault) {
    if fsync(descriptor) != 0, errno != EINVAL, errno != ENOTSUP { throw fault() }
  }

  static func close(_ descriptor: Int32) throws(OutputFault) {
    if Glibc.close(descriptor) != 0, errno != EINTR { throw fault() }
  }

  static func rename(_ old: String, to new: String) throws(OutputFault) {
    if unsafe Glibc.rename(old, new) != 0 { throw fault() }
  }

  static func makeFolder(_ path: String) throws(OutputFault) {
    if unsafe mkdir(path, 0o777) != 0 { throw fault() }
  }

  static func remove(_ path: String) {
    _ = unsafe unlink(path)
  }

  static func kind(of path: String) -> FileKind? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .regular
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  /// What tells a regular file from all others; nil for anything else.
  static func identity(of path: String) -> [UInt64]? {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return [UInt64(status.st_dev), UInt64(status.st_ino)]
  }

  /// The file that a path leads to when symbolic links are followed.
  static func resolved(_ path: String) -> String {
    guard let found = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(found) }
    return unsafe String(cString: found)
  }

  static func processID() -> Int32 { getpid() }

  private static func fault() -> OutputFault {
    var words = [CChar](repeating: 0, count: 256)
    let code = errno
    guard unsafe strerror_r(code, &words, words.count) == 0 else { return .system("error \(code)") }
    return .system(String(decoding: words.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self))
  }

  enum FileKind {
    case regular
    case folder
    case other
  }
}
