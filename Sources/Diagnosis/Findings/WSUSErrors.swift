/// An error that a WSUS server answered with, and how often.
package struct WSUSError: Hashable, Sendable {
  /// The first of them.
  package var exchange: WSUSExchange
  package private(set) var count = 1
  /// Of the last, in nanoseconds since 1970 (UTC).
  private(set) var last: Int64

  package init(_ exchange: WSUSExchange) {
    self.exchange = exchange
    last = exchange.time
  }

  mutating func add(_ exchange: WSUSExchange) {
    count += 1
    last = max(last, exchange.time)
  }

  /// What errors of one finding have alike: the request and the answer.
  func isAlike(_ exchange: WSUSExchange) -> Bool {
    self.exchange.subject == exchange.subject && self.exchange.answer == exchange.answer
  }
}

/// What a WSUS server answered one client without an error, on any connection.
struct WSUSAnswers: Sendable {
  /// When each request was answered last.
  private var last: [UInt16: Int64] = [:]
  /// Until when there may be answers that no event lists.
  private var unlisted = Int64.min

  mutating func add(_ traffic: WSUSTraffic, of evidence: FlowEvidence) {
    for exchange in traffic.exchanges where !exchange.answer.isError {
      guard last[exchange.subject] != nil || last.count < Self.subjectLimit else { continue }
      last[exchange.subject] = max(last[exchange.subject] ?? .min, exchange.time)
    }
    if traffic.hasUnlisted { unlisted = max(unlisted, evidence.end) }
  }

  /// The client got what it wanted after the error.
  func overcame(_ error: WSUSError) -> Bool { (last[error.exchange.subject] ?? .min) > error.last }

  /// An error that tells a client to renew something is in order, unless the client did and met it again, or had time to
  /// and did not get on.
  func makesFinding(_ error: WSUSError, captureEnd: Int64) -> Bool {
    guard error.exchange.answer.isRenewal else { return true }
    if overcame(error) || unlisted > error.last { return false }
    return error.count >= Self.renewalLimit || captureEnd &- error.last >= Self.renewalTime
  }

  /// Of all services together there are some forty operations.
  private static let subjectLimit = 64
  /// Windows authentication asks twice, a client renews its cookie once.
  private static let renewalLimit = 3
  /// Within it a client that renews something repeats its request, in nanoseconds.
  private static let renewalTime: Int64 = 10_000_000_000
}
