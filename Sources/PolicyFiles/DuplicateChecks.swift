import Diagnosis
import Packets

extension PolicyReader {
  /// Ids, hosts and addresses are to lead to one entry on every day.
  mutating func checkDuplicates(_ entries: [EndpointEntry]) {
    var ids = Sightings<String>()
    var hosts = Sightings<String>()
    var addresses = Sightings<String>()
    for entry in entries {
      let id = entry.endpoint.endpoint.id
      if !id.isEmpty, let first = ids.add(id, entry.idPlace, DateSpan()) {
        fault(
          entry.idPlace, "the id \(quoted(id)) stands in line \(first.line) already",
          "give one of the two another, or join them with periods")
      }
      for host in entry.hosts {
        guard let first = hosts.add(host.name, host.place, entry.endpoint.validity) else { continue }
        fault(
          host.place, "the host \(quoted(host.name)) stands in line \(first.line) already",
          "remove one of the two")
      }
      for address in entry.addresses {
        let text = address.address.description
        guard let first = addresses.add(text, address.place, entry.endpoint.validity) else { continue }
        fault(
          address.place, "the address \(quoted(text)) stands in line \(first.line) already",
          "remove one of the two")
      }
    }
  }
}

/// Where names were seen, and for which days.
private struct Sightings<Name: Hashable> {
  private var seen: [Name: [(place: FilePlace, span: DateSpan)]] = [:]

  /// Notes a name; where it was seen before for some of the same days.
  mutating func add(_ name: Name, _ place: FilePlace, _ span: DateSpan) -> FilePlace? {
    let first = seen[name]?.first { $0.span.overlaps(span) }?.place
    seen[name, default: []].append((place, span))
    return first
  }
}
