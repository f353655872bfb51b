package import Analysis
import CaptureFiles
package import Diagnosis
import Packets

/// Takes out of a report who was captured (`--redact`): each capture, and what was read in a server's files, is changed
/// before a writer gets it, so that no format can forget to.
///
/// Replaced are the addresses of clients, proxies and servers outside the endpoint policy, host names outside it,
/// names and numbers of certificates for them, processes, interfaces, paths, digests, and in quoted lines all that is not
/// known to be the same on every server. Verdicts, frames, times, ports, sizes, hellos and their fingerprints stay.
package struct Redaction: Sendable {
  var pseudonyms: Pseudonyms

  /// - Parameter key: makes the same pseudonyms in every run; nil for pseudonyms of this value only.
  package init(key: String?) {
    pseudonyms = Pseudonyms(key: key)
  }

  /// The capture under pseudonyms. Makes every flow once.
  package mutating func redacted(_ capture: CaptureResult) -> CaptureResult {
    var parts = CaptureParts(
      description: capture.description, policy: capture.policy, store: capture.store,
      findings: capture.findings)
    let ids = capture.ids ?? Array(0..<capture.flowCount)
    let flows = redact(&parts, ids: ids) { capture.flow($0) }
    return capture.replacing(
      description: parts.description, policy: parts.policy, store: parts.store, findings: parts.findings,
      flows: flows)
  }

  /// Puts the parts of a capture under pseudonyms, and returns what does the same to each of its flows.
  mutating func redact(
    _ parts: inout CaptureParts, ids: [Int], flow: (Int) -> JudgedFlow
  ) -> @Sendable (JudgedFlow) -> JudgedFlow {
    var ends = FlowEnds(ids: ids, policy: parts.policy.policy, flow: flow)
    for finding in parts.findings { finding.unresolvedName.map { ends.add($0) } }
    var redactor = redactor(parts.policy.policy, endpointServers: ends.endpointServers)
    let endPseudonyms = EndPseudonyms(ends, &redactor)
    let certificates = RedactedCertificates(parts.store.certificates, names: redactor.names)
    parts.store = parts.store.replacing(
      names: { redactor.authority($0) }, protocols: { redactor.applicationProtocol($0) },
      quotes: ClearText.shown,
      certificates: { certificates.redacted($0, &redactor) })
    parts.store.processNames = endPseudonyms.processNames(parts.store.processNames, &redactor)
    let findings = parts.findings
    parts.findings = findings.replacing(endPseudonyms.redacted)
    for finding in findings { redactor.learnNames(finding.serverSteps + (finding.issue?.steps ?? [])) }
    for (index, finding) in findings.enumerated() {
      if !finding.serverSteps.isEmpty {
        parts.findings.explain(index, by: finding.serverSteps.map { redactor.redacted($0) })
      }
      guard let issue = finding.issue, !issue.steps.isEmpty else { continue }
      parts.findings.assess(index, as: redactor.redacted(issue))
    }
    parts.description = redactor.redacted(parts.description)
    if case .file(let path) = parts.policy.source {
      parts.policy.source = .file(redactor.path(path, .policy))
    }
    pseudonyms = redactor.pseudonyms
    return endPseudonyms.redacted
  }

  /// What was read in a server's files, under pseudonyms.
  ///
  /// - Parameter policy: whose hosts are not replaced.
  package mutating func redacted(_ reading: ServerFileReading, policy: EndpointPolicy) -> ServerFileReading {
    var redactor = redactor(policy, endpointServers: [])
    for facts in reading.understood { redactor.learnNames(facts) }
    let redacted = ServerFileReading(
      understood: reading.understood.map { redactor.redacted($0) },
      refused: reading.refused.map { redactor.redacted($0) })
    pseudonyms = redactor.pseudonyms
    return redacted
  }

  private mutating func redactor(_ policy: EndpointPolicy, endpointServers: Set<IPAddress>) -> Redactor {
    // One that is a pseudonym in an earlier capture gets one of its own.
    let kept = endpointServers.filter { pseudonyms.reserve($0) }
    return Redactor(names: PublicNames(policy), addresses: kept, pseudonyms: pseudonyms)
  }
}

/// What a report shows of a capture beside its flows.
struct CaptureParts {
  var description: CaptureDescription
  var policy: PolicyInForce
  var store: EvidenceStore
  var findings: Findings
}

extension Redactor {
  fileprivate mutating func redacted(_ description: CaptureDescription) -> CaptureDescription {
    var redacted = description
    redacted.path = path(description.path, .capture)
    redacted.sha256 = description.sha256.map { pseudonyms.hexadecimal(.content, $0) }
    for (index, interface) in description.interfaces.enumerated() {
      guard let name = interface.name else { continue }
      redacted.interfaces[index].name = token(.interface, name)
    }
    redacted.notes = description.notes.map { self.redacted($0) } + [.redacted]
    return redacted
  }

  private mutating func redacted(_ note: CaptureDescription.Note) -> CaptureDescription.Note {
    switch note {
    case .reading(.dropped(let frames, let interface)):
      .reading(.dropped(frames: frames, interface: interface.map { token(.interface, $0) }))
    case .reading(.filterNotApplied(let linkType, let reason)):
      .reading(.filterNotApplied(linkType: linkType, reason: line(reason)))
    case .reading(.stopped), .reading(.noPacketEvents), .reading(.eventsLost), .reading(.droppedByWindows),
      .reading(.unreadableEvents), .reading(.unorderedPackets), .reading(.otherEvents), .truncatedPackets,
      .undecodedPackets,
      .unknownLinkTypes, .tunnelledPackets, .duplicatePackets, .messagesGivenUp, .readingsGivenUp,
      .flowsLeftOut, .flowsNotImported,
      .segmentsGivenUp,
      .redacted:
      note
    }
  }
}
