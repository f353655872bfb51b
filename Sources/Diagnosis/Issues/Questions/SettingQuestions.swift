import Protocols

/// What the capture itself decides.
///
/// A client that finished TLS 1.2 with the endpoint, or whose system never lacked the update, does not have
/// issue 3.
enum CapturedSuccess: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    guard issue.isCandidate(.synchronizationFailsWithoutRollup) else { return [] }
    if case .sameClientSucceeds(let flow) = issue.captured { return [step(.clientSucceeds(flow: flow))] }
    if case .helloOfNewerSystem(let flow) = issue.captured { return [step(.helloOfNewerSystem(flow: flow))] }
    return []
  }

  private static func step(_ claim: DecisionStep.Claim) -> DecisionStep {
    DecisionStep(
      claim, for: [.importFails], against: [.synchronizationFailsWithoutRollup], weight: .decisive)
  }
}

/// Issue 3 affects only Windows Server 2012 and 2012 R2. Files of several releases are not of one server, and
/// a release that does not send the client's hello is not the client's.
enum WindowsRelease: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    let computers = issue.severalComputers
    if !computers.isEmpty {
      let named = issue.facts.windowsVersions.filter { $0.computerName != nil }
      return [DecisionStep(.severalComputers(computers), citations: named.map(\.citation))]
    }
    guard let version = issue.facts.windowsVersions.last(where: { $0.server != nil }),
      let server = version.server
    else { return [] }
    let others = issue.otherReleases
    if others.count > 1 {
      return [
        DecisionStep(.severalReleases(others), citations: issue.facts.windowsVersions.map(\.citation))
      ]
    }
    if !others.isEmpty, let systems = issue.clientSystem?.systems {
      return [DecisionStep(.releaseDiffersFromHello(server, systems), citations: [version.citation])]
    }
    let rollup = ArticleIssue.synchronizationFailsWithoutRollup
    guard issue.isCandidate(rollup), !rollup.systems.contains(server) else {
      return [DecisionStep(.windowsRelease(server), citations: [version.citation])]
    }
    return [
      DecisionStep(
        .windowsRelease(server), for: [.importFails], against: [rollup], weight: .decisive,
        citations: [version.citation])
    ]
  }
}

/// Does WSUS synchronise with another endpoint than the one that these attempts are for? Then imports fail
/// alone, and synchronisation will once the old endpoint is switched off.
enum UpdateSources: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    guard issue.endpoint.role == .sync, let source = issue.facts.updateSources.last,
      !issue.endpoint.hosts.contains(source.host), ".\(source.host)".hasSuffix(".update.microsoft.com")
    else { return [] }
    return [DecisionStep(.synchronizesElsewhere(host: source.host), citations: [source.citation])]
  }
}

/// A policy overrides what is set locally ("Manage Transport Layer Security").
enum CipherOrders: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    guard issue.isCandidate(.limitedCiphers) else { return [] }
    var steps: [DecisionStep] = []
    if issue.facts.hasNoCipherPolicy {
      let disabled = issue.facts.disabledCipherPolicy
      steps.append(DecisionStep(.noCipherPolicy, citations: disabled.map { [$0.citation] } ?? []))
    }
    for order in issue.facts.cipherOrders where order.faults.contains(.wrongType) {
      steps.append(
        DecisionStep(.cipherOrderIsFaulty(order.source, [.wrongType]), citations: [order.citation]))
    }
    guard let order = issue.facts.effectiveCipherOrder else { return steps }
    if let taken = issue.endpoint.cipherSuites {
      let hasSuites = order.cipherSuites.contains { taken.contains($0) }
      steps.append(
        DecisionStep(
          hasSuites ? .cipherOrderHasSuites(order.source) : .cipherOrderLacksSuites(order.source),
          for: hasSuites ? [] : [.limitedCiphers], against: hasSuites ? [.limitedCiphers] : [],
          citations: [order.citation]))
    }
    if !order.faults.isEmpty {
      steps.append(
        DecisionStep(.cipherOrderIsFaulty(order.source, order.faults), citations: [order.citation]))
    }
    return steps
  }
}

/// Which Group Policy objects may set the order? Those that apply, where nothing tells which one does.
enum AppliedPolicies: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    guard issue.isCandidate(.limitedCiphers), !issue.facts.hasNoCipherPolicy,
      issue.facts.effectiveCipherOrder.map({ $0.source.rank > 0 }) ?? true
    else { return [] }
    return issue.facts.policyResults.filter { !$0.objects.isEmpty }.map {
      DecisionStep(.policiesApplied($0.objects), citations: [$0.citation])
    }
  }
}

extension ServerFacts {
  /// The cipher suite order in effect, as far as the files tell: Group Policy's, else its registry value, else what
  /// Get-TlsCipherSuite printed, else the local order. A policy that is disabled, or whose value Windows ignores, sets
  /// none.
  package var effectiveCipherOrder: CipherOrder? {
    cipherOrders.filter { !$0.isDisabled && !$0.faults.contains(.wrongType) }
      .min { $0.source.rank < $1.source.rank }
  }

