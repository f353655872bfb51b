import Diagnosis
import Protocols

/// The names of a capture's certificates.
///
/// A certificate of a policy host by a policy issuer is unchanged. Others lose names outside the policy,
/// serial number and fingerprint. Equal distinguished names get equal replacements, so chains still match.
struct RedactedCertificates {
  /// Subjects of certificates that are kept.
  private var subjects: Set<String> = []
  private let names: PublicNames

  init(_ certificates: [CertificateSummary], names: PublicNames) {
    self.names = names
    subjects = Set(certificates.filter(isPublic).map(\.subject))
  }

  private func isPublic(_ certificate: CertificateSummary) -> Bool {
    let hosts = certificate.subjectAlternativeNames + commonNames(certificate.subject)
    return certificate.fault == nil && names.holds(issuer: certificate.issuer) && !hosts.isEmpty
      && hosts.allSatisfy { names.holds(host: HostName.normalized($0)) }
  }

  private func commonNames(_ name: String) -> [String] {
    DirectoryName(name).parts.filter { $0.type == "CN" }.map(\.value)
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

  private func name(_ name: String, _ redactor: inout Redactor) -> String {
    if name.isEmpty || names.holds(issuer: name) || subjects.contains(name) { return name }
    return DirectoryName(name).replacing { part in
      part.looksLikeHost ? redactor.host(part.value) : redactor.token(.name, part.value)
    }
  }
}

/// A distinguished name in the text form of RFC 4514, split into parts.
struct DirectoryName {
  struct Part {
    /// Such as `CN`, or an object identifier.
    var type: String
    /// As it is written, with its escapes.
    var value: String
    /// The `,` or `+` after it; empty at the end.
    var separator: String

    /// A common name or a domain component that could be a host's.
    var looksLikeHost: Bool {
      type == "CN" && value.contains(".")
        && value.utf8.allSatisfy { byte in
          byte >= 0x80 || UInt8(ascii: "-")...UInt8(ascii: ".") ~= byte || byte == UInt8(ascii: "*")
            || byte == UInt8(ascii: "_") || UInt8(ascii: "0")...UInt8(ascii: ":") ~= byte
            || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
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

  /// The text with another value instead of each.
  func replacing(_ change: (Part) -> String) -> String {
    parts.map { ($0.type.isEmpty ? "" : $0.type + "=") + change($0) + $0.separator }.joined()
  }
}
