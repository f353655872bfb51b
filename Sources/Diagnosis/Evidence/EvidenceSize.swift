import Protocols

// How many bytes of memory evidence takes.

/// The place in a set, and what finds it there.
private let place = 32
/// What an array or a text of its own costs besides its content.
private let allocation = 32

extension Array {
  /// Of elements that are not elsewhere.
  fileprivate var flatBytes: Int { isEmpty ? 0 : count * MemoryLayout<Element>.stride + allocation }
}

extension String {
  /// Up to 15 bytes are in the value itself.
  fileprivate var keptBytes: Int { utf8.count <= 15 ? 0 : utf8.count + allocation }
}

extension [String] {
  fileprivate var keptBytes: Int {
    reduce(isEmpty ? 0 : allocation) { $0 + MemoryLayout<String>.stride + $1.keptBytes }
  }
}

extension ClientHello {
  var keptBytes: Int {
    let lists = [
      cipherSuites.flatBytes, sslv2CipherKinds.flatBytes, compressionMethods.flatBytes, extensions.flatBytes,
      supportedVersions.flatBytes, supportedGroups.flatBytes, ecPointFormats.flatBytes,
      signatureAlgorithms.flatBytes, alpn.keptBytes, faults.keptBytes,
    ]
    return lists.reduce(MemoryLayout<Self>.stride + place, +)
  }
}

extension ServerHello {
  var keptBytes: Int {
    let lists = [
      sslv2CipherKinds.flatBytes, extensions.flatBytes, faults.keptBytes, alpn.map(\.keptBytes) ?? 0,
    ]
    return lists.reduce(MemoryLayout<Self>.stride + place, +)
  }
}

extension CertificateSummary {
  var keptBytes: Int {
    [subject, issuer, serial, sha256, key, signature].reduce(MemoryLayout<Self>.stride + place) {
      $0 + $1.keptBytes
    }
      + subjectAlternativeNames.keptBytes
  }
}

extension CertificateChain {
  var keptBytes: Int { MemoryLayout<Self>.stride + place + certificates.flatBytes }
}
