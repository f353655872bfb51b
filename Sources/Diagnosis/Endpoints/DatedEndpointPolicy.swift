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

  /// By the ids of the entries: their lists that may not be those of a day.
  package func datedLists(on date: CalendarDate) -> [String: ListKinds] {
    let dated = endpoints.map { ($0.endpoint.id, $0.datedLists(on: date)) }.filter { !$0.1.isEmpty }
    return Dictionary(dated) { first, _ in first }
  }
}

/// Lists of what an endpoint accepts.
package struct ListKinds: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let cipherSuites = ListKinds(rawValue: 1 << 0)
  package static let groups = ListKinds(rawValue: 1 << 1)
  package static let signatureAlgorithms = ListKinds(rawValue: 1 << 2)
  static let all: ListKinds = [.cipherSuites, .groups, .signatureAlgorithms]
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

  /// The lists that are more than two years older than a day; all in the month in which the terms changed.
  fileprivate func datedLists(on date: CalendarDate) -> ListKinds {
    let (year, month, _) = date.yearMonthDay
    if periods.contains(where: { $0.span.changes(inMonth: (year, month)) }) { return .all }
    let known = endpoint(asOf: date)
    var dated: ListKinds = []
    if Self.isOld(known?.cipherSuitesAsOf, on: date) { dated.insert(.cipherSuites) }
    if Self.isOld(known?.groupsAsOf, on: date) { dated.insert(.groups) }
    if Self.isOld(known?.signatureAlgorithmsAsOf, on: date) { dated.insert(.signatureAlgorithms) }
    return dated
  }

  private static func isOld(_ asOf: String?, on date: CalendarDate) -> Bool {
    guard let listed = asOf.flatMap(CalendarDate.init(ofListing:))?.yearMonthDay else { return false }
    let (year, month, day) = date.yearMonthDay
    return (year - yearsOfTrust, month, day) > (listed.year, listed.month, listed.day)
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
    inForce.datedLists = policy.datedLists(on: date)
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
  /// By the ids of the entries: their lists that may not be those of the day.
  package var datedLists: [String: ListKinds] = [:]

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
