import Diagnosis
import OrderedCollections
import Packets
import Protocols

/// The DNS questions of a capture that got no address, by client and name.
///
/// A resolver is asked again, and others are asked, within seconds: a failure counts only when no usable answer for the
/// same name came about that time.
struct NameQuestions: Sendable {
  fileprivate struct Key: Hashable {
    let client: IPAddress
    let name: String
  }

  fileprivate struct History {
    var failures: [UnresolvedName.Question] = []
    /// Asked and not answered yet.
    var waiting: [Asked] = []
    var lastUsable: Int64?
  }

  /// 64 bytes, because all open questions are looked through for each answer.
  fileprivate struct Asked {
    let key: Key
    let resolver: IPAddress
    let time: Int64
    let frame: UInt32
    let type: UInt16
    let identifier: UInt16

    var question: UnresolvedName.Question {
      UnresolvedName.Question(
        resolver: resolver, type: type, askedIn: frame, answeredIn: 0, time: time, outcome: .unanswered)
    }
  }

  /// The newest questions without an answer. Nearly every one is answered before many others are asked, so that its
  /// name needs no history.
  private var open: [Asked] = []
  /// The latest answers with an address, the next to be replaced at ``nextUsable``.
  private var usable: [(key: Key, time: Int64)] = []
  private var nextUsable = 0
  /// Names with a failure, or a question that waited while many others were asked.
  private var keys = OrderedSet<Key>()
  /// Of each of ``keys``.
  private var histories: [History] = []

  /// Names that are watched, per capture: a busy resolver's clients ask for some ten thousand.
  static let nameLimit = 16_384
  /// Questions that are kept of one name: more show nothing new.
  private static let questionLimit = 64
  /// Clients of a resolver that wait at the same time.
  private static let openLimit = 64
  /// Answers within which a client asks for both types of address.
  private static let usableLimit = 256
  /// How long a client goes on to ask: Windows gives up after some ten seconds.
  static let retryPeriod: Int64 = 10_000_000_000
  /// How long the last question must have waited to count as unanswered: by then the next would have come.
  static let silence: Int64 = 5_000_000_000

  /// Notes a question or an answer; those about other types than A and AAAA say nothing about an address, nor do those
  /// of a resolver that asks other servers: a referral, or an alias alone, is no failure to it.
  mutating func note(
    _ message: DNSMessage, from source: IPAddress, to destination: IPAddress, frame: UInt32, time: Int64
  ) {
    guard let question = message.question, question.type == 1 || question.type == 28, !question.name.isEmpty,
      message.wantsRecursion
    else { return }
    if message.isAnswer {
      let key = Key(client: destination, name: question.name)
      return noteAnswer(message, question.type, key, from: source, frame: frame, time: time)
    }
    if open.count == Self.openLimit { wait(open.removeFirst()) }
    open.append(
      Asked(
        key: Key(client: source, name: question.name), resolver: destination, time: time, frame: frame,
        type: question.type, identifier: message.identifier))
  }

  private mutating func noteAnswer(
    _ message: DNSMessage, _ type: UInt16, _ key: Key, from resolver: IPAddress, frame: UInt32, time: Int64
  ) {
    let outcome = message.outcome
    if outcome == nil, message.isTruncated || !message.isComplete {
      removeOpen(key, ofType: type)
      if let place = keys.firstIndex(of: key) { histories[place].removeWaiting(ofType: type) }
    } else if let outcome {
      let failed = UnresolvedName.Question(
        resolver: resolver, type: type, askedIn: 0, answeredIn: frame, time: time, outcome: outcome)
      noteFailure(failed, key, identifier: message.identifier)
    } else {
      noteUsable(key, time)
    }
  }

  /// - Parameter type: nil for questions of any type.
  private mutating func removeOpen(_ key: Key, ofType type: UInt16? = nil) {
    for index in open.indices.reversed() where isOpen(index, key, type) { open.remove(at: index) }
  }

  /// Field by field: a question would be copied for each answer.
  private func isOpen(_ index: Int, _ key: Key, _ type: UInt16?) -> Bool {
    open[index].key.client == key.client && (type == nil || open[index].type == type)
      && open[index].key.name == key.name
  }

  private mutating func noteUsable(_ key: Key, _ time: Int64) {
    removeOpen(key)
    if usable.count < Self.usableLimit {
      usable.append((key, time))
    } else {
      usable[nextUsable] = (key, time)
      nextUsable = (nextUsable + 1) % Self.usableLimit
    }
    if !keys.isEmpty, let place = keys.firstIndex(of: key) { histories[place].noteUsable(time) }
  }

  private mutating func noteFailure(_ failed: UnresolvedName.Question, _ key: Key, identifier: UInt16) {
    guard let place = place(of: key) else { return }
    let known = usable.lazy.filter { $0.key == key }.map(\.time).max()
    histories[place].lastUsable = [histories[place].lastUsable, known].compactMap { $0 }.max()
    histories[place].waiting += open.filter { $0.key == key }
    removeOpen(key)
    histories[place].add(failed, identifier: identifier)
  }

  /// Moves a question to its name's history.
  private mutating func wait(_ asked: Asked) {
    guard let place = place(of: asked.key), histories[place].waiting.count < Self.questionLimit else {
      return
    }
    histories[place].waiting.append(asked)
  }

  private mutating func place(of key: Key) -> Int? {
    guard keys.count < Self.nameLimit else { return keys.firstIndex(of: key) }
    let (isNew, place) = keys.append(key)
    if isNew { histories.append(History()) }
    return place
  }

  /// The names that stayed without an address, in the order in which they were asked for.
  consuming func unresolved(captureEnd: Int64) -> [UnresolvedName] {
    for asked in open { wait(asked) }
    let found = zip(keys, histories).compactMap { key, history -> UnresolvedName? in
      guard history.isFailure(captureEnd: captureEnd) else { return nil }
      let silent = history.isSilent(captureEnd: captureEnd) ? history.waiting.map(\.question) : []
      let questions = (history.failures + silent).sorted { $0.place < $1.place }
      let last = questions.map(\.time).max() ?? 0
      return UnresolvedName(
        client: key.client, name: key.name, questions: questions,
        isResolvedLater: history.lastUsable.map { $0 > last } ?? false)
    }
    return found.sorted { ($0.questions.first?.place ?? 0) < ($1.questions.first?.place ?? 0) }
  }
}

extension NameQuestions.History {
  fileprivate mutating func add(_ failed: UnresolvedName.Question, identifier: UInt16) {
    let earlier = waiting.first { $0.identifier == identifier && $0.type == failed.type }
    removeWaiting(ofType: failed.type)
    if let lastUsable, failed.time &- lastUsable <= NameQuestions.retryPeriod { return }
    guard failures.count < NameQuestions.questionLimit else { return }
    failures.append(failed)
    failures[failures.count - 1].askedIn = earlier?.frame ?? 0
  }

  fileprivate mutating func removeWaiting(ofType type: UInt16) {
    waiting.removeAll { $0.type == type }
  }

  /// What failed shortly before was overcome, and what still waits is not needed.
  fileprivate mutating func noteUsable(_ time: Int64) {
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
    waiting.last.map { captureEnd &- $0.time >= NameQuestions.silence } ?? false
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
