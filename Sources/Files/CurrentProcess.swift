package enum CurrentProcess {
  package static func environment(_ name: String) -> String? { SystemCalls.environment(name) }

  package static func exit(_ status: Int32) -> Never { SystemCalls.endProcess(status) }

  /// Whole seconds since 1970 (UTC), now.
  package static var time: Int64 { SystemCalls.time }
}
