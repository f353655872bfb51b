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
