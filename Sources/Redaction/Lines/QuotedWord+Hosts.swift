// Which words can be names of hosts.

extension QuotedWord {
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

  private var labels: [Substring] { word.split(separator: ".", omittingEmptySubsequences: false) }

  /// Whether it ends as names of hosts do, and does not begin as names of classes do.
  var isBelowDomain: Bool {
    let labels = labels
    guard labels.count > 1, let last = labels.last, !Self.roots.contains(String(labels[0])) else {
      return false
    }
    return Self.domains.contains(last.lowercased())
  }

  /// Two labels or more, of which the last is letters.
  var isHost: Bool {
    let labels = labels
    guard labels.count > 1, let last = labels.last, labels.allSatisfy({ !$0.isEmpty }) else { return false }
    let isName = last.hasPrefix("xn--") || last.utf8.count > 1 && last.allSatisfy(\.isLetter)
    guard isName, !Self.fileExtensions.contains(last.lowercased()), !Self.roots.contains(String(labels[0]))
    else {
      return false
    }
    return isBelowDomain || !isCode(labels)
  }

  /// `EventLogEventReporter.ReportEvent`: capitals at the start of each part and within one.
  private func isCode(_ labels: [Substring]) -> Bool {
    labels.allSatisfy { $0.first?.isUppercase == true } && labels.contains { Self.hasInnerCapital($0) }
  }

  private static func hasInnerCapital(_ label: Substring) -> Bool {
    zip(label, label.dropFirst()).contains { $0.isLowercase && $1.isUppercase }
  }
}
