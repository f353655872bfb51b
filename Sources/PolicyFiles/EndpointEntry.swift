import Diagnosis
import Packets
import Protocols

/// An entry of a policy file, and the positions of its names.
struct EndpointEntry {
  var endpoint: DatedEndpoint
  var idPosition: FilePosition
  var hosts: [(name: String, position: FilePosition)]
  var addresses: [(address: IPAddress, position: FilePosition)]
}

extension PolicyReader {
  /// An entry of the list of endpoints; nil when it is not a mapping. Faulty values keep their default.
  mutating func entry(_ value: YAMLValue, defaultMinimum: ProtocolVersion) -> EndpointEntry? {
    guard let fields = fields(value, .endpoint, PolicyKey.ofEndpoint) else { return nil }
    let id = readID(fields)
    let hosts = readHosts(fields)
    let addresses = readAddresses(fields)
    var endpoint = Endpoint(
      id: id ?? "", hosts: hosts.map(\.name), role: .content, minimumVersion: defaultMinimum,
      maximumVersion: .tls13, cipherSuites: nil, cipherSuitesAsOf: nil, groups: nil, hasRSACertificate: nil,
      expectedIssuers: [], addresses: addresses.map(\.address))
    endpoint.statesMinimumVersion = false
    if fields[.role] == nil { fault(fields.position, .missingRole) }
    readTerms(fields, to: &endpoint)
    let validity = readSpan(fields, .validFrom, .validUntil)
    let periods = readPeriods(fields, of: endpoint)
    return EndpointEntry(
      endpoint: DatedEndpoint(endpoint, validity: validity, periods: periods),
      idPosition: fields[.id]?.position ?? fields.position, hosts: hosts, addresses: addresses)
  }

  private mutating func readID(_ fields: PolicyFields) -> String? {
    guard let value = fields[.id] else {
      fault(fields.position, .missingID)
      return nil
    }
    guard let id = text(value, .id) else { return nil }
    guard id.utf8.count <= 64, id.utf8.allSatisfy(Self.isOfID) else {
      fault(value.position, .invalidID(id))
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

  private mutating func readHosts(_ fields: PolicyFields) -> [(name: String, position: FilePosition)] {
    guard let value = fields[.hosts] else {
      fault(fields.position, .missingHosts)
      return []
    }
    return list(value, .hosts)?.compactMap { item in host(item).map { ($0, item.position) } } ?? []
  }

  private mutating func readAddresses(_ fields: PolicyFields) -> [(
    address: IPAddress, position: FilePosition
  )] {
    guard let value = fields[.addresses] else { return [] }
    return list(value, .addresses)?.compactMap { item in address(item).map { ($0, item.position) } } ?? []
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
        fault(item.position, .tooManyPeriods(limit: Self.periodLimit))
        break
      }
      guard let period = period(item, of: endpoint) else { continue }
      if let known = periods.first(where: { $0.span.overlaps(period.span) }) {
        fault(item.position, .overlappingPeriod(known.span))
      }
      periods.append(period)
    }
    return periods
  }

  private mutating func period(_ value: YAMLValue, of endpoint: Endpoint) -> DatedEndpoint.Period? {
    guard let fields = fields(value, .period, PolicyKey.ofPeriod) else { return nil }
    if fields[.from] == nil, fields[.until] == nil {
      fault(fields.position, .periodWithoutDates)
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
    if let start = span.from, let end = span.until, end < start, let position = fields[until]?.position {
      fault(position, .reversedDates(until, end, from, start))
    }
    return span
  }
}

extension PolicyReader {
  /// Ids, hosts and addresses are to lead to one entry on every day.
  mutating func checkDuplicates(_ entries: [EndpointEntry]) {
    var ids = SeenNames<String>()
    var hosts = SeenNames<String>()
    var addresses = SeenNames<String>()
    for entry in entries {
      let id = entry.endpoint.endpoint.id
      if !id.isEmpty, let first = ids.add(id, entry.idPosition, DateSpan()) {
        fault(entry.idPosition, .usedID(id, line: first.line))
      }
      for host in entry.hosts {
        guard let first = hosts.add(host.name, host.position, entry.endpoint.validity) else { continue }
        fault(host.position, .usedHost(host.name, line: first.line))
      }
      for address in entry.addresses {
        let text = address.address.description
        guard let first = addresses.add(text, address.position, entry.endpoint.validity) else { continue }
        fault(address.position, .usedAddress(text, line: first.line))
      }
    }
  }
}

/// Where names were seen, and for which days.
private struct SeenNames<Name: Hashable> {
  private var seen: [Name: [(position: FilePosition, span: DateSpan)]] = [:]

  /// Notes a name; where it was seen before for some of the same days.
  mutating func add(_ name: Name, _ position: FilePosition, _ span: DateSpan) -> FilePosition? {
    let first = seen[name]?.first { $0.span.overlaps(span) }?.position
    seen[name, default: []].append((position, span))
    return first
  }
}
