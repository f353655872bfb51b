package import Diagnosis
import Packets
import Protocols

/// What differs between a connection that works and one that fails.
package struct FlowDifference: Hashable, Sendable {
  /// In the order in which it acts: from the name that is asked for to the time that it takes.
  package enum Kind: String, CaseIterable, Hashable, Sendable {
    case endpoint
    case address
    case route
    case version
    case cipherSuites = "cipher_suites"
    case groups
    case signatureAlgorithms = "signature_algorithms"
    case extensions
    case clientSystem = "client_system"
    case answer
    case certificate
    case timing
  }

  package enum Value: Hashable, Sendable {
    case none
    /// A name or an address.
    case text(String)
    /// In the order of the message.
    case list([String])
    case route(Route)
    case verdict(Verdict)
    /// Nanoseconds.
    case duration(Int64)
  }

  package var kind: Kind
  package var a: Value
  package var b: Value
  /// It is the first that explains why the one fails.
  package var explains = false
}

/// All that is compared of a flow.
struct ComparedFlow {
  let flow: JudgedFlow
  let hello: ClientHello?
  private let summary: FlowSummary
  private let store: EvidenceStore

  init(_ id: Int, of capture: CaptureResult) {
    flow = capture.flow(id)
    store = capture.store
    summary = FlowSummary(flow, store: capture.store)
    hello = summary.clientHello?.helloReference.map { capture.store.clientHello($0) }
  }

  func value(_ kind: FlowDifference.Kind) -> FlowDifference.Value {
    switch kind {
    case .endpoint: text(flow.serverName?.name)
    case .address: .text(flow.evidence.server.address.description)
    case .route: .route(flow.judgement.isThroughProxy ? .proxy : .direct)
    case .version: text(hello?.highestVersion.map { $0.name ?? $0.hexadecimal })
    case .cipherSuites: list(hello?.cipherSuites)
    case .groups: list(hello?.supportedGroups)
    case .signatureAlgorithms: list(hello?.signatureAlgorithms)
    case .extensions: list(hello?.extensions.map(\.type))
    case .clientSystem: clientSystem
    case .answer: answer
    case .certificate: text(certificate.map { "\($0.subject), \($0.issuer)" })
    case .timing: summary.roundTrip.map { .duration($0) } ?? .none
    }
  }

  private func text(_ text: String?) -> FlowDifference.Value { text.map { .text($0) } ?? .none }

  /// GREASE is other in each hello.
  private func list(_ codes: [some CodePoint]?) -> FlowDifference.Value {
    codes.map { .list($0.filter { !$0.isGREASE }.map { $0.name ?? $0.hexadecimal }) } ?? .none
  }

  private var clientSystem: FlowDifference.Value {
    guard let system = hello?.clientSystem else { return .none }
    return system.systems.isEmpty ? .none : .list(system.systems.map(\.rawValue))
  }

  private var answer: FlowDifference.Value {
    guard flow.judgement.verdict == .success, let index = summary.serverHello?.serverHelloIndex else {
      return .verdict(flow.judgement.verdict)
    }
    let suite = store.serverHellos[Int(index)].cipherSuite.map { $0.name ?? $0.hexadecimal }
    let version = store.chosenVersion(index).map { $0.name ?? $0.hexadecimal }
    return .text([version, suite].compactMap { $0 }.joined(separator: ", "))
  }

  private var certificate: CertificateSummary? {
    guard let chain = summary.certificate.server?.chain else { return nil }
    return store.certificates(ofChain: chain).first
  }
}

extension FlowDifference {
  /// All differences in order, the first that explains the failure marked.
  static func all(good: ComparedFlow, bad: ComparedFlow, goodIsA: Bool) -> [FlowDifference] {
    var found = Kind.allCases.compactMap { kind -> FlowDifference? in
      let (ofGood, ofBad) = (good.value(kind), bad.value(kind))
      guard differ(kind, ofGood, ofBad) else { return nil }
      return FlowDifference(kind: kind, a: goodIsA ? ofGood : ofBad, b: goodIsA ? ofBad : ofGood)
    }
    let explanation = Explanation(good: good, bad: bad)
    if let first = found.firstIndex(where: { explanation.rests(on: $0.kind) }) {
      found[first].explains = true
    }
    return found
  }

  private static func differ(_ kind: Kind, _ good: Value, _ bad: Value) -> Bool {
    guard case .duration(let one) = good, case .duration(let other) = bad else {
      // Of what one of them did not come to, nothing differs.
      if kind == .certificate || kind == .timing, good == .none || bad == .none { return false }
      return good != bad
    }
    let (less, more) = (min(one, other), max(one, other))
    return more &- less > shortestTime && more / 2 > less
  }

  /// Nanoseconds: less is the same network at another hour.
  private static let shortestTime: Int64 = 20_000_000
}
