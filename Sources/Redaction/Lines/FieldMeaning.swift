/// What a field's name says of its value.
enum FieldMeaning: Hashable {
  /// A computer, a domain or a site.
  case machine
  /// An account.
  case person
  case process
  /// A password, a key or a header with credentials.
  case secret
  /// A number of 32 bits in eight digits.
  case doubleWord
  case other

  /// - Parameters:
  ///   - name: the word before the value.
  ///   - gap: what is between the two.
  init(of name: String, gap: String) {
    let mark = gap.filter { !" \"'".contains($0) }
    let isValue = ["=", ":", "：", ">", "=>"].contains(mark)
    let isOption = name.hasPrefix("-") && gap == " "
    let place = Place(
      isValue: isValue || isOption, isQuoted: Self.isQuotation(gap.last),
      isBehindQuotation: Self.isQuotation(gap.first),
      isApart: gap == " ")
    self = Self.meaning(name.lowercased().filter { !"-_.".contains($0) }, place)
  }

  /// What is between the name of a field and a word.
  private struct Place {
    var isValue: Bool
    /// Between quotation marks.
    var isQuoted: Bool
    /// The name is between quotation marks.
    var isBehindQuotation: Bool
    /// A space is between them.
    var isApart: Bool
  }

  private static func isQuotation(_ character: Character?) -> Bool {
    character.map { "\"'".contains($0) } ?? false
  }

  private static func meaning(_ key: String, _ place: Place) -> FieldMeaning {
    if processes.contains(key), place.isValue || place.isApart { return .process }
    if isSecret(key), place.isValue || place.isQuoted || place.isBehindQuotation { return .secret }
    guard !key.isEmpty, place.isValue || place.isQuoted else { return .other }
    if key == "dword", place.isValue { return .doubleWord }
    if people.contains(where: key.hasSuffix) { return .person }
    return machines.contains(where: key.hasSuffix) || nameParts.contains(key) ? .machine : .other
  }

  private static func isSecret(_ key: String) -> Bool {
    secrets.contains { key.contains($0) } && key != "publickeytoken"
  }

  private static let secrets = [
    "password", "passwd", "passphrase", "pwd", "secret", "apikey", "authorization", "cookie", "token",
    "privatekey",
    "credential", "kennwort", "passwort",
  ]

  private static let people = [
    "user", "username", "userid", "account", "accountname", "login", "owner", "principal", "administrator",
    "installedby",
  ]

  private static let machines = [
    "sys", "site", "sitecode", "host", "hostname", "server", "servername", "computer", "computername",
    "machine",
    "machinename", "workstation", "workstationname", "domain", "domainname", "proxyname", "csname", "fqdn",
  ]

  /// Attributes of a distinguished name (RFC 4514, section 3).
  private static let nameParts: Set<String> = ["cn", "ou", "dc"]

  private static let processes: Set<String> = ["pid", "processid"]

  /// Names of fields, which say nothing themselves.
  static let names = processes.union(machines + people + secrets)
}
