package import Protocols

/// The servers of the update service and what each accepts, with dates.
///
/// Captures are judged years later, so ``policy(asOf:)`` returns the ``EndpointPolicy`` of one day for the
/// ``Judge``.
package struct DatedEndpointPolicy: Hashable, Sendable {
  package var endpoints: [DatedEndpoint]
  /// The lowest version of a server that no entry names.
  package var defaultMinimumVersion: ProtocolVersion

  package init(endpoints: [DatedEndpoint], defaultMinimumVersion: ProtocolVersion) {
    self.endpoints = endpoints
    self.defaultMinimumVersion = defaultMinimumVersion
  }

  /// The entries that were valid on a day, each with its terms of that day.
  package func policy(asOf date: CalendarDate) -> EndpointPolicy {
    EndpointPolicy(
      endpoints: endpoints.compactMap { $0.endpoint(asOf: date) },
      defaultMinimumVersion: defaultMinimumVersion)
  }

  /// The ids of the entries whose list of suites may not be that of a day.
  package func datedSuites(on date: CalendarDate) -> Set<String> {
    Set(endpoints.filter { $0.hasDatedSuites(on: date) }.map(\.endpoint.id))
  }
}

package struct DatedEndpoint: Hashable, Sendable {
  /// The terms on each day that no period covers.
  package var endpoint: Endpoint
  /// The days on which the entry is in the policy at all; on others its hosts are servers like any.
  package var validity: DateSpan
  /// Other terms for a time. They do not overlap.
  package var periods: [Period]

  /// The entry's terms for a time; hosts and id are those of ``DatedEndpoint/endpoint``.
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

  /// The entry on a day; nil when it was not in the policy.
  package func endpoint(asOf date: CalendarDate) -> Endpoint? {
    guard validity.contains(date) else { return nil }
    return periods.first { $0.span.contains(date) }?.endpoint ?? endpoint
  }

  /// How long a list is taken to hold: servers change theirs with the years.
  private static let yearsOfTrust = 2

  /// Whether the list of suites is more than two years older than a day, or changed in its month.
  fileprivate func hasDatedSuites(on date: CalendarDate) -> Bool {
    let (year, month, day) = date.yearMonthDay
    if let asOf = endpoint(asOf: date)?.cipherSuitesAsOf, let listed = CalendarDate(ofListing: asOf) {
      let (listedYear, listedMonth, listedDay) = listed.yearMonthDay
      if (year - Self.yearsOfTrust, month, day) > (listedYear, listedMonth, listedDay) { return true }
    }
    return periods.contains { $0.span.changes(inMonth: (year, month)) }
  }
}

extension CalendarDate {
  /// The day, or the first day of the month, on which a list was current.
  fileprivate init?(ofListing text: String) {
    guard let day = CalendarDate(text) ?? CalendarDate(text + "-01") else { return nil }
    self = day
  }
}

extension DateSpan {
  /// Whether it begins in a month, or the day after its end lies there.
  fileprivate func changes(inMonth month: (Int, Int)) -> Bool {
    let changes = [from, until.map { CalendarDate(daysSince1970: $0.daysSince1970 + 1) }]
    return changes.contains { day in
      day.map { ($0.yearMonthDay.year, $0.yearMonthDay.month) == month } ?? false
    }
  }
}

package enum PolicySource: Hashable, Sendable {
  case builtIn
  /// The path as the user wrote it; `-` is standard input.
  case file(String)
}

/// The policy for captures, before the day of a capture is known.
package struct PolicyChoice: Sendable {
  package var policy: DatedEndpointPolicy
  package var source: PolicySource
  /// The day whose terms apply, when the user names one; nil for the day of each capture.
  package var asOf: CalendarDate?
  package var today: CalendarDate

  package init(
    _ policy: DatedEndpointPolicy, source: PolicySource, asOf: CalendarDate? = nil, today: CalendarDate
  ) {
    self.policy = policy
    self.source = source
    self.asOf = asOf
    self.today = today
  }

  /// The policy for a capture with that first packet, in nanoseconds since 1970; nil for none.
  package func inForce(firstPacket: Int64?) -> PolicyInForce {
    let captured = firstPacket.map(CalendarDate.init(nanoseconds:)).flatMap { $0 < Self.firstDay ? nil : $0 }
    let date = asOf ?? captured ?? today
    var inForce = PolicyInForce(
      policy: policy.policy(asOf: date), asOf: date, isDateChosen: asOf != nil, source: source)
    inForce.datedSuites = policy.datedSuites(on: date)
    return inForce
  }

  /// Packets from before 1990 come from a clock that was never set: it counts from 1970 or 1980.
  private static let firstDay = CalendarDate(daysSince1970: 7305)
}

/// The policy on the day of a capture.
package struct PolicyInForce: Sendable {
  package var policy: EndpointPolicy
  package var asOf: CalendarDate
  package var isDateChosen: Bool
  package var source: PolicySource
  /// The ids of the entries whose list of suites may not be that of the day.
  package var datedSuites: Set<String> = []

  package init(policy: EndpointPolicy, asOf: CalendarDate, isDateChosen: Bool, source: PolicySource) {
    self.policy = policy
    self.asOf = asOf
    self.isDateChosen = isDateChosen
    self.source = source
  }

  /// Exactly these terms on any day.
  package var alone: PolicyChoice {
    let dated = DatedEndpointPolicy(
      endpoints: policy.endpoints.map { DatedEndpoint($0) },
      defaultMinimumVersion: policy.defaultMinimumVersion)
    return PolicyChoice(dated, source: source, asOf: asOf, today: asOf)
  }

  /// Neither the policy nor its day was chosen by an option.
  package var isDefault: Bool { source == .builtIn && !isDateChosen }
}
