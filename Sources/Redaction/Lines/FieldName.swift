/// A word that may be the name of a field, which says what the value behind it is.
struct FieldName {
  /// What the value would be; ``FieldMeaning/other`` for most words.
  private let meaning: FieldMeaning
  /// It is the name of an option: `-WsusServer`.
  private let isOption: Bool

  /// - Parameter word: empty where there is none.
  init(_ word: String) {
    meaning = word.isEmpty ? .other : Self.meaning(word.lowercased().filter { !"-_.".contains($0) })
    isOption = word.hasPrefix("-")
  }

  /// What the next word is.
  /// - Parameter gap: what is between the two.
  func meaning(behind gap: String) -> FieldMeaning {
    if meaning == .other { return .other }
    let mark = gap.filter { !" \"'".contains($0) }
    let isValue = ["=", ":", "：", ">", "=>"].contains(mark) || isOption && gap == " "
    let isQuoted = Self.isQuotation(gap.last)
    let isMeant =
      switch meaning {
      case .process: isValue || gap == " "
      // The name of an attribute may be between quotation marks itself.
      case .secret: isValue || isQuoted || Self.isQuotation(gap.first)
      case .person, .machine: isValue || isQuoted
      case .doubleWord: isValue
      case .other: false
      }
    return isMeant ? meaning : .other
  }

  private static func isQuotation(_ character: Character?) -> Bool {
    character.map { "\"'".contains($0) } ?? false
  }

  private static func meaning(_ key: String) -> FieldMeaning {
    if processes.contains(key) { return .process }
    if isSecret(key) { return .secret }
    if key == "dword" { return .doubleWord }
    if people.contains(where: key.hasSuffix) { return .person }
    return machines.contains(where: key.hasSuffix) || nameParts.contains(key) ? .machine : .other
  }

  private static func isSecret(_ key: String) -> Bool {
    secrets.contains { key.contains($0) } && key != "publickeytoken"
  }

  private static let secrets = [
    "password", "passwd", "passphrase", "pwd", "secret", "apikey", "authorization", "cookie", "token",
    "privatekey", "credential", "kennwort", "passwort",
  ]

  private static let people = [
    "user", "username", "userid", "account", "accountname", "login", "owner", "principal", "administrator",
    "installedby",
  ]

  private static let machines = [
    "sys", "site", "sitecode", "host", "hostname", "server", "servername", "computer", "computername",
    "machine", "machinename", "workstation", "workstationname", "domain", "domainname", "proxyname", "csname",
    "fqdn",
  ]

  /// Attributes of a distinguished name (RFC 4514, section 3).
  private static let nameParts: Set<String> = ["cn", "ou", "dc"]

  private static let processes: Set<String> = ["pid", "processid"]

  /// Names of fields, which say nothing themselves.
  static let names = processes.union(machines + people + secrets)
}
