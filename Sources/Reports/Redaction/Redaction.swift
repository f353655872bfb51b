import Analysis
package import Diagnosis
import Packets

/// Removes from a report who was captured (`--redact`), before any writer sees it.
///
/// Replaced are addresses of clients, proxies and servers outside the policy, host names, names and numbers
/// of certificates, processes, interfaces, paths, and all of these in quoted lines. Verdicts, frames, times,
/// ports, sizes, hellos and fingerprints stay.
package struct Redaction: Sendable {
  private var pseudonyms: Pseudonyms

  /// - Parameter key: makes the same pseudonyms in every run; nil for pseudonyms of this value only.
  package init(key: String?) {
    pseudonyms = Pseudonyms(key: key)
  }

  /// What a report says of a redacted capture, as a note.
  static let note = CaptureDescription.Note(
    code: "redacted",
    message: "addresses, names, paths and processes in this report are pseudonyms (--redact)")

  /// The capture under pseudonyms. Makes every flow once.
  package mutating func redacted(_ capture: ReportedCapture) -> ReportedCapture {
    let census = CaptureCensus(capture)
    var redactor = redactor(capture.policy.policy, endpointServers: census.endpointServers)
    let substitutes = Substitutes(census, &redactor)
    let certificates = RedactedCertificates(capture.store.certificates, names: redactor.names)
    var redacted = capture
    redacted.store = capture.store.replacing(
      names: { redactor.authority($0) }, certificates: { certificates.redacted($0, &redactor) })
    let makeFlow = capture.makeFlow
    redacted.makeFlow = { substitutes.redacted(makeFlow($0, &$1)) }
    redacted.findings = capture.findings.replacing(substitutes.redacted)
    for (index, finding) in capture.findings.enumerated() {
      guard let issue = finding.issue, !issue.steps.isEmpty else { continue }
      redacted.findings.assess(index, as: redactor.redacted(issue))
    }
    redacted.description = redactor.redacted(capture.description)
    if case .file(let path) = capture.policy.source {
      redacted.policy.source = .file(redactor.path(path, .policy))
    }
    pseudonyms = redactor.pseudonyms
    return redacted
  }

  /// The facts of a server's files, under pseudonyms.
  /// - Parameter policy: its hosts are public.
  package mutating func redacted(_ reading: ServerFileReading, policy: EndpointPolicy) -> ServerFileReading {
    var redactor = redactor(policy, endpointServers: [])
    let redacted = ServerFileReading(
      understood: reading.understood.map { redactor.redacted($0) },
      refused: reading.refused.map { redactor.redacted($0) })
    pseudonyms = redactor.pseudonyms
    return redacted
  }

  private mutating func redactor(_ policy: EndpointPolicy, endpointServers: Set<IPAddress>) -> Redactor {
    let names = PublicNames(policy)
    // One that is a pseudonym in an earlier capture gets one of its own.
    let kept = endpointServers.filter { pseudonyms.reserve($0) }
    return Redactor(names: names, addresses: kept, pseudonyms: pseudonyms)
  }
}

extension Redactor {
  mutating func redacted(_ description: CaptureDescription) -> CaptureDescription {
    var redacted = description
    redacted.path = path(description.path, .capture)
    for (index, interface) in description.interfaces.enumerated() {
      guard let name = interface.name else { continue }
      let token = token(.interface, name)
      redacted.interfaces[index].name = token
      for note in redacted.notes.indices {
        redacted.notes[note].message = redacted.notes[note].message
          .replacing(" on interface \(name):", with: " on interface \(token):")
        if case .lost(let frames, name) = redacted.notes[note].facts {
          redacted.notes[note].facts = .lost(frames: frames, interface: token)
        }
      }
    }
    for note in redacted.notes.indices { redacted.notes[note].message = line(redacted.notes[note].message) }
    redacted.notes.append(Redaction.note)
    return redacted
  }
}
