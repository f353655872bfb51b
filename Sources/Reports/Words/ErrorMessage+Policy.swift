import Diagnosis
package import PolicyFiles
import Protocols

extension PolicyFault {
  /// `LINE:COLUMN: what is wrong; what to do`, to follow the file's name and a colon.
  package var text: String { "\(position.line):\(position.column): \(message)" }

  /// `what is wrong; what to do`.
  package var message: String {
    let message = ErrorMessage(reason)
    return "\(message.wrong); \(message.advice ?? "")"
  }
}

extension ErrorMessage {
  init(_ reason: PolicyFault.Reason) {
    self =
      switch reason {
      case .fileTooLong(let limit):
        ErrorMessage(
          "the file has more than \(limit) bytes",
          advice: "specify a policy file; a policy has a few hundred lines")
      case .notUTF8: ErrorMessage("this is not a UTF-8 character", advice: "save the file as UTF-8 text")
      case .forbiddenCharacter(let scalar):
        ErrorMessage("the character \(Self.number(of: scalar)) is not allowed in YAML", advice: "remove it")
      case .notYAML(let words, let isTab):
        ErrorMessage(
          words.map { "this is not YAML: \($0)" } ?? "this is not YAML",
          advice: isTab
            ? "indent with spaces"
            : "check the indentation and the quotation marks here and in the previous line")
      case .repeatedKey(let key):
        ErrorMessage("the key \(quoted(key)) appears twice in one mapping", advice: "remove one of the two")
      case .keyIsCollection:
        ErrorMessage("a key is a list or a mapping", advice: "specify a name before the colon")
      case .bareWildcard(let text):
        ErrorMessage(
          "\(quoted(text)) begins with *, which has another meaning in YAML",
          advice: "enclose it in quotation marks")
      case .alias(let text):
        ErrorMessage(
          "\(quoted(text)) is an alias, which is not supported", advice: "replace it with its value")
      case .keyAfterQuestionMark:
        ErrorMessage("a key after a ? is not supported", advice: "write the key and a colon")
      case .noPolicy:
        ErrorMessage(
          "the file contains no policy", advice: "start it with version: 1 and a list of endpoints")
      case .missingVersion:
        ErrorMessage("the version is missing", advice: "add version: 1 as the first line")
      case .missingEndpoints:
        ErrorMessage("the list of endpoints is missing", advice: "add endpoints: and its entries")
      case .missingID:
        ErrorMessage("the id of an endpoint is missing", advice: "give it a short name, such as id: sws")
      case .missingHosts:
        ErrorMessage(
          "the hosts of an endpoint are missing", advice: "specify them, such as hosts: [wsus.example.com]")
      case .missingRole:
        ErrorMessage("the role of an endpoint is missing", advice: "write one of \(Self.roles)")
      case .periodWithoutDates:
        ErrorMessage("a period has neither from nor until", advice: "specify from, until or both")
      case .dateWithoutList(let date, let list):
        ErrorMessage(
          "\(date.rawValue) requires \(list.rawValue)", advice: "add the list that the date belongs to")
      case .unknownKey(let key, let element, let keys):
        ErrorMessage(
          "unknown key \(quoted(key)) in \(Self.name(element))",
          advice: "the valid keys are \(keys.map(\.rawValue).joined(separator: ", "))")
      case .wrongShape(let element, let found, let wanted):
        ErrorMessage(
          "\(Self.name(element)) is \(Self.name(found))", advice: "it must be \(Self.name(wanted))")
      case .emptyList(let element):
        ErrorMessage("\(Self.name(element)) is empty", advice: "add an item, or omit the key")
      case .emptyText(let element):
        ErrorMessage("\(Self.name(element)) is empty", advice: "specify a value, or omit the key")
      case .tooLong(let element, let limit):
        ErrorMessage("\(Self.name(element)) has more than \(limit) characters", advice: "shorten it")
      case .unknownFormatVersion(let text):
        ErrorMessage("there is no version \(quoted(text))", advice: "write version: 1")
      case .unknownMode(let text):
        ErrorMessage("there is no mode \(quoted(text))", advice: "write replace or extend")
      case .unknownRole(let text):
        ErrorMessage("there is no role \(quoted(text))", advice: "write one of \(Self.roles)")
      case .unknownVersion(let text):
        ErrorMessage(
          "there is no version \(quoted(text))", advice: "write SSL 3.0, TLS 1.0, TLS 1.1, TLS 1.2 or TLS 1.3"
        )
      case .unknownCipherSuite(let text, let stem):
        ErrorMessage(
          "there is no cipher suite \(quoted(text))",
          advice: stem.map { "use \($0), without the curve" }
            ?? "use its name in the IANA registry, or its number such as 0xc030")
      case .unknownGroup(let text):
        ErrorMessage(
          "there is no group \(quoted(text))",
          advice: "use its name in the IANA registry, such as secp256r1, secp384r1 or x25519, or its number "
            + "such as 0x0017")
      case .unknownSignatureAlgorithm(let text):
        ErrorMessage(
          "there is no signature algorithm \(quoted(text))",
          advice: "use its name in the IANA registry, such as rsa_pkcs1_sha256, or its number such as 0x0401")
      case .notYesOrNo(let key, let text):
        ErrorMessage("\(key.rawValue) is \(quoted(text))", advice: "write yes or no")
      case .unknownKeyKind(let text):
        ErrorMessage("\(quoted(text)) is not a kind of key", advice: "specify RSA, ECDSA or unknown")
      case .invalidID(let text):
        ErrorMessage(
          "\(quoted(text)) is not a valid ID",
          advice: "use at most 64 letters, digits, hyphens, dots and underscores")
      case .invalidDate(let text):
        ErrorMessage(
          "\(quoted(text)) is not a date", advice: "specify year, month and day, such as 2020-07-28")
      case .invalidMonth(let text):
        ErrorMessage("\(quoted(text)) is not a month", advice: "specify year and month, such as 2020-08")
      case .invalidAddress(let text):
        ErrorMessage(
          "\(quoted(text)) is not an address",
          advice: text.contains("/")
            ? "specify single addresses, not ranges" : "specify an IPv4 or IPv6 address without a port")
      case .invalidHost(let text, let fault): ErrorMessage(host: text, fault)
      case .usedID(let text, let line):
        ErrorMessage(
          "the id \(quoted(text)) is already used in line \(line)",
          advice: "change one of the two, or combine them with periods")
      case .usedHost(let text, let line):
        ErrorMessage(
          "the host \(quoted(text)) is already used in line \(line)", advice: "remove one of the two")
      case .usedAddress(let text, let line):
        ErrorMessage(
          "the address \(quoted(text)) is already used in line \(line)", advice: "remove one of the two")
      case .repeatedItem(let element):
        ErrorMessage("this item of \(Self.name(element)) is repeated", advice: "remove one of the two")
      case .tooManyPeriods(let limit):
        ErrorMessage("an endpoint has more than \(limit) periods", advice: "combine some of them")
      case .overlappingPeriod(let span):
        ErrorMessage(
          "this period overlaps the one \(Self.text(of: span))",
          advice: "assign each day to one of them; from and until are both inclusive")
      case .reversedDates(let until, let end, let from, let start):
        ErrorMessage(
          "\(until.rawValue) \(end) is before \(from.rawValue) \(start)", advice: "swap the two dates")
      case .reversedVersions(let minimum, let maximum):
        ErrorMessage(
          "minimum_version \(minimum.displayName) is higher than maximum_version \(maximum.displayName)",
          advice: "use the older of the two as minimum_version")
      }
  }

