package enum CurrentProcess {
  package static func environment(_ name: String) -> String? { SystemCalls.environment(name) }

  package static func exit(_ status: Int32) -> Never { SystemCalls.endProcess(status) }
}
