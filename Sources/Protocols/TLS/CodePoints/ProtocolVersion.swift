/// A protocol version as two bytes on the wire (RFC 8446, section 4.1.2 and appendix D).
///
/// The order is that of the protocols. Drafts of TLS 1.3 rank as TLS 1.3: unequal, but neither is older. An
/// unknown number ranks by itself, so remove GREASE before asking for the largest version.
package struct ProtocolVersion: CodePoint, Comparable {
  package let rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let ssl20 = Self(rawValue: 0x0002)
  package static let ssl30 = Self(rawValue: 0x0300)
  package static let tls10 = Self(rawValue: 0x0301)
  package static let tls11 = Self(rawValue: 0x0302)
  package static let tls12 = Self(rawValue: 0x0303)
  package static let tls13 = Self(rawValue: 0x0304)

  /// The version this one was to become: TLS 1.3 for its drafts and experiments, else the version itself.
  package var released: ProtocolVersion {
    switch rawValue {
    case Self.drafts, Self.experiments, 0xfb17, 0xfb1a: .tls13
    default: self
    }
  }

  package static func < (left: ProtocolVersion, right: ProtocolVersion) -> Bool {
    left.released.rawValue < right.released.rawValue
  }

  /// Versions of RFC 2246, 4346, 5246, 6101 and 8446 and of SSL 2.0; no registry exists.
  package static let assignments: [(number: UInt16, name: String)] = [
    (0x0002, "SSL 2.0"),
    (0x0300, "SSL 3.0"),
    (0x0301, "TLS 1.0"),
    (0x0302, "TLS 1.1"),
    (0x0303, "TLS 1.2"),
    (0x0304, "TLS 1.3"),
  ]

  /// The name of a version, that of a draft or an experiment of TLS 1.3 included.
  package static func name(of number: UInt16) -> String? {
    switch number {
    case drafts: "TLS 1.3 draft \(number - drafts.lowerBound)"
    case experiments: "TLS 1.3 experiment \(number - experiments.lowerBound + 1)"
    case 0xfb17: "TLS 1.3 draft 23 (Facebook)"
    case 0xfb1a: "TLS 1.3 draft 26 (Facebook)"
    default: assignments.first { $0.number == number }?.name
    }
  }

  /// 0x7f00 plus the number of the draft, up to the last one (draft-ietf-tls-tls13-28, section 4.2.1.1).
  private static let drafts: ClosedRange<UInt16> = 0x7f00...0x7f1c

  /// Trials of middlebox behaviour that Chrome ran in 2017 (BoringSSL, `TLS1_3_EXPERIMENT_VERSION`).
  private static let experiments: ClosedRange<UInt16> = 0x7e01...0x7e03
}
