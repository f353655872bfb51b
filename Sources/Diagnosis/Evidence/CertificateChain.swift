/// The certificates of one Certificate message, and how far it was read.
package struct CertificateChain: Hashable, Sendable {
  /// Indices in ``EvidenceStore/certificates``, in the order of the message: the sender's own first.
  package var certificates: [UInt32]
  package var extent: Extent

  package init(_ certificates: [UInt32], _ extent: Extent = .whole) {
    (self.certificates, self.extent) = (certificates, extent)
  }

  /// Whether the sender has none: only a whole message without certificates says so.
  package var isEmpty: Bool { extent == .whole && certificates.isEmpty }

  /// What was read of the message.
  package enum Extent: UInt8, CaseIterable, Hashable, Sendable {
    case whole
    /// More certificates follow than are kept.
    case longer
    /// Its end is missing from the capture, or was never sent.
    case truncated
    /// It is longer than what is kept of such messages.
    case tooLong
    /// A length in it is wrong; the certificates before that were read.
    case malformed
  }
}
