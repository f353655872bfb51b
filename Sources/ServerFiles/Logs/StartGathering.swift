import Diagnosis

/// Puts the SCHANNEL lines of one start together, and the events that show a start with them.
///
/// 1. Lines of one component belong together when no more than ``window`` lies between two of them.
/// 2. A protocol that was named before begins another start, however soon.
/// 3. The event of the start may stand before or behind the lines.
struct StartGathering {
  /// Nanoseconds. A start waits for the database; two starts by hand are further apart.
  static let window: Int64 = 300 * 1_000_000_000

  private var open: [LoggedComponent: Open] = [:]

  private struct Open {
    var start: ServiceStart
    var last: Int64?
    var hasEvent: Bool
  }

  mutating func add(
    _ line: SchannelLine, time: Int64?, component: LoggedComponent, to facts: inout ServerFacts
  ) {
    if var current = open[component], Self.isClose(time, current.last),
      !current.start.protocols.contains(where: {
        $0.protocolName == line.protocolName && line.protocolName != nil
      })
    {
      current.start.protocols.append(line)
      current.last = time
      open[component] = current
      return
    }
    close(component, into: &facts)
    let start = ServiceStart(
      time: time, component: component, sign: .schannelLines, citation: line.citation, protocols: [line])
    open[component] = Open(start: start, last: time, hasEvent: false)
  }

  mutating func add(
    _ sign: ServiceStart.Sign, time: Int64?, component: LoggedComponent, citation: Citation,
    to facts: inout ServerFacts
  ) {
    if var current = open[component], !current.hasEvent, Self.isClose(time, current.last) {
      current.hasEvent = true
      current.last = time
      open[component] = current
      return
    }
    close(component, into: &facts)
    let start = ServiceStart(
      time: time, component: component, sign: sign, citation: citation, protocols: [])
    open[component] = Open(start: start, last: time, hasEvent: true)
  }

  /// Ends the log; the starts are then in the order of their lines.
  mutating func finish(_ facts: inout ServerFacts) {
    for component in LoggedComponent.allCases { close(component, into: &facts) }
    facts.serviceStarts.sort { $0.citation.line < $1.citation.line }
  }

  private mutating func close(_ component: LoggedComponent, into facts: inout ServerFacts) {
    if let current = open.removeValue(forKey: component) { facts.add(current.start) }
  }

  private static func isClose(_ time: Int64?, _ last: Int64?) -> Bool {
    guard let time, let last else { return time == nil && last == nil }
    return (time - last).magnitude <= UInt64(window)
  }
}
