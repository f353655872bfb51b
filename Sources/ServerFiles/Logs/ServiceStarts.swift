import Diagnosis

/// Groups the SCHANNEL lines of one start with its events.
/// 1. Lines of one component belong together when at most ``window`` apart.
/// 2. A repeated protocol begins another start.
/// 3. The event of the start may come before or after the lines.
struct StartGathering {
  /// Nanoseconds. A start waits for the database; two starts by hand are further apart.
  static let window: Int64 = 300 * 1_000_000_000

  private var open: [LoggedComponent: Open] = [:]
  /// A start of the service was seen, and its window is not over.
  private(set) var awaitsWorkerProcess = false

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
    awaitsWorkerProcess = component == .service
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

  /// Looks at an entry that is no failure: one of the worker process soon after a start shows that it was started
  /// as well.
  mutating func noteEntry(_ head: Span<UInt8>) {
    guard let start = open[.service]?.start else { return }
    guard Self.isClose(CalendarTime(startOf: head)?.nanoseconds, start.time) else {
      awaitsWorkerProcess = false
      return
    }
    guard LogHeader(head).component == .workerProcess else { return }
    open[.service]?.start.startsWorkerProcess = true
    awaitsWorkerProcess = false
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

/// Reads what WSUS writes about a protocol of Schannel. Two wordings are known (the article):
///
///     SCHANNEL Protocol 'TLS 1.0' disabled
///     SCHANNEL Protocols subkey for 'TLS 1.2' not found. Protocol is enabled
///
/// Others are understood as far as they are plain: a name between quotation marks and one of the words `enabled` and
/// `disabled`, without `not` before it.
enum SchannelWording {
  static let start = ByteSearch("SCHANNEL")

  /// Where the message starts behind the method that WSUS writes it by, without a separator.
  static func adjoining(_ line: Span<UInt8>, from start: Int) -> Int? {
    guard method.matches(at: start, in: line) else { return nil }
    return message.first(in: line, from: start)
  }

  private static let method = ByteSearch("SchannelHelper.")
  private static let message = ByteSearch("SCHANNEL Protocol")

  /// The protocol and its state; nil when the message does not start with SCHANNEL and a word about a
  /// protocol.
  static func read(_ message: Substring) -> (name: String?, state: SchannelLine.State)? {
    let words = message.split { $0 == " " || $0 == "\t" }
    guard words.count > 1, words[0] == "SCHANNEL" else { return nil }
    let name = quoted(message)
    guard let name else { return (nil, .unknownWording) }
    return (name, state(words))
  }

  private static func quoted(_ message: Substring) -> String? {
    let quotes: Set<Character> = ["'", "\"", "‘", "’", "“", "”"]
    guard let open = message.firstIndex(where: quotes.contains) else { return nil }
    let rest = message[message.index(after: open)...]
    guard let close = rest.firstIndex(where: quotes.contains), close > rest.startIndex else { return nil }
    let name = rest[..<close]
    return name.utf8.count <= 64 ? String(name) : nil
  }

  private static func state(_ words: [Substring]) -> SchannelLine.State {
    let plain = words.map { word in word.lowercased().filter(\.isLetter) }
    func says(_ wanted: String) -> Bool { plain.contains(wanted) }
    let isNegated = plain.indices.dropFirst().contains { index in
      ["enabled", "disabled"].contains(plain[index]) && plain[index - 1] == "not"
    }
    if isNegated || says("enabled") == says("disabled") { return .unknownWording }
    return says("enabled") ? .enabled : .disabled
  }
}
