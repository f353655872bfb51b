import Diagnosis
import Protocols

extension CaptureDocument {
  /// What was offered beside what the endpoint accepts, and what each system can add.
  func comparison(_ finding: Finding) -> Comparison? {
    guard finding.code == .verdict(.noCommonCipher), let endpoint = finding.endpoint,
      let hello = clientHello(of: finding), let comparison = CipherComparison(hello, endpoint)
    else { return nil }
    let (offered, accepted) = comparison.columns
    return Comparison(
      heading: words.heading(.offeredAndAccepted),
      left: .init(heading: words.remark(.offered(offered.count)), entries: offered),
      right: .init(
        heading: words.remark(.accepted(accepted.count, asOf: endpoint.cipherSuitesAsOf)), entries: accepted),
      shared: words.page(.shared), conclusion: words.whatIf(comparison),
      additions: comparison.additions.map {
        (words.addition($0), $0.cipherSuites.first ?? $0.curves.first)
      },
      more: { [words] in words.remark(.more($0)) })
  }

  /// Which system the hello of a finding about an endpoint looks like, and what it would offer with TLS 1.2.
  func clientSystem(_ finding: Finding) -> [Block] {
    guard let endpoint = finding.endpoint, case .verdict(let verdict) = finding.code,
      let hello = clientHello(of: finding), let system = hello.clientSystem
    else { return [] }
    let (looks, basis) = (words.looks(system), words.basis(system))
    let text: Phrase = layout.hasPictures ? "\(looks) \(basis)" : words.paragraph([looks, basis])
    let paragraph = Paragraph(text: text, style: system.stack.isForeign ? .warning : .plain)
    guard verdict == .versionReject, let outlook = VersionOutlook(hello, endpoint) else {
      return [.paragraph(paragraph)]
    }
    return [.paragraph(paragraph), .paragraph(Paragraph(text: words.whatIf(outlook)))]
      + outlook.additions.map { .command(lead: words.addition($0), text: $0.cipherSuites.first) }
  }

  private func clientHello(of finding: Finding) -> ClientHello? {
    capture.offer(of: finding).map { capture.store.clientHellos[Int($0)] }
  }
}

extension CipherComparison {
  /// What to show side by side: suites, or curves where only those are missing.
  fileprivate var columns: (offered: [String], accepted: [String]) {
    gap == .curve
      ? (offeredGroups.map(\.displayName), (takenGroups ?? missingGroups).map(\.displayName))
      : (offered.map(\.displayName), taken.map(\.displayName))
  }
}

extension TLSStack {
  var isForeign: Bool { if case .foreign = self { true } else { false } }
}
