package import Packets

/// A name that a client asked DNS for, and for which it got no address that a server can have.
package struct UnresolvedName: Hashable, Sendable {
  package enum Outcome: Hashable, Sendable {
    /// The response code of the answer: 2 SERVFAIL, 3 NXDOMAIN, 5 REFUSED (RFC 1035, section 4.1.1).
    case error(code: UInt8)
    /// An answer without an error and without an address.
    case noAddress
    /// The answer holds only addresses that no server has: 0.0.0.0, loopback.
    case unusable(IPAddress)
    case unanswered
  }

  /// A question and what became of it.
  package struct Question: Hashable, Sendable {
    package var resolver: IPAddress
    /// 1 is A, 28 AAAA.
    package var type: UInt16
    /// 0 when only the answer was captured.
    package var askedIn: UInt32
    /// 0 when there was no answer.
    package var answeredIn: UInt32
    /// Of the answer, else of the question; in nanoseconds since 1970 (UTC).
    package var time: Int64
    package var outcome: Outcome

    package init(
      resolver: IPAddress, type: UInt16, askedIn: UInt32, answeredIn: UInt32, time: Int64, outcome: Outcome
    ) {
      self.resolver = resolver
      self.type = type
      self.askedIn = askedIn
      self.answeredIn = answeredIn
      self.time = time
      self.outcome = outcome
    }

    package var isAboutIPv4: Bool { type == 1 }
  }

  /// What the name is for.
  package enum Purpose: Hashable, Sendable {
    case endpoint
    case proxy
    /// Web Proxy Auto-Discovery: most networks do not have that name.
    case proxyDiscovery
  }

  package var client: IPAddress
  /// In lower case, without a final dot.
  package var name: String
  /// In the order of the capture; at least one.
  package var questions: [Question]
  /// A later answer had an address.
  package var isResolvedLater: Bool
  package var purpose = Purpose.endpoint

  package init(client: IPAddress, name: String, questions: [Question], isResolvedLater: Bool) {
    self.client = client
    self.name = name
    self.questions = questions
    self.isResolvedLater = isResolvedLater
  }

  /// What became of the questions: the answer counts before silence, and that about A before the one about AAAA.
  package var outcome: Outcome {
    let answered = questions.filter { $0.outcome != .unanswered }
    return (answered.first { $0.isAboutIPv4 } ?? answered.first)?.outcome ?? .unanswered
  }

  /// The DNS servers that were asked, each once.
  package var resolvers: [IPAddress] {
    var found: [IPAddress] = []
    for question in questions where !found.contains(question.resolver) { found.append(question.resolver) }
    return found
  }

  package var first: Int64 { questions.map(\.time).min() ?? 0 }
  package var last: Int64 { questions.map(\.time).max() ?? 0 }

  /// `wpad`, alone or below a domain.
  package var isProxyDiscovery: Bool { name == "wpad" || name.hasPrefix("wpad.") }
}
