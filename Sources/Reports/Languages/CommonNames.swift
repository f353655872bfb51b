import Diagnosis
import Protocols

extension CertificateSummary {
  var subjectCommonName: String { Self.commonName(subject) }
  var issuerCommonName: String { Self.commonName(issuer) }

  /// The common name of a distinguished name in the form of RFC 4514; the whole when it has none.
  private static func commonName(_ name: String) -> String {
    guard name.hasPrefix("CN=") || name.contains(",CN=") else { return name }
    let start =
      name.hasPrefix("CN=")
      ? name.index(name.startIndex, offsetBy: 3) : name.firstRange(of: ",CN=")?.upperBound
    var common = ""
    var isEscaped = false
    for character in name[(start ?? name.startIndex)...] {
      if character == ",", !isEscaped { break }
      isEscaped = character == "\\" && !isEscaped
      if !isEscaped { common.append(character) }
    }
    return common
  }
}
