import Foundation
import Glibc

// Opening files and listing folders by names of any bytes. Every `unsafe` of this room stands in this file.

/// The system's answer to a call that failed.
struct SystemFault: Error, Hashable {
  let code: Int32

  var isNotFound: Bool { code == ENOENT || code == ENOTDIR }
  /// Symbolic links that lead to each other.
  var isLoop: Bool { code == ELOOP }
  /// No room on the disk, or no more of it for this user.
  var isFull: Bool { code == ENOSPC || code == EDQUOT }

  /// The system's words for it, such as `Permission denied`.
  var text: String {
    var words = [CChar](repeating: 0, count: 256)
    guard unsafe strerror_r(code, &words, words.count) == 0 else { return "error \(code)" }
    return String(decoding: words.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// What the system says of a file: enough to tell that nobody changed it since.
struct FileState: Hashable, Sendable {
  enum Kind { case regular, folder, other }

  let kind: Kind
  let device: UInt64
  let inode: UInt64
  let size: Int
  /// Nanoseconds since 1970 of the last change of its content.
  let modified: Int64

  /// Follows symbolic links.
  init(of name: PathName) throws(SystemFault) {
    var status = stat()
    let answer = unsafe name.withTerminated { unsafe stat($0, &status) }
    guard answer == 0 else { throw SystemFault(code: errno) }
    self.init(status)
  }

  fileprivate init(_ status: stat) {
    kind =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .regular
      case S_IFDIR: .folder
      default: .other
      }
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    size = Int(status.st_size)
    modified = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
  }
}

/// A file opened for reading, closed when the value ends.
struct OpenFile: ~Copyable {
  private let number: Int32

  /// - Throws: also for what is no regular file; nothing waits for a pipe's other end.
  init(_ name: PathName) throws(SystemFault) {
    var opened: Int32
    repeat {
      opened = unsafe name.withTerminated { unsafe open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    } while opened < 0 && errno == EINTR
    if opened < 0 { throw SystemFault(code: errno) }
    number = opened
  }

  deinit {
    close(number)
  }

  /// A path that leads to this very file, whatever became of its name, and whatever bytes that has.
  var path: String { "/proc/self/fd/\(number)" }

  func state() throws(SystemFault) -> FileState {
    var status = stat()
    guard unsafe fstat(number, &status) == 0 else { throw SystemFault(code: errno) }
    return FileState(status)
  }

  /// Reads on, as much as `buffer` holds, and returns how many bytes came; 0 at the end.
  func read(into buffer: inout [UInt8]) throws(SystemFault) -> Int {
    let count = unsafe buffer.withUnsafeMutableBytes { room in
      var count: Int
      repeat {
        count = unsafe Glibc.read(number, room.baseAddress, room.count)
      } while count < 0 && errno == EINTR
      return count
    }
    if count < 0 { throw SystemFault(code: errno) }
    return count
  }
}

enum FolderListing {
  /// The names in a folder without `.` and `..`, in the order of their bytes; at most `limit`.
  static func names(in folder: PathName, limit: Int) throws(SystemFault) -> [[UInt8]] {
    let opened = unsafe folder.withTerminated { unsafe opendir($0) }
    guard let listing = unsafe opened else { throw SystemFault(code: errno) }
    defer { unsafe closedir(listing) }
    var names: [[UInt8]] = []
    while names.count < limit, let entry = unsafe readdir(listing) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe Array(bytes.prefix { $0 != 0 })
      }
      if name != [0x2E], name != [0x2E, 0x2E] { names.append(name) }
    }
    return names.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// The name of what a path leads to, from the root of the file system on and without symbolic links.
  static func resolved(_ path: String) throws(SystemFault) -> PathName {
    guard let found = unsafe realpath(path, nil) else { throw SystemFault(code: errno) }
    defer { unsafe free(found) }
    return unsafe PathName(
      bytes: Array(UnsafeRawBufferPointer(start: found, count: strlen(found))))
  }
}

/// What this machine has.
enum Machine {
  /// Bytes of memory.
  static var memory: Int { max(1, sysconf(Int32(_SC_PHYS_PAGES))) * max(1, sysconf(Int32(_SC_PAGESIZE))) }
  /// Processors that this process may use.
  static var processors: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }
}

extension PathName {
  /// Lends the bytes with the zero that ends them for the system.
  fileprivate func withTerminated<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    unsafe (bytes + [0]).withUnsafeBytes { room in
      // There is one byte at least, so the address is there.
      unsafe body(room.assumingMemoryBound(to: CChar.self).baseAddress.unsafelyUnwrapped)
    }
  }
}
