import Diagnosis
import Protocols

/// The names of a capture's certificates.
///
/// A certificate is kept as it is when one of the policy's issuers gave it to a host of the policy. Of all others every
/// name that is not in the policy is replaced, and with it serial number and fingerprint, by which a certificate can be
/// looked up. The same distinguished name becomes the same text everywhere, so that chains stay intact.
struct RedactedCertificates {
  /// Subjects of certificates that are kept.
  private var subjects: Set<String> = []
  private let names: PublicNames

  init(_ certificates: [CertificateSummary], names: PublicNames) {
    self.names = names
    subjects = Set(certificates.filter(isPublic).map(\.subject))
  }

  private func isPublic(_ certificate: CertificateSummary) -> Bool {
    let commonNames = DirectoryName(certificate.subject).parts.filter { $0.type == "CN" }.map(\.value)
    let hosts = certificate.subjectAlternativeNames + commonNames
    return certificate.fault == nil && names.contains(issuer: certificate.issuer) && !hosts.isEmpty
      && hosts.allSatisfy { names.contains(host: HostName.normalized($0)) }
  }

  func redacted(_ certificate: CertificateSummary, _ redactor: inout Redactor) -> CertificateSummary {
    var redacted = certificate
    redacted.subject = name(certificate.subject, &redactor)
    redacted.issuer = name(certificate.issuer, &redactor)
    redacted.subjectAlternativeNames = certificate.subjectAlternativeNames.map { redactor.host($0) }
    // What cannot be read may be anybody's.
    guard redacted != certificate || certificate.fault != nil else { return certificate }
    if !certificate.serial.isEmpty {
      redacted.serial = String(
        redactor.pseudonyms.hexadecimal(.serial, certificate.serial).prefix(Self.serialDigits))
    }
    redacted.sha256 = redactor.pseudonyms.hexadecimal(.fingerprint, certificate.sha256)
    return redacted
  }

  /// As many as a serial number of sixteen bytes has; the longest has twenty (RFC 5280, section 4.1.2.2).
  private static let serialDigits = 32

  /// A name that is the policy's stays, but not what somebody added to it: an inspecting proxy may take that name.
  private func name(_ name: String, _ redactor: inout Redactor) -> String {
    if name.isEmpty { return name }
    let isPublic = names.contains(issuer: name) || subjects.contains(name)
    return DirectoryName(name).replacing { part in
      if isPublic, names.contains(part) { return part.value }
      return part.looksLikeHost ? redactor.host(part.value) : redactor.token(.name, part.value)
    }
  }
}

/// The parts of a distinguished name in the text form of RFC 4514.
struct DirectoryName {
  struct Part {
    /// Such as `CN`, or an object identifier.
    var type: String
    /// As written, with its escapes.
    var value: String
    /// The `,` or `+` that follows; empty at the end.
    var separator: String

    /// A common name that could be a host's.
    var looksLikeHost: Bool {
      type == "CN" && value.contains(".")
        && value.unicodeScalars.allSatisfy { scalar in
          switch scalar {
          case "a"..."z", "A"..."Z", "0"..."9", "-", ".", ":", "*", "_": true
          default: !scalar.isASCII
          }
        }
    }
  }

  private(set) var parts: [Part] = []

  init(_ text: String) {
    var part = ""
    var isEscaped = false
    for character in text {
      if !isEscaped, character == "," || character == "+" {
        add(part, separator: String(character))
        part = ""
      } else {
        part.append(character)
      }
      isEscaped = character == "\\" && !isEscaped
    }
    add(part, separator: "")
  }

  private mutating func add(_ text: String, separator: String) {
    let equals = text.firstIndex(of: "=")
    let type = equals.map { String(text[..<$0]) } ?? ""
    let value = equals.map { String(text[text.index(after: $0)...]) } ?? text
    parts.append(Part(type: type, value: value, separator: separator))
  }

  /// The text with each value replaced.
  func replacing(_ change: (Part) -> String) -> String {
    parts.map { ($0.type.isEmpty ? "" : $0.type + "=") + change($0) + $0.separator }.joined()
  }
}