  private init(host text: String, _ fault: PolicyHostFault) {
    let (wrong, advice) =
      switch fault {
      case .wildcardInside:
        ("has a * that is not the whole first label", "write it as *.example.com; it matches any depth")
      case .isAddress: ("is an address", "list it under addresses")
      case .notPlain: ("is not a plain host name", "write it without scheme, port and path")
      case .notASCII: ("has non-ASCII letters", "write it in its DNS form with xn-- (RFC 5890)")
      case .notAName: ("is not a host name", "use labels of letters, digits and hyphens, separated by dots")
      }
    self.init("\(quoted(text)) \(wrong)", advice: advice)
  }

  private static func name(_ element: PolicyElement) -> String {
    switch element {
    case .file: "the file"
    case .endpoint: "an endpoint"
    case .period: "a period"
    case .host: "a host"
    case .address: "an address"
    case .cipherSuite: "a cipher suite"
    case .group: "a group"
    case .signatureAlgorithm: "a signature algorithm"
    case .issuer: "an expected issuer"
    case .value(let key): key.rawValue
    }
  }

  private static func name(_ shape: PolicyShape) -> String {
    switch shape {
    case .text(let text): text.isEmpty ? "empty" : "the value \(quoted(text))"
    case .list: "a list"
    case .mapping: "a mapping"
    }
  }

  private static func name(_ kind: PolicyShape.Kind) -> String {
    switch kind {
    case .text: "a single value"
    case .list: "a list, such as [a, b]"
    case .mapping: "a mapping of keys and values"
    }
  }

  private static let roles = EndpointRole.allCases.map(\.rawValue).joined(separator: ", ")

  private static func number(of scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private static func text(of span: DateSpan) -> String {
    [span.from.map { "from \($0)" }, span.until.map { "until \($0)" }].compactMap(\.self)
      .joined(separator: " ")
  }
}

/// A text of the file in quotation marks, shortened to a reasonable length.
private func quoted(_ text: String) -> String {
  let limit = 80
  let characters = text.unicodeScalars
  return characters.count <= limit ? "\"\(text)\"" : "\"\(String(characters.prefix(limit)))…\""
}
