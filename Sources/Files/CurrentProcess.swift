import Synchronization

package enum CurrentProcess {
  package static func environment(_ name: String) -> String? { SystemCalls.environment(name) }

  package static func exit(_ status: Int32) -> Never { SystemCalls.endProcess(status) }

  /// Bytes of memory that the computer has; nil when it does not say.
  package static var physicalMemory: Int? { SystemCalls.physicalMemory }

  /// How many processors it may use, at least 1: in a container perhaps fewer than the computer has.
  package static var processorCount: Int { max(allowedProcessors ?? SystemCalls.onlineProcessors, 1) }

  /// The bits of `Cpus_allowed: ff,ffffffff` (Linux, proc_pid_status(5)); nil on another system.
  private static var allowedProcessors: Int? {
    let bytes = try? InputFile(PathName("/proc/self/status")).readAll(limit: 65_536)
    let lines = bytes.map { String(decoding: $0, as: UTF8.self).split(separator: "\n") } ?? []
    let mask = lines.first { $0.hasPrefix("Cpus_allowed:") }?.dropFirst("Cpus_allowed:".count)
    return mask?.reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) }
  }

  /// Nanoseconds since 1970 (UTC), now.
  package static var time: Int64 { SystemCalls.time }
}

/// Remembers the signal that asked the program to end, so that it can clean up. A second one ends it at once.
package enum Interruption {
  private static let signal = Atomic<Int32>(0)
  private static let wakePipe = Atomic<Int>(-1)

  package static var isRequested: Bool { signal.load(ordering: .relaxed) != 0 }

  /// Becomes readable when a signal arrives, and stays so; -1 where nobody watches.
  static var wakeDescriptor: Int32 { Int32(truncatingIfNeeded: wakePipe.load(ordering: .relaxed)) }

  package static func watch() {
    // Both are initialized here, so that the handler only stores and writes.
    _ = isRequested
    if let ends = SystemCalls.makePipe() {
      wakePipe.store(Int(ends.write) << 32 | Int(ends.read), ordering: .relaxed)
    }
    SystemCalls.handleInterruptions {
      Interruption.signal.store($0, ordering: .relaxed)
      let ends = Interruption.wakePipe.load(ordering: .relaxed)
      if ends >= 0 { SystemCalls.wake(Int32(truncatingIfNeeded: ends >> 32)) }
    }
    SystemCalls.ignoreBrokenPipes()
  }

  /// Waits; false as soon as a signal asks the program to end.
  package static func pause(milliseconds: Int) -> Bool {
    SystemCalls.pause(milliseconds: Int32(clamping: milliseconds)) && !isRequested
  }

  /// Ends the program by the signal itself when it was not Ctrl-C, so that its parent sees the reason.
  package static func passOn() {
    let number = signal.load(ordering: .relaxed)
    guard number != 0, !SystemCalls.isKeyboardInterrupt(number) else { return }
    SystemCalls.raiseDefault(number)
  }
}
