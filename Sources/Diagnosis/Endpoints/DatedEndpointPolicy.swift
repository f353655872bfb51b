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
