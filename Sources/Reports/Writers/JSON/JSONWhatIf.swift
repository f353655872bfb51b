import Diagnosis
import Protocols

/// Writes what would have to change so that a refused hello is taken. What depends on the hello and the endpoint
/// alone is written once and kept: a scan has one finding a server.
struct JSONWhatIf {
  private struct Key: Hashable {
    var offer: UInt32
    var endpoint: String
    var code: FindingCode
  }

  /// How many are kept; more kinds of hellos than that do not share their findings.
  private static let limit = 1024

  private var written: [Key: ByteBuffer] = [:]

  /// The member `what_if`; nothing where there is nothing certain to say.
  mutating func add(_ finding: Finding, of capture: ReportedCapture, to json: inout JSONText) {
    guard finding.code == .verdict(.noCommonCipher) || finding.code == .verdict(.versionReject),
      let endpoint = finding.endpoint, let offer = capture.offer(of: finding)
    else { return }
    let key = Key(offer: offer, endpoint: endpoint.id, code: finding.code)
    if written[key] == nil {
      if written.count >= Self.limit { written.removeAll() }
      written[key] = Self.members(finding.code, capture.store.clientHellos[Int(offer)], endpoint)
    }
    guard let members = written[key], members.count > 0 else { return }
    json.openObject("what_if")
    json.fragment(members)
    json.closeObject()
  }

  private static func members(_ code: FindingCode, _ hello: ClientHello, _ endpoint: Endpoint) -> ByteBuffer {
    var json = JSONText()
    if code == .verdict(.versionReject) {
      if let outlook = VersionOutlook(hello, endpoint) { json.add(outlook) }
    } else if let comparison = CipherComparison(hello, endpoint) {
      json.add(comparison)
    }
    return json.buffer
  }
}

extension JSONText {
  fileprivate mutating func add(_ comparison: CipherComparison) {
    member("text", Words.english.whatIf(comparison))
    member("missing", comparison.gap.rawValue)
    member("offered", comparison.offered)
    member("taken", comparison.taken)
    member("common", comparison.common)
    if !comparison.offeredGroups.isEmpty { member("offered_groups", comparison.offeredGroups) }
    if let taken = comparison.takenGroups { member("taken_groups", taken) }
    if !comparison.missingGroups.isEmpty { member("missing_groups", comparison.missingGroups) }
    add(comparison.additions)
  }

  fileprivate mutating func add(_ outlook: VersionOutlook) {
    member("text", Words.english.whatIf(outlook))
    member("version", ProtocolVersion.tls12)
    member("systems", outlook.systems.map(\.rawValue))
    member("common", outlook.common)
    add(outlook.additions)
  }

  private mutating func add(_ additions: [SuiteAddition]) {
    openArray("add")
    for addition in additions {
      openObject()
      member("systems", addition.systems.map(\.rawValue))
      member("likely", addition.likely.map(\.rawValue))
      if !addition.cipherSuites.isEmpty { member("cipher_suites", addition.cipherSuites) }
      if !addition.curves.isEmpty { member("curves", addition.curves) }
      closeObject()
    }
    closeArray()
  }
}
