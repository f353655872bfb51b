import Analysis

/// Flows of lines, until the line of their capture comes. At a limit the oldest are given up, a quarter at once so that
/// it is done seldom.
struct WaitingFlows {
  struct Limits {
    /// As many as a capture has unless `--max-flows` allows more.
    var flows = ResourceBudget.standard.flows
    /// Of flows, with some 500 each, and names of captures.
    var bytes = 224 << 20
    /// Captures whose lines are mixed: a worker has one at a time.
    var captures = 16_384
  }

  private let limits: Limits
  private var numbers: [String: Int] = [:]
  /// By numbers that grow.
  private var captures: [Int: WaitingCapture] = [:]
  private var next = 0
  private var flowCount = 0
  private var byteCount = 0
  /// How many flows were given up.
  private(set) var givenUp = 0
  /// Captures were given up too: then ``WaitingCapture/givenUp`` does not tell it all.
  private(set) var hasGivenUpCaptures = false

  init(limits: Limits = Limits()) {
    self.limits = limits
  }

  var captureCount: Int { captures.count }

  /// A later flow with the same id replaces the earlier one.
  mutating func add(_ flow: PackedFlow, of name: String) {
    let number = number(of: name)
    change(number) { $0.add(flow) }
    if flowCount > limits.flows || byteCount > limits.bytes { giveUpFlows() }
  }

  /// - Returns: what waited for the line of a capture.
  mutating func take(_ name: String) -> WaitingCapture {
    guard let number = numbers.removeValue(forKey: name), let capture = captures.removeValue(forKey: number)
    else { return WaitingCapture(name: name) }
    flowCount -= capture.flows.count
    byteCount -= capture.size
    return capture
  }

  private mutating func number(of name: String) -> Int {
    if let known = numbers[name] { return known }
    if captures.count >= limits.captures { giveUpCaptures() }
    next += 1
    let capture = WaitingCapture(name: name)
    (numbers[name], captures[next]) = (next, capture)
    byteCount += capture.size
    return next
  }

  private mutating func change(_ number: Int, _ body: (inout WaitingCapture) -> Void) {
    guard var capture = captures.removeValue(forKey: number) else { return }
    flowCount -= capture.flows.count
    byteCount -= capture.size
    body(&capture)
    flowCount += capture.flows.count
    byteCount += capture.size
    captures[number] = capture
  }

  private mutating func giveUpFlows() {
    let (flows, bytes) = (limits.flows / 4 * 3, limits.bytes / 4 * 3)
    for number in captures.keys.sorted() where flowCount > flows || byteCount > bytes {
      let (excessFlows, excessBytes, before) = (flowCount - flows, byteCount - bytes, flowCount)
      change(number) { $0.giveUpOldest(flows: excessFlows, bytes: excessBytes) }
      givenUp += before - flowCount
    }
  }

  private mutating func giveUpCaptures() {
    hasGivenUpCaptures = true
    for number in captures.keys.sorted().prefix(limits.captures / 4 + 1) {
      guard let capture = captures[number] else { continue }
      givenUp += take(capture.name).flows.count
    }
  }
}
