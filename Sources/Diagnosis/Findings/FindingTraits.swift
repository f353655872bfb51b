/// What the decisive flow of a finding shows beside its verdict, as far as steps and sentences depend on it.
package struct FindingTraits: Hashable, Sendable {
  /// 0 where the proxy refused nothing: half the size of an optional.
  private let status: UInt16
  /// Whether the hello lacks a suite or a curve; nil when that is not known.
  package let cipherGap: CipherComparison.Gap?
  package let doubts: DoubtCodes
  package let cause: Cause?

  /// What came about, where the verdict alone does not tell.
  package enum Cause: Hashable, Sendable {
    /// The server answered the hello in clear text.
    case clearText
    /// The server asked for a certificate, the client sent none or another than it wants, and an alert followed.
    case clientCertificate(isSent: Bool)
    /// TLS 1.3: an encrypted alert answered the client's last flight, in which a certificate would be.
    case lastFlight
    /// A part of the server's answer never reached the client.
    case answerLost
  }

  init(_ judgement: Judgement) {
    status = judgement.proxyStatus
    cipherGap = judgement.cipherGap
    doubts = DoubtCodes(judgement.doubts)
    cause = judgement.cause
  }

  /// The status by which the proxy refused the CONNECT request.
  package var proxyStatus: Int? { status == 0 ? nil : Int(status) }
}

/// A set of ``Doubt/Code`` in two bytes.
package struct DoubtCodes: Hashable, Sendable {
  private var bits: UInt16 = 0

  init(_ doubts: [Doubt]) {
    for doubt in doubts { bits |= Self.bit(doubt.code) }
  }

  package func contains(_ code: Doubt.Code) -> Bool { bits & Self.bit(code) != 0 }

  private static func bit(_ code: Doubt.Code) -> UInt16 {
    switch code {
    case .endPrecedesHello: 1 << 0
    case .endFromElsewhere: 1 << 1
    case .lateEnd: 1 << 2
    case .contradicted: 1 << 3
    case .termsUnknown: 1 << 4
    case .termsDated: 1 << 5
    case .nameUncertain: 1 << 6
    case .privateAddress: 1 << 7
    case .bytesMissing: 1 << 8
    case .offerTruncated: 1 << 9
    case .notInPolicy: 1 << 10
    case .bytesGivenUp: 1 << 11
    }
  }
}

extension Judgement {
  /// The status by which the proxy refused the CONNECT request; 0 where it did not.
  fileprivate var proxyStatus: UInt16 {
    if case .proxyAnswered(_, _, let status) = reason { return UInt16(clamping: status) }
    return 0
  }

  fileprivate var cipherGap: CipherComparison.Gap? {
    if case .noSuiteInCommon = reason { return .cipherSuite }
    if case .noGroupInCommon = reason { return .curve }
    return nil
  }

  fileprivate var cause: FindingTraits.Cause? {
    if case .helloAnsweredOtherwise = reason { return .clearText }
    if case .serverRefusedClient(_, let certificate, _) = reason {
      return .clientCertificate(isSent: certificate != nil)
    }
    if case .serverRefusedFlight(_, _, _, true) = reason { return .lastFlight }
    if case .answerLost = reason { return .answerLost }
    return nil
  }
}
