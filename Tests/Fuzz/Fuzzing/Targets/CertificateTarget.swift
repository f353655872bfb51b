import Protocols

extension FuzzTarget {
  static let certificate = FuzzTarget(name: "certificate", about: "a certificate in DER (X.509)") { bytes in
    let summary = CertificateSummary(der: bytes.span)
    require(summary.subject.utf8.count <= 1 << 20, "a name of \(summary.subject.utf8.count) bytes")
  }
}
