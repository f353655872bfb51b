import Diagnosis
import OrderedCollections
import Packets
import Protocols

/// The DNS questions of a capture that got no address, by client and name.
///
/// A resolver is asked again, and others are asked, within seconds: a failure counts only when no usable answer for the
/// same name came about that time.
struct NameQuestions: Sendable {
  private struct Key: Hashable {
    let client: IPAddress
    let name: String
  }

  fileprivate struct History {
    var failures: [UnresolvedName.Question] = []
    /// Asked and not answered yet.
    var waiting: [(id: UInt16, question: UnresolvedName.Question)] = []
    var lastUsable: Int64?
  }

  /// In the order in which they were asked for.
  private var keys = OrderedSet<Key>()
  /// Of each of ``keys``.
  private var histories: [History] = []
  /// The place of the last message: an answer mostly follows its question.
  private var newest = 0

  /// Names that are watched, per capture: a busy resolver's clients ask for some ten thousand.
  static let nameLimit = 16_384
  /// Questions that are kept of one name: more show nothing new.
  private static let questionLimit = 64
  /// How long a client goes on to ask: Windows gives up after some ten seconds.
  static let retryPeriod: Int64 = 10_000_000_000
  /// How long the last question must have waited to count as unanswered: by then the next would have come.
  static let silence: Int64 = 5_000_000_000

  /// Notes a question or an answer; those about other types than A and AAAA say nothing about an address.
  mutating func note(
    _ message: DNSMessage, from source: IPAddress, to destination: IPAddress, frame: UInt32, time: Int64
  ) {
    guard let question = message.question, question.type == 1 || question.type == 28, !question.name.isEmpty
    else { return }
    let (client, resolver) = message.isAnswer ? (destination, source) : (source, destination)
    let key = Key(client: client, name: question.name)
    guard let place = place(of: key) else { return }
    newest = place
    let asked = UnresolvedName.Question(
      resolver: resolver, type: question.type, askedIn: frame, answeredIn: 0, time: time,
      outcome: .unanswered)
    if message.isAnswer {
      histories[place].add(answer: message, as: asked)
    } else if histories[place].waiting.count < Self.questionLimit {
      histories[place].waiting.append((message.identifier, asked))
    }
  }

  private mutating func place(of key: Key) -> Int? {
    if newest < keys.count, keys[newest] == key { return newest }
    guard keys.count < Self.nameLimit else { return keys.firstIndex(of: key) }
    let (isNew, place) = keys.append(key)
    if isNew { histories.append(History()) }
    return place
  }

  /// The names that stayed without an address, in the order in which they were asked for.
  func unresolved(captureEnd: Int64) -> [UnresolvedName] {
    zip(keys, histories).compactMap { key, history in
      guard history.isFailure(captureEnd: captureEnd) else { return nil }
      let silent = history.isSilent(captureEnd: captureEnd) ? history.waiting.map(\.question) : []
      let questions = (history.failures + silent).sorted { $0.place < $1.place }
      let last = questions.map(\.time).max() ?? 0
      return UnresolvedName(
        client: key.client, name: key.name, questions: questions,
        isResolvedLater: history.lastUsable.map { $0 > last } ?? false)
    }
  }
}

extension NameQuestions.History {
  fileprivate mutating func add(answer: DNSMessage, as asked: UnresolvedName.Question) {
    let earlier = waiting.first { $0.id == answer.identifier && $0.question.type == asked.type }
    waiting.removeAll { $0.question.type == asked.type }
    guard let outcome = answer.outcome else {
      if !answer.isTruncated, answer.isComplete { noteUsable(asked.time) }
      return
    }
    if let lastUsable, asked.time &- lastUsable <= NameQuestions.retryPeriod { return }
    guard failures.count < NameQuestions.questionLimit else { return }
    var failed = asked
    (failed.answeredIn, failed.outcome) = (asked.askedIn, outcome)
    failed.askedIn = earlier?.question.askedIn ?? 0
    failures.append(failed)
  }

  /// What failed shortly before was overcome, and what still waits is not needed.
  private mutating func noteUsable(_ time: Int64) {
    lastUsable = time
    failures.removeAll { time &- $0.time <= NameQuestions.retryPeriod }
    waiting.removeAll(keepingCapacity: true)
  }

  /// Whether a client was left without an address. A failed question about AAAA alone says so only if the name does
  /// not exist: a client that does not ask for A may know the address.
  fileprivate func isFailure(captureEnd: Int64) -> Bool {
    if failures.contains(where: { $0.isAboutIPv4 || $0.outcome == .error(code: 3) }) { return true }
    return isSilent(captureEnd: captureEnd) && waiting.contains { $0.question.isAboutIPv4 }
  }

  fileprivate func isSilent(captureEnd: Int64) -> Bool {
    waiting.last.map { captureEnd &- $0.question.time >= NameQuestions.silence } ?? false
  }
}

extension UnresolvedName.Question {
  fileprivate var place: UInt32 { askedIn == 0 ? answeredIn : askedIn }
}

extension DNSMessage {
  /// Why the answer gives no address; nil when it does, or when that cannot be told.
  fileprivate var outcome: UnresolvedName.Outcome? {
    if code != 0 { return .error(code: code) }
    guard isComplete, !isTruncated else { return nil }
    var first: IPAddress?
    for case .address(let found) in records.lazy.map(\.content) {
      let address = IPAddress(high: found.high, low: found.low)
      guard address.isNoServer else { return nil }
      first = first ?? address
    }
    return first.map { .unusable($0) } ?? .noAddress
  }
}

extension IPAddress {
  /// Unspecified or loopback (RFC 6890, section 2.2).
  fileprivate var isNoServer: Bool {
    if isIPv4 { return low == 0 || low >> 24 == 127 }
    return high == 0 && low <= 1
  }
}
