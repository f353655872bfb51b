import Diagnosis

/// The part of gpresult that `/r` prints: the computer, its domain and the objects that apply to it, in any language.
///
///     RSOP data for CONTOSO\admin on WSUS : Logging Mode
///     OS Version:                  6.3.9600
///     COMPUTER SETTINGS
///     ------------------
///         CN=WSUS,OU=Servers,DC=contoso,DC=com
///         Applied Group Policy Objects
///         -----------------------------
///             Contoso TLS baseline
enum GroupPolicySummary {
  /// Objects that are kept; a computer has some 20.
  private static let limit = 256

  /// The result of the computer; nil where the text has the user's only, or no list. Adds the system to the facts.
  static func read(
    _ lines: [NumberedLine], _ context: ReadingContext, _ facts: inout ServerFacts
  ) -> PolicyResult? {
    guard let title = lines.first(where: { isTitle($0.text) }) else { return nil }
    let name = lines.first { $0.text.trimmed.uppercased().hasPrefix("CN=") }?.text.trimmed
    let parts = name.map { self.parts($0) }
    if let computer = parts?.computer, !isComputer(computer, title.text) { return nil }
    let version = lines.first { GroupPolicyText.label($0.text).flatMap { build($0.value) } != nil }
    let computer = parts?.computer ?? self.computer(title.text)
    if computer != nil || version != nil {
      // The title also names the user.
      let quoted = version ?? title
      facts.windowsVersions.append(
        WindowsVersion(
          productName: nil,
          build: version.flatMap { GroupPolicyText.label($0.text) }.flatMap { build($0.value) },
          computerName: computer, citation: context.citation(quoted.number, String(quoted.text.trimmed))))
    }
    guard let (heading, objects) = applied(lines) else { return nil }
    return PolicyResult(
      computerName: computer, domain: parts?.domain, objects: objects,
      citation: context.citation(heading.number, String(heading.text.trimmed)))
  }

  /// The line that names user and computer.
  private static func isTitle(_ line: Substring) -> Bool {
    line.range(of: "RSOP") != nil && line.contains("\\")
  }

  /// `CN=WSUS,OU=Servers,DC=contoso,DC=com`.
  private static func parts(_ name: Substring) -> (computer: String?, domain: String?) {
    let parts = name.split(separator: ",")
    let computer = parts.first.map { String($0.dropFirst(3)) }
    let domain = parts.filter { $0.uppercased().hasPrefix("DC=") }.map { $0.dropFirst(3) }.joined(
      separator: ".")
    return (computer, domain.isEmpty ? nil : domain)
  }

  /// Whether a name is a word of the title that no domain precedes, as it does users.
  private static func isComputer(_ name: String, _ title: Substring) -> Bool {
    words(title).contains { $0.lowercased() == name.lowercased() }
  }

  private static func words(_ title: Substring) -> [Substring] {
    title.split { $0.isWhitespace || $0 == ":" || $0 == "：" }
  }

  /// The word behind the one of the user.
  private static func computer(_ title: Substring) -> String? {
    let words = words(title)
    guard let user = words.firstIndex(where: { $0.contains("\\") }) else { return nil }
    let last = title.firstIndex { $0 == ":" || $0 == "：" }.map { title[..<$0].trimmed } ?? title.trimmed
    let name = last.split { $0.isWhitespace }.last
    return name.flatMap { $0.contains("\\") || words.count <= user + 1 ? nil : String($0) }
  }

  /// The third number of `6.3.9600`.
  private static func build(_ version: Substring) -> String? {
    let numbers = version.split(separator: ".", omittingEmptySubsequences: false)
    guard numbers.count == 3, numbers.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }),
      (4...5).contains(numbers[2].count)
    else { return nil }
    return String(numbers[2])
  }

  /// The first list below an indented heading: names down to a blank line.
  private static func applied(_ lines: [NumberedLine]) -> (heading: NumberedLine, objects: [String])? {
    for index in lines.indices.dropFirst() where isRule(lines[index].text) {
      let heading = lines[index - 1]
      guard heading.text.first?.isWhitespace == true, !heading.text.trimmed.isEmpty else { continue }
      let names = lines[(index + 1)...].prefix { !$0.text.trimmed.isEmpty }.map { String($0.text.trimmed) }
      return (heading, Array(names.filter { !absent.contains($0) }.prefix(limit)))
    }
    return nil
  }

  private static func isRule(_ line: Substring) -> Bool {
    line.trimmed.count >= 4 && line.trimmed.allSatisfy { $0 == "-" }
  }

  /// The only entry of the list if no object applies.
  private static let absent: Set<String> = [
    "N/A", "Nicht zutreffend", "N/D", "N/V", "S/O", "なし", "適用なし", "Н/Д", "不适用", "不適用",
  ]
}