  /// The policy that is disabled, where no other one sets an order.
  var disabledCipherPolicy: CipherOrder? {
    cipherOrders.contains { $0.source.rank == 0 && !$0.isDisabled }
      ? nil : cipherOrders.first(where: \.isDisabled)
  }

  /// Whether a Group Policy report was read to its end and sets no order.
  var hasNoCipherPolicy: Bool {
    // `gpresult /r` has no settings, so that its text proves nothing.
    let reports = files.filter { $0.kind == .groupPolicyReport || $0.kind == .groupPolicyXML }
    let isWhole = reports.allSatisfy { file in
      !file.notes.contains { note in
        switch note {
        case .endsEarly, .readInPart, .unreadable, .cutLines: true
        case .mixedEncodings, .assumedTimeZone, .timesWithoutZone, .moreFacts, .unreadableValue, .excerpt,
          .assumedEncoding, .otherControlSet, .noSettings:
          false
        }
      }
    }
    let hasPolicy = cipherOrders.contains { $0.source.rank == 0 && !$0.isDisabled }
    return !hasPolicy && (disabledCipherPolicy != nil || !reports.isEmpty && isWhole)
  }
}

extension CipherOrder.Source {
  fileprivate var rank: Int {
    switch self {
    case .groupPolicy: 0
    case .policyRegistry: 1
    case .effective: 2
    case .localRegistry: 3
    }
  }
}

/// Which protocols are disabled for clients, by the registry ("TLS registry settings") or the SCHANNEL lines
/// of the last start? A hello that offers TLS 1.2 shows that it is enabled.
enum DisabledProtocols: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    let settings = issue.facts.protocolSettings.filter { $0.role == .client }
    let disabled = settings.filter { $0.enabled == 0 }
    var steps: [DecisionStep] = []
    let modern = settings.filter(\.disablesTLS12).flatMap(\.citations) + lines(issue.facts)
    if !modern.isEmpty, issue.verdict.properties.symptom != .noCommonCipher {
      steps.append(DecisionStep(.modernProtocolDisabled, against: issue.candidates, citations: modern))
    }
    let old = disabled.filter { $0.protocolName != "TLS 1.2" }
    if !old.isEmpty {
      let silent: [ArticleIssue] = [
        .importFailsAfterHardening, .synchronizationFailsWithConfigurationManager,
      ]
      steps.append(
        DecisionStep(
          .protocolsDisabled(old.map(\.protocolName)), for: issue.candidates.filter(silent.contains),
          citations: old.flatMap(\.citations)))
    }
    return steps
  }

  private static func lines(_ facts: ServerFacts) -> [Citation] {
    let start = facts.serviceStarts.last { !$0.protocols.isEmpty }
    return start?.protocols.filter { $0.protocolName == "TLS 1.2" && $0.state == .disabled }.map(\.citation)
      ?? []
  }
}

extension ProtocolSetting {
  /// Disabled, or only for programs that ask for it by name.
  fileprivate var disablesTLS12: Bool {
    protocolName == "TLS 1.2" && (enabled == 0 || disabledByDefault.map { $0 != 0 } == true)
  }
}

/// Does `w3wp.exe.config` already contain the resolution for imports? It does not tell which issue it is.
enum WorkerProcessSwitches: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    guard let file = issue.facts.workerProcessSwitch else { return [] }
    if let fault = file.fault {
      return [DecisionStep(.switchFileIsBroken(fault), citations: [file.citation])]
    }
    guard file.value == false else { return [DecisionStep(.switchIsNotSet, citations: [file.citation])] }
    return [
      DecisionStep(.switchIsSet, against: issue.candidates.filter(\.isImport), citations: [file.citation])
    ]
  }
}

extension ArticleIssue {
  var isImport: Bool {
    switch self {
    case .importFails, .importFailsAfterHardening, .synchronizationFailsWithConfigurationManager: true
    case .synchronizationFailsWithoutRollup, .limitedCiphers: false
    }
  }
}

/// Are the values that let .NET Framework use TLS 1.2 in the registry?
enum StrongCryptography: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    // WSUS is a program of .NET Framework 4; its worker process has 64 bits.
    let settings = issue.facts.frameworkSettings.filter { $0.version == .v4 }
    guard settings.contains(where: { !$0.is32Bit }) else { return [] }
    let missing = settings.flatMap { [$0.strongCrypto, $0.systemDefaultTLS] }.filter { $0 != 1 }.count
    let citations = settings.flatMap(\.citations)
    if missing > 0 {
      return [DecisionStep(.strongCryptographyIsNotSet(missing: missing), citations: citations)]
    }
    return [
      DecisionStep(
        .strongCryptographyIsSet, against: issue.candidates.filter(\.isImport), citations: citations)
    ]
  }
}
