import Diagnosis
import Packets
import Protocols

/// An entry of a policy file, and where the names in it stand.
struct EndpointEntry {
  var endpoint: DatedEndpoint
  var idPlace: FilePlace
  var hosts: [(name: String, place: FilePlace)]
  var addresses: [(address: IPAddress, place: FilePlace)]
}

extension PolicyReader {
  /// An entry of the list of endpoints; nil when it is no mapping. Values with a fault are left as they are by default.
  mutating func entry(_ value: YAMLValue, defaultMinimum: ProtocolVersion) -> EndpointEntry? {
    guard let fields = fields(value, "an endpoint", PolicyKey.ofEndpoint) else { return nil }
    let id = readID(fields)
    let hosts = readHosts(fields)
    let addresses = readAddresses(fields)
    var endpoint = Endpoint(
      id: id ?? "", hosts: hosts.map(\.name), role: .content, minimumVersion: defaultMinimum,
      maximumVersion: .tls13, cipherSuites: nil, cipherSuitesAsOf: nil, groups: nil, hasRSACertificate: nil,
      expectedIssuers: [], addresses: addresses.map(\.address))
    if fields[.role] == nil {
      fault(fields.place, "the role of an endpoint is missing", "write one of \(Self.roles)")
    }
    readTerms(fields, to: &endpoint)
    let validity = readSpan(fields, .validFrom, .validUntil)
    let periods = readPeriods(fields, of: endpoint)
    return EndpointEntry(
      endpoint: DatedEndpoint(endpoint, validity: validity, periods: periods),
      idPlace: fields[.id]?.place ?? fields.place, hosts: hosts, addresses: addresses)
  }

  private mutating func readID(_ fields: PolicyFields) -> String? {
    guard let value = fields[.id] else {
      fault(fields.place, "the id of an endpoint is missing", "give it a short name, such as id: sws")
      return nil
    }
    guard let id = text(value, "id") else { return nil }
    guard id.utf8.count <= 64, id.utf8.allSatisfy(Self.isOfID) else {
      fault(
        value.place, "\(quoted(id)) is no id",
        "write at most 64 letters, digits, hyphens, dots and underscores")
      return nil
    }
    return id
  }

  private static func isOfID(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private mutating func readHosts(_ fields: PolicyFields) -> [(name: String, place: FilePlace)] {
    guard let value = fields[.hosts] else {
      fault(
        fields.place, "the hosts of an endpoint are missing", "name them, such as hosts: [wsus.example.com]")
      return []
    }
    return list(value, .hosts)?.compactMap { item in host(item).map { ($0, item.place) } } ?? []
  }

  private mutating func readAddresses(_ fields: PolicyFields) -> [(address: IPAddress, place: FilePlace)] {
    guard let value = fields[.addresses] else { return [] }
    return list(value, .addresses)?.compactMap { item in address(item).map { ($0, item.place) } } ?? []
  }
}

// MARK: Periods

extension PolicyReader {
  /// How many periods an entry may have: no server changes its terms more often than that.
  private static let periodLimit = 100

  private mutating func readPeriods(_ fields: PolicyFields, of endpoint: Endpoint) -> [DatedEndpoint.Period] {
    guard let items = fields[.periods].flatMap({ list($0, .periods) }) else { return [] }
    var periods: [DatedEndpoint.Period] = []
    for (number, item) in items.enumerated() {
      guard number < Self.periodLimit else {
        fault(item.place, "an endpoint has more than \(Self.periodLimit) periods", "join some of them")
        break
      }
      guard let period = period(item, of: endpoint) else { continue }
      if let known = periods.first(where: { $0.span.overlaps(period.span) }) {
        fault(
          item.place, "this period overlaps that \(Self.text(of: known.span))",
          "give each day to one of them; both from and until count")
      }
      periods.append(period)
    }
    return periods
  }

  private mutating func period(_ value: YAMLValue, of endpoint: Endpoint) -> DatedEndpoint.Period? {
    guard let fields = fields(value, "a period", PolicyKey.ofPeriod) else { return nil }
    if fields[.from] == nil, fields[.until] == nil {
      fault(fields.place, "a period has neither from nor until", "write from, until or both")
    }
    var endpoint = endpoint
    // What is said of one time is not true of another.
    (endpoint.message, endpoint.resolution, endpoint.source) = (nil, nil, nil)
    let span = readSpan(fields, .from, .until)
    readTerms(fields, to: &endpoint)
    return DatedEndpoint.Period(span: span, endpoint: endpoint)
  }

  /// Two dates in the right order.
  private mutating func readSpan(_ fields: PolicyFields, _ from: PolicyKey, _ until: PolicyKey) -> DateSpan {
    let span = DateSpan(
      from: fields[from].flatMap { date($0, from) }, until: fields[until].flatMap { date($0, until) })
    if let start = span.from, let end = span.until, end < start, let place = fields[until]?.place {
      fault(
        place, "\(until.rawValue) \(end) lies before \(from.rawValue) \(start)", "exchange the two dates")
    }
    return span
  }

  private static func text(of span: DateSpan) -> String {
    [span.from.map { "from \($0)" }, span.until.map { "until \($0)" }].compactMap(\.self)
      .joined(separator: " ")
  }
}
