import Glibc
import Synchronization

/// Remembers the signal that asked the program to end, so that what was begun is put right first.
///
/// A second signal of the same kind ends the program at once.
enum Interruption {
  private static let signal = Atomic<Int32>(0)

  /// Whether the user asked to stop.
  static var isRequested: Bool { signal.load(ordering: .relaxed) != 0 }

  /// Starts watching for Ctrl-C, a closed terminal and `kill`; a closed pipe becomes an error of `write`.
  static func watch() {
    _ = isRequested  // made here, so that the handler only stores
    // Whoever started the program may have left these signals blocked, as threads of a test or a service have them.
    var watched = sigset_t()
    unsafe sigemptyset(&watched)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      install(number)
      unsafe sigaddset(&watched, number)
    }
    unsafe pthread_sigmask(SIG_UNBLOCK, &watched, nil)
    _ = Glibc.signal(SIGPIPE, SIG_IGN)
  }

  /// Ends the program by the signal itself when it was not Ctrl-C, so that its parent sees the truth.
  static func passOn() {
    let number = signal.load(ordering: .relaxed)
    guard number != 0, number != SIGINT else { return }
    _ = Glibc.signal(number, SIG_DFL)
    raise(number)
  }

  private static func install(_ number: Int32) {
    var action = sigaction()
    unsafe action.__sigaction_handler.sa_handler = { Interruption.signal.store($0, ordering: .relaxed) }
    // No SA_RESTART: a read that waits for a pipe has to come back.
    action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND))
    _ = unsafe sigaction(number, &action, nil)
  }
}
