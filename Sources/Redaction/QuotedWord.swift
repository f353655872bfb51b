import Packets

/// A word of a quoted line, and what comes before it.
struct QuotedWord {
  let word: String
  /// The word before, in lower case.
  let previous: String
  /// What is between the two.
  let gap: String
  /// The line ends within the word, which may be the beginning of anything.
  let isTruncated: Bool

  /// What to write for it; nil for a word that stays.
  func replacement(_ redactor: inout Redactor) -> String? {
    if let known = redactor.knownHost(word) { return known }
    if QuotedLine.isUser(word[...]) { return redactor.token(.user, word) }
    if QuotedLine.isCard(word, separator: "-") { return redactor.token(.card, word.lowercased()) }
    if let addresses = addresses(&redactor) { return addresses }
    if let named = named(&redactor) { return named }
    guard isHost || isTruncated else { return nil }
    let host = redactor.host(word)
    return host == word ? nil : host
  }

  // MARK: Addresses

  /// The word with the IPv4 addresses in it replaced; nil when it holds none.
  private func addresses(_ redactor: inout Redactor) -> String? {
    guard word.utf8.filter({ $0 == UInt8(ascii: ".") }).count >= 3 else { return nil }
    var written = ""
    var run = ""
    var found = false
    for character in word + " " {
      if character == "." || character.isASCII && character.isNumber {
        run.append(character)
        continue
      }
      let address = Self.address(run)
      found = found || address != nil
      written += address.map { redactor.address($0).description } ?? run
      written.append(character)
      run = ""
    }
    return found ? String(written.dropLast()) : nil
  }

  /// Also with more zeros than needed, as some programs write addresses.
  private static func address(_ run: String) -> IPAddress? {
    let parts = run.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    let bytes = parts.compactMap { $0.utf8.count <= 3 ? UInt8($0) : nil }
    return bytes.count == 4 ? IPAddress(v4: bytes.reduce(0) { $0 << 8 | UInt32($1) }) : nil
  }

  // MARK: Values of fields

  private static let machines: Set<String> = [
    "sys", "site", "host", "hostname", "server", "servername", "computer", "computername", "machine",
    "machinename", "workstation", "workstationname", "domain", "domainname",
  ]
  private static let people: Set<String> = ["user", "username", "account", "accountname", "login", "owner"]
  private static let processes: Set<String> = ["pid", "processid"]

  /// The value of a field such as `SYS=CM01`; or, after a word like `server`, a name with digits.
  private func named(_ redactor: inout Redactor) -> String? {
    let mark = gap.filter { !" \"'".contains($0) }
    let isValue = mark == "=" || mark == ":"
    if Self.processes.contains(previous), isValue || gap == " ", let id = Int32(word) {
      return String(redactor.process(id))
    }
    if Self.people.contains(previous), isValue { return redactor.token(.user, word.lowercased()) }
    guard Self.machines.contains(previous) else { return nil }
    let isNumbered = word.contains(where: \.isNumber) && word.contains(where: \.isLetter)
    guard isValue || mark.isEmpty && isNumbered && !Self.isVersion(word) else { return nil }
    return redactor.host(word)
  }

  private static func isVersion(_ word: String) -> Bool {
    word.first?.isNumber == true || word.lowercased() == "r2"
  }

  // MARK: Hosts

  /// Extensions of file names, which are no host's last label.
  private static let fileExtensions: Set<String> = [
    "exe", "dll", "log", "config", "asmx", "aspx", "cab", "msi", "msu", "xml", "html", "htm", "reg", "cs",
    "cpp", "txt", "sys", "inf", "psf", "wim", "ini", "etl", "pcap", "pcapng", "json", "yaml", "yml", "wsdl",
    "xsd", "zip", "svc",
  ]

  /// Roots of .NET's namespaces that occur in logs of update services.
  private static let roots: Set<String> = ["System", "Microsoft", "Windows", "MS"]

  /// Last labels under which machines have names, inside of networks and outside.
  private static let domains: Set<String> = [
    "local", "lan", "corp", "internal", "intern", "intra", "intranet", "home", "com", "net", "org", "edu",
    "gov", "mil", "int", "info", "biz", "arpa", "test", "example", "invalid", "localdomain",
  ]

  /// Two labels or more, of which the last is letters.
  private var isHost: Bool {
    let labels = word.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count > 1, let last = labels.last, labels.allSatisfy({ !$0.isEmpty }) else { return false }
    let isName = last.hasPrefix("xn--") || last.utf8.count > 1 && last.allSatisfy(\.isLetter)
    guard isName, !Self.fileExtensions.contains(last.lowercased()), !Self.roots.contains(String(labels[0]))
    else {
      return false
    }
    return Self.domains.contains(last.lowercased()) || !isCode(labels)
  }

  /// `EventLogEventReporter.ReportEvent`: capitals at the start of each part and within one.
  private func isCode(_ labels: [Substring]) -> Bool {
    labels.allSatisfy { $0.first?.isUppercase == true } && labels.contains { Self.hasInnerCapital($0) }
  }

  private static func hasInnerCapital(_ label: Substring) -> Bool {
    zip(label, label.dropFirst()).contains { $0.isLowercase && $1.isUppercase }
  }
}
