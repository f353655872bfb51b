import Protocols

extension ClientHello {
  /// JA3 as 32 hexadecimal digits; nil where the hello is not whole, since part of a list makes another client.
  var ja3: String? { isComplete ? Fingerprints.ja3(self).unlessEmpty : nil }

  /// JA4; nil where the hello is not whole.
  var ja4: String? { isComplete ? Fingerprints.ja4(self).unlessEmpty : nil }
}

extension ServerHello {
  /// JA3S as 32 hexadecimal digits; nil where the hello is not whole.
  var ja3s: String? { isComplete ? Fingerprints.ja3s(self).unlessEmpty : nil }
}

extension String {
  /// Nil for the empty text that a hello in SSL 2.0 format has as its fingerprint: none is defined for it.
  fileprivate var unlessEmpty: String? { isEmpty ? nil : self }
}

extension ProtocolVersion {
  /// The name, or the number of a version without one.
  var displayedName: String { name ?? hexadecimal }
}
