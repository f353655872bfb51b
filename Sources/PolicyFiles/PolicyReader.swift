import Diagnosis
import Protocols

/// Reads a policy file: its text, its shape, each of its values, and what has to fit together. It goes on behind a
/// fault, so that one reading tells all of them.
struct PolicyReader {
  private(set) var faults = PolicyFaults()
  /// What the file's entries are added to, when it says `mode: extend`.
  let extended: DatedEndpointPolicy?

  init(extending extended: DatedEndpointPolicy?) {
    self.extended = extended
  }

  mutating func fault(_ place: FilePlace, _ message: String, _ advice: String) {
    faults.add(place, message, advice)
  }

  /// The policy of a file's bytes.
  mutating func policy(_ bytes: [UInt8]) throws(PolicyFaults) -> DatedEndpointPolicy {
    var yaml = YAMLReading()
    let value = yaml.value(of: try PolicyText(bytes))
    faults = yaml.faults
    let read = value.flatMap { policy($0) }
    if value == nil, faults.isEmpty {
      fault(.start, "the file holds no policy", "begin it with version: 1 and a list of endpoints")
    }
    guard let read, faults.isEmpty else { throw faults.sorted() }
    return read
  }

  /// The policy of a file; nil when it is not even a mapping. With faults it is not to be used.
  private mutating func policy(_ value: YAMLValue) -> DatedEndpointPolicy? {
    guard let file = fields(value, "the file", PolicyKey.ofFile) else { return nil }
    readVersion(file)
    let extended = readsExtension(file) ? extended : nil
    let minimum = readDefault(file) ?? extended?.defaultMinimumVersion ?? .tls12
    let entries = readEndpoints(file, defaultMinimum: minimum)
    checkDuplicates(entries)
    var policy = DatedEndpointPolicy(endpoints: entries.map(\.endpoint), defaultMinimumVersion: minimum)
    if let extended { policy.endpoints = Self.extend(extended.endpoints, by: policy.endpoints) }
    return policy
  }

  private mutating func readVersion(_ file: PolicyFields) {
    guard let value = file[.version] else {
      return fault(file.place, "the version is missing", "write version: 1 in the first line")
    }
    guard let text = text(value, "version"), text != "1" else { return }
    fault(value.place, "there is no version \(quoted(text))", "write version: 1")
  }

  private mutating func readsExtension(_ file: PolicyFields) -> Bool {
    guard let value = file[.mode], let text = text(value, "mode") else { return false }
    if text != "replace", text != "extend" {
      fault(value.place, "there is no mode \(quoted(text))", "write replace or extend")
    }
    return text == "extend"
  }

  private mutating func readDefault(_ file: PolicyFields) -> ProtocolVersion? {
    guard let value = file[.default], let fields = fields(value, "default", PolicyKey.ofDefault) else {
      return nil
    }
    return fields[.minimumVersion].flatMap { version($0, .minimumVersion) }
  }

  private mutating func readEndpoints(
    _ file: PolicyFields, defaultMinimum: ProtocolVersion
  ) -> [EndpointEntry] {
    guard let value = file[.endpoints] else {
      fault(file.place, "the list of endpoints is missing", "write endpoints: and its entries")
      return []
    }
    return list(value, .endpoints, mayBeEmpty: true)?
      .compactMap { entry($0, defaultMinimum: defaultMinimum) } ?? []
  }

  /// An entry whose id is there already takes its place. Others stand before those that are there, so that of two
  /// entries for one host the user's counts.
  private static func extend(_ known: [DatedEndpoint], by added: [DatedEndpoint]) -> [DatedEndpoint] {
    let replacements = Dictionary(added.map { ($0.endpoint.id, $0) }) { first, _ in first }
    let ids = Set(known.map(\.endpoint.id))
    return added.filter { !ids.contains($0.endpoint.id) }
      + known.map { replacements[$0.endpoint.id] ?? $0 }
  }
}
