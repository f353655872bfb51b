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
    return nanoseconds(now)
  }

  // MARK: Descriptors

  static var physicalMemory: Int? {
    let (pages, size) = (sysconf(Int32(_SC_PHYS_PAGES)), sysconf(Int32(_SC_PAGESIZE)))
    return pages > 0 && size > 0 ? pages * size : nil
  }

  static var onlineProcessors: Int { sysconf(Int32(_SC_NPROCESSORS_ONLN)) }

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

  /// Gives a file its final name where nothing has that; false when something has. Where the file system has no hard links,
  /// the file is renamed.
  static func link(_ draft: PathName, to path: PathName) throws(FileError) -> Bool {
    let status = unsafe draft.withCString { old in
      unsafe path.withCString { new in unsafe linkat(AT_FDCWD, old, AT_FDCWD, new, 0) }
    }
    if status == 0 { return true }
    switch errno {
    case EEXIST: return false
    case EPERM, ENOTSUP, EMLINK, ENOSYS:
      if path.kind != nil { return false }
      try rename(draft, to: path)
      return true
    default: throw FileError(.create, path, lastError)
    }
  }

  // MARK: Locks

  /// Locks a file of this run for as long as it is open; false when somebody has removed it before. A file system without
  /// locks is not an error.
  static func lock(_ descriptor: FileDescriptor) -> Bool {
    if flock(descriptor.rawValue, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK { return false }
    guard let status = try? Stat(descriptor) else { return true }
    return status.linkCount > 0
  }

  /// Removes a file unless the program that writes it lives.
  static func removeUnlessLocked(_ path: PathName) {
    let options: FileDescriptor.OpenOptions = [.closeOnExec, .nonBlocking, .noFollow]
    let opened = try? unsafe path.withCString {
      try unsafe FileDescriptor.open($0, .writeOnly, options: options)
    }
    guard let opened else { return }
    if flock(opened.rawValue, LOCK_EX | LOCK_NB) == 0 { remove(path) }
    try? opened.close()
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

  #if canImport(Darwin)
  static let waitsForWriters = false
  #else
  /// Whether a pipe that is opened without waiting shows no end until it has had a writer.
  static let waitsForWriters = true
  #endif

  /// Opens something that may wait, until a signal asks the program to end.
  static func interruptible<Result>(
    _ action: FileError.Action, _ path: PathName, _ body: () throws -> Result
  ) throws(FileError) -> Result {
    while true {
      do throws(FileError) {
        return try FileError.wrapping(action, path, body)
      } catch {
        if !error.isInterrupted || Interruption.isRequested { throw error }
      }
    }
  }

  /// Waits for data; false when a signal has asked the program to end.
  static func waitForInput(_ descriptor: FileDescriptor) -> Bool {
    wait([pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)], milliseconds: -1) ?? true
  }

  /// Waits until something can be written; false when a signal has asked the program to end, and nothing can be.
  static func waitForOutput(_ descriptor: FileDescriptor) -> Bool {
    wait([pollfd(fd: descriptor.rawValue, events: Int16(POLLOUT), revents: 0)], milliseconds: -1) ?? true
  }

  /// False when a signal has asked the program to end.
  static func pause(milliseconds: Int32) -> Bool { wait([], milliseconds: milliseconds) ?? true }

  /// Whether one of some descriptors is ready; false when none is and a signal has asked the program to end; nil at the end
  /// of the time.
  private static func wait(_ descriptors: [pollfd], milliseconds: Int32) -> Bool? {
    var polled = descriptors + [pollfd(fd: Interruption.wakeDescriptor, events: Int16(POLLIN), revents: 0)]
    while true {
      let count = unsafe poll(&polled, numericCast(polled.count), milliseconds)
      if count == 0 { return nil }
      if count < 0, errno != EINTR { return true }
      if count > 0 { return polled.dropLast().contains { $0.revents != 0 } }
    }
  }

  /// A pipe that a handler of signals writes to, so that who waits for something else wakes up; nil when there can be none.
  static func makePipe() -> (read: Int32, write: Int32)? {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { return nil }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    return (ends[0], ends[1])
  }

  /// Async-signal-safe.
  static func wake(_ descriptor: Int32) {
    var byte: UInt8 = 1
    let before = errno
    _ = unsafe write(descriptor, &byte, 1)
    errno = before
  }

  static let interruptions = [SIGINT, SIGTERM, SIGHUP]

  /// Lets `handler` see the first of each signal that asks the program to end; the second of one kind ends it.
  static func handleInterruptions(_ handler: @escaping @convention(c) (Int32) -> Void) {
    // Whoever started the program may have left these signals blocked, as threads of a test or a service have them.
    var watched = sigset_t()
    unsafe sigemptyset(&watched)
    for number in interruptions {
      // What nohup ignores stays ignored.
      if number == SIGHUP, isIgnored(number) { continue }
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

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard unsafe sigaction(number, nil, &action) == 0 else { return false }
    #if canImport(Glibc)
    let handler = unsafe action.__sigaction_handler.sa_handler
    #elseif canImport(Musl)
    let handler = unsafe action.__sa_handler.sa_handler
    #else
    let handler = unsafe action.__sigaction_u.__sa_handler
    #endif
    return unsafe unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  static func ignoreBrokenPipes() {
    _ = signal(SIGPIPE, SIG_IGN)
  }

  static func raiseDefault(_ number: Int32) {
    _ = signal(number, SIG_DFL)
    // Threads of the concurrency library have signals blocked.
    var own = sigset_t()
    unsafe sigemptyset(&own)
    unsafe sigaddset(&own, number)
    unsafe pthread_sigmask(SIG_UNBLOCK, &own, nil)
    raise(number)
  }

  static func isKeyboardInterrupt(_ number: Int32) -> Bool { number == SIGINT }
}
