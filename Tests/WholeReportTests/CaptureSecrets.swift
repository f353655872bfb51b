import Analysis
import Diagnosis
import Foundation
import Packets
import Protocols
import Reports

/// What must be in no redacted report of a capture, gathered without the code that redacts.
struct CaptureSecrets {
  private(set) var texts: Set<String> = []

  init(_ capture: ReportedCapture) {
    let policy = capture.policy.policy
    for id in 0..<capture.flowCount {
      let flow = capture.flow(id)
      texts.insert("\(flow.evidence.client.address)")
      if flow.endpoint == nil || flow.judgement.isThroughProxy {
        if !Self.isServedDirectly(flow, capture) { texts.insert("\(flow.evidence.server.address)") }
      }
      if let name = flow.serverName?.name { addHost(name, policy) }
      if let process = flow.evidence.processID {
        texts.insert("\"pid\":\(process)")
        // What WSUS runs in is kept; System, which every Windows has, is a word of the report as well.
        let known = ["w3wp.exe", "System"]
        if let name = capture.store.processNames[process], !known.contains(name) { texts.insert(name) }
      }
    }
    for index in 0..<capture.store.names.count {
      let name = capture.store.names[index]
      addHost(String(name.prefix { $0 != ":" }), policy)
    }
    let issuers = policy.endpoints.flatMap(\.expectedIssuers).map { $0.lowercased() }
    func isExpected(_ name: String) -> Bool { issuers.contains { name.lowercased().contains($0) } }
    // What the names of expected issuers and of the certificates below them say anyway.
    let expected = capture.store.certificates.filter { isExpected($0.issuer) }
    let known =
      expected.map(\.subject)
      + capture.store.certificates.flatMap { [$0.subject, $0.issuer].filter(isExpected) }
    for certificate in capture.store.certificates {
      if isExpected(certificate.issuer) { continue }
      texts.formUnion([certificate.subject, certificate.issuer].filter { !$0.isEmpty && !isExpected($0) })
      texts.insert(certificate.sha256)
      if certificate.serial.count > 6 { texts.insert(certificate.serial) }
      for name in certificate.subjectAlternativeNames { addHost(name, policy) }
      for part in (certificate.subject + "," + certificate.issuer).split(separator: ",") {
        guard let value = part.split(separator: "=", maxSplits: 1).last, value.count > 3 else { continue }
        if known.contains(where: { $0.contains(value) }) || value == "Microsoft" { continue }
        if policy.endpoint(forHost: value.lowercased()) == nil { texts.insert(String(value)) }
      }
    }
    for interface in capture.description.interfaces {
      if let name = interface.name { texts.insert("\"name\":\"\(name)\"") }
    }
    texts.insert(capture.description.path)
    texts.insert(URL(filePath: capture.description.path).deletingLastPathComponent().path)
  }

  /// The address also serves an endpoint without a proxy, so it is no secret.
  private static func isServedDirectly(_ flow: JudgedFlow, _ capture: ReportedCapture) -> Bool {
    let address = flow.evidence.server.address
    return (0..<capture.flowCount).contains { id in
      let other = capture.flow(id)
      return other.evidence.server.address == address && other.endpoint != nil
        && !other.judgement.isThroughProxy
    }
  }

  private mutating func addHost(_ name: String, _ policy: EndpointPolicy) {
    let name = name.lowercased()
    let isKnown = policy.endpoints.contains { $0.hosts.contains { $0.hasSuffix(name.dropFirst()) } }
    // Shorter ones are words of the report.
    guard name.count > 3, policy.endpoint(forHost: name) == nil, !isKnown else { return }
    texts.insert(name)
  }

  /// The secrets that is in a report as words of their own.
  func found(in report: String) -> [String] {
    let lower = report.lowercased()
    return texts.filter { secret in
      let secret = secret.lowercased()
      var start = lower.startIndex
      while let range = lower.range(of: secret, options: .literal, range: start..<lower.endIndex) {
        let before = range.lowerBound > lower.startIndex ? lower[lower.index(before: range.lowerBound)] : " "
        let after = range.upperBound < lower.endIndex ? lower[range.upperBound] : " "
        let isApart = !before.isLetter && !before.isNumber && before != "." && before != ":"
        if isApart || before == ":" && !secret.hasPrefix(":"), !after.isLetter, !after.isNumber {
          return true
        }
        start = range.upperBound
      }
      return false
    }
  }
}
