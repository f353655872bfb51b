/// The process that the program runs as.
package enum CurrentProcess {
  /// A variable of the environment; nil when it is not set.
  package static func environment(_ name: String) -> String? { SystemCalls.environment(name) }

  package static func exit(_ status: Int32) -> Never { SystemCalls.endProcess(status) }

  /// Whole seconds since 1970 (UTC), now.
  package static var time: Int64 { SystemCalls.time }
}
