import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What swift-system does not offer. No other file of the program imports the C library.
enum SystemCalls {
  private static var lastError: Errno { Errno(rawValue: errno) }

  static var processID: Int32 { getpid() }

  static func environment(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }

  static func endProcess(_ status: Int32) -> Never { exit(status) }

  static var time: Int64 {
    var now = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &now)
    return Int64(now.tv_sec)
  }

  // MARK: Descriptors

  static var physicalMemory: Int? {
    let (pages, size) = (sysconf(Int32(_SC_PHYS_PAGES)), sysconf(Int32(_SC_PAGESIZE)))
    return pages > 0 && size > 0 ? pages * size : nil
  }

  static func isTerminal(_ descriptor: FileDescriptor) -> Bool { isatty(descriptor.rawValue) == 1 }

  static func columns(of descriptor: FileDescriptor) -> Int? {
    var size = winsize()
    let status = unsafe ioctl(descriptor.rawValue, numericCast(TIOCGWINSZ), &size)
    return status == 0 && size.ws_col > 0 ? Int(size.ws_col) : nil
  }

  static func path(of descriptor: FileDescriptor) -> String {
    #if canImport(Darwin)
    "/dev/fd/\(descriptor.rawValue)"
    #else
    "/proc/self/fd/\(descriptor.rawValue)"
    #endif
  }

  /// A file system that cannot synchronize is not an error.
  static func synchronize(_ descriptor: FileDescriptor) throws(Errno) {
    if fsync(descriptor.rawValue) != 0, errno != EINVAL, errno != ENOTSUP { throw lastError }
  }

  static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }

  // MARK: Paths

  static func rename(_ old: PathName, to new: PathName) throws(FileError) {
    let status = unsafe old.withCString { old in
      unsafe new.withCString { new in unsafe renameat(AT_FDCWD, old, AT_FDCWD, new) }
    }
    if status != 0 { throw FileError(.rename, new, lastError) }
  }

  static func remove(_ path: PathName) {
    _ = unsafe path.withCString { unsafe unlink($0) }
  }

  static func makeDirectory(_ path: PathName) throws(FileError) {
    let status = unsafe path.withCString { unsafe mkdir($0, 0o777) }
    if status != 0 { throw FileError(.create, path, lastError) }
  }

  static func resolved(_ path: PathName) throws(FileError) -> PathName {
    guard let found = unsafe path.withCString({ unsafe realpath($0, nil) }) else {
      throw FileError(.open, path, lastError)
    }
    defer { unsafe free(found) }
    return unsafe PathName(bytes: Array(UnsafeRawBufferPointer(start: found, count: strlen(found))))
  }

  static func names(
    in path: PathName, limit: Int
  ) throws(FileError) -> (names: [[UInt8]], isComplete: Bool) {
    guard let directory = unsafe path.withCString({ unsafe opendir($0) }) else {
      throw FileError(.list, path, lastError)
    }
    defer { unsafe closedir(directory) }
    var names: [[UInt8]] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { unsafe Array($0.prefix { $0 != 0 }) }
      if name == Array(".".utf8) || name == Array("..".utf8) { continue }
      if names.count == limit { return (names, false) }
      names.append(name)
    }
    return (names, true)
  }

  // MARK: Signals

  static let interruptions = [SIGINT, SIGTERM, SIGHUP]

  /// Lets `handler` see the first of each signal that asks the program to end; the second of one kind ends it.
  static func handleInterruptions(_ handler: @escaping @convention(c) (Int32) -> Void) {
    // Whoever started the program may have left these signals blocked, as threads of a test or a service have them.
    var watched = sigset_t()
    unsafe sigemptyset(&watched)
    for number in interruptions {
      install(handler, for: number)
      unsafe sigaddset(&watched, number)
    }
    unsafe pthread_sigmask(SIG_UNBLOCK, &watched, nil)
  }

  private static func install(_ handler: @escaping @convention(c) (Int32) -> Void, for number: Int32) {
    var action = sigaction()
    #if canImport(Glibc)
    unsafe action.__sigaction_handler.sa_handler = handler
    #elseif canImport(Musl)
    unsafe action.__sa_handler.sa_handler = handler
    #else
    unsafe action.__sigaction_u.__sa_handler = handler
    #endif
    // No SA_RESTART: a read that waits for a pipe has to return.
    action.sa_flags = Int32(truncatingIfNeeded: SA_RESETHAND)
    _ = unsafe sigaction(number, &action, nil)
  }

  static func ignoreBrokenPipes() {
    _ = signal(SIGPIPE, SIG_IGN)
  }

  static func raiseDefault(_ number: Int32) {
    _ = signal(number, SIG_DFL)
    raise(number)
  }

  static func isKeyboardInterrupt(_ number: Int32) -> Bool { number == SIGINT }
}
