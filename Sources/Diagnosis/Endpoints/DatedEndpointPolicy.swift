package import Protocols

/// Which servers are the update service, what each takes, and when that was so.
///
/// Servers change what they take, and captures are judged years later. So a policy holds its facts with their dates,
/// and ``policy(asOf:)`` gives the ``EndpointPolicy`` of one day, which is all that a ``Judge`` knows.
package struct DatedEndpointPolicy: Hashable, Sendable {
  package var endpoints: [DatedEndpoint]
  /// The lowest version that a server which no entry names is taken to accept.
  package var defaultMinimumVersion: ProtocolVersion

  package init(endpoints: [DatedEndpoint], defaultMinimumVersion: ProtocolVersion) {
    self.endpoints = endpoints
    self.defaultMinimumVersion = defaultMinimumVersion
  }

  /// What held on a day: the entries that were valid, each with its terms of that day.
  package func policy(asOf date: CalendarDate) -> EndpointPolicy {
    EndpointPolicy(
      endpoints: endpoints.compactMap { $0.endpoint(asOf: date) },
      defaultMinimumVersion: defaultMinimumVersion)
  }
}

/// An entry of a policy with its dates.
package struct DatedEndpoint: Hashable, Sendable {
  /// What holds on each day that no period names.
  package var endpoint: Endpoint
  /// The days on which the entry is in the policy at all; on others its hosts are servers like any.
  package var validity: DateSpan
  /// Other terms for a time. They do not overlap.
  package var periods: [Period]

  /// The entry as it stood for a time: hosts and id are those of ``DatedEndpoint/endpoint``.
  package struct Period: Hashable, Sendable {
    package var span: DateSpan
    package var endpoint: Endpoint

    package init(span: DateSpan, endpoint: Endpoint) {
      self.span = span
      self.endpoint = endpoint
    }
  }

  package init(_ endpoint: Endpoint, validity: DateSpan = DateSpan(), periods: [Period] = []) {
    self.endpoint = endpoint
    self.validity = validity
    self.periods = periods
  }

  /// The entry as it stood on a day; nil when it was not in the policy.
  package func endpoint(asOf date: CalendarDate) -> Endpoint? {
    guard validity.contains(date) else { return nil }
    return periods.first { $0.span.contains(date) }?.endpoint ?? endpoint
  }
}

/// Where a policy came from.
package enum PolicySource: Hashable, Sendable {
  case builtIn
  /// The path as the user wrote it; `-` is standard input.
  case file(String)
}

/// The policy that captures are judged by, before a capture is there to say of which day.
package struct PolicyChoice: Sendable {
  package var policy: DatedEndpointPolicy
  package var source: PolicySource
  /// The day whose terms hold, when the user names one; nil for the day of each capture.
  package var asOf: CalendarDate?
  /// What stands for the day of a capture that has none.
  package var today: CalendarDate

  package init(
    _ policy: DatedEndpointPolicy, source: PolicySource, asOf: CalendarDate? = nil, today: CalendarDate
  ) {
    self.policy = policy
    self.source = source
    self.asOf = asOf
    self.today = today
  }

  /// The policy for a capture whose first packet came then, in nanoseconds since 1970; nil for one without
  /// packets.
  package func inForce(firstPacket: Int64?) -> PolicyInForce {
    let captured = firstPacket.map(CalendarDate.init(nanoseconds:)).flatMap { $0 < Self.firstDay ? nil : $0 }
    let date = asOf ?? captured ?? today
    return PolicyInForce(
      policy: policy.policy(asOf: date), asOf: date, isDateChosen: asOf != nil, source: source)
  }

  /// Packets from before 1990 were stamped by a clock that nobody had set: it counts from 1970 or 1980.
  private static let firstDay = CalendarDate(daysSince1970: 7305)
}

/// A policy as it stood on the day of a capture.
package struct PolicyInForce: Sendable {
  package var policy: EndpointPolicy
  package var asOf: CalendarDate
  /// The user named the day.
  package var isDateChosen: Bool
  package var source: PolicySource

  package init(policy: EndpointPolicy, asOf: CalendarDate, isDateChosen: Bool, source: PolicySource) {
    self.policy = policy
    self.asOf = asOf
    self.isDateChosen = isDateChosen
    self.source = source
  }

  /// The choice of just these terms, whatever the day of a capture.
  package var alone: PolicyChoice {
    let dated = DatedEndpointPolicy(
      endpoints: policy.endpoints.map { DatedEndpoint($0) },
      defaultMinimumVersion: policy.defaultMinimumVersion)
    return PolicyChoice(dated, source: source, asOf: asOf, today: asOf)
  }

  /// Neither the policy nor its day is other than a user expects who gave no option.
  package var isDefault: Bool { source == .builtIn && !isDateChosen }
}
