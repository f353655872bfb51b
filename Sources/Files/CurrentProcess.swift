import Synchronization

package enum CurrentProcess {
  package static func environment(_ name: String) -> String? { SystemCalls.environment(name) }

  package static func exit(_ status: Int32) -> Never { SystemCalls.endProcess(status) }

  /// Bytes of memory that the computer has; nil when it does not say.
  package static var physicalMemory: Int? { SystemCalls.physicalMemory }

  /// Whole seconds since 1970 (UTC), now.
  package static var time: Int64 { SystemCalls.time }
}

/// Remembers the signal that asked the program to end, so that it can clean up. A second one ends it at once.
package enum Interruption {
  private static let signal = Atomic<Int32>(0)

  package static var isRequested: Bool { signal.load(ordering: .relaxed) != 0 }

  package static func watch() {
    _ = isRequested  // initialized here, so that the handler only stores
    SystemCalls.handleInterruptions { Interruption.signal.store($0, ordering: .relaxed) }
    SystemCalls.ignoreBrokenPipes()
  }

  /// Ends the program by the signal itself when it was not Ctrl-C, so that its parent sees the reason.
  package static func passOn() {
    let number = signal.load(ordering: .relaxed)
    guard number != 0, !SystemCalls.isKeyboardInterrupt(number) else { return }
    SystemCalls.raiseDefault(number)
  }
}
