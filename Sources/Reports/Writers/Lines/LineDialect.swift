/// The names that a report of lines uses (`--dialect`).
package struct LineDialect: Sendable {
  /// What `--dialect` calls it.
  package let name: String
  /// Makes a writer of its lines.
  let lines: @Sendable () -> any FlowLines

  /// The names of the JSON report.
  package static let own = LineDialect(name: "wsuscap") { ReportLines() }

  /// Every dialect. A new one is a file beside this one and a line here.
  package static let all: [LineDialect] = [
    own,
    LineDialect(name: "ecs") { ECSLines() },
    LineDialect(name: "zeek") { ZeekLines() },
  ]

  /// The dialect of that name; nil when there is none.
  package static func named(_ name: String) -> LineDialect? {
    all.first { $0.name == name }
  }
}
