import Diagnosis

extension ServerFileFormat {
  /// What `gpresult /r`, `/v` and `/z` print.
  static let groupPolicyText = ServerFileFormat(
    kind: .groupPolicyText, recognises: GroupPolicyText.recognises, read: GroupPolicyText.read)
}

/// Reads the applied objects, and the policy of the cipher suite order, whose value is printed as the numbers of its
/// bytes. Labels are localised; the key is not, and the line before it names the object.
///
///     GPO: Contoso TLS baseline
///         Folder Id: SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002\Functions
///         Value:       84, 0, 76, 0, 83, 0
///         State:       Enabled
enum GroupPolicyText {
  /// Bytes of a text that are read; `gpresult /z` of 500 settings has some 200 KiB.
  static let limit = 4 * 1024 * 1024
  /// Lines of one setting: a long value may be broken at the window's width.
  private static let reach = 200

  private static let key = #"SSL\00010002\Functions"#
  private static let keySearch = ByteSearch(key)

  /// Whether a text names the value, upper and lower case alike.
  static func holdsKey(_ text: Substring) -> Bool { keySearch.first(in: text.utf8.span) != nil }

  @Sendable
  static func recognises(_ opening: TextOpening) -> Bool {
    guard !opening.startsWithMarkup, !opening.holds("REG_") else { return false }
    if opening.holds("RSOP"), opening.holds("Microsoft (R) Windows") { return true }
    guard opening.holds(key) else { return false }
    let lines = CommandText.lines(String(decoding: opening.text, as: UTF8.self))
    return lines.indices.contains { index in
      label(lines[index].text).map { holdsKey($0.value) } == true
        && lines[(index + 1)...].prefix(2).contains { isOfNumbers(label($0.text)?.value ?? "") }
    }
  }

  @Sendable
  static func read(_ source: TextSource, _ context: ReadingContext) -> FormatReading {
    let whole = WholeText(source, limit: limit)
    var facts = ServerFacts()
    let lines = CommandText.lines(String(decoding: whole.utf8, as: UTF8.self))
    if let result = GroupPolicySummary.read(lines, context, &facts) { facts.policyResults.append(result) }
    facts.cipherOrders = orders(lines, context)
    if facts.cipherOrders.isEmpty, let joined = WindowLines.joined(whole.utf8) {
      facts.cipherOrders = orders(CommandText.lines(String(decoding: joined, as: UTF8.self)), context)
    }
    let hasSettings = lines.contains { label($0.text)?.value.lowercased().hasPrefix("software\\") == true }
    return FormatReading(facts, whole, notes: hasSettings ? [] : [.noSettings])
  }

  /// The parts of `label: value`; a label has a few words.
  static func label(_ line: Substring) -> (name: Substring, value: Substring)? {
    let line = line.trimmed
    guard let colon = line.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
    let (name, value) = (line[..<colon].trimmed, line[line.index(after: colon)...].trimmed)
    return name.isEmpty || value.isEmpty || name.utf8.count > 120 ? nil : (name, value)
  }

  private static func orders(_ lines: [NumberedLine], _ context: ReadingContext) -> [CipherOrder] {
    lines.indices.filter { label(lines[$0].text).map { holdsKey($0.value) } == true }.map { index in
      let object = lines[..<index].last { !$0.text.trimmed.isEmpty }.flatMap { label($0.text)?.value }
      return order(lines[(index + 1)...].prefix(reach), lines[index], object.map(String.init), context)
    }
  }

  private static func order(
    _ lines: ArraySlice<NumberedLine>, _ key: NumberedLine, _ object: String?, _ context: ReadingContext
  ) -> CipherOrder {
    var written = ""
    var isDisabled = false
    for line in lines {
      let value = label(line.text)?.value ?? line.text.trimmed
      if value.isEmpty || value.hasSuffix(":") { continue }
      guard isOfNumbers(value) else {
        isDisabled = CipherPolicyNames.isDisabled(value)
        break
      }
      // A window breaks lines also inside of numbers.
      written += value
    }
    let text = characters(written.split { $0 == "," || $0 == " " }.compactMap { UInt8($0) })
    var order = CipherOrder(
      source: .groupPolicy(winningObject: object, setting: nil), suites: CipherList.names(in: text),
      text: text,
      citation: context.citation(key.number, text.isEmpty ? String(key.text.trimmed) : text))
    order.isDisabled = isDisabled
    if isDisabled { order.faults = [] }
    return order
  }

  /// Numbers of bytes between commas, perhaps without the first or last digits of one.
  private static func isOfNumbers(_ text: Substring) -> Bool {
    !text.isEmpty && text.allSatisfy { $0 == "," || $0 == " " || $0.isASCII && $0.isNumber }
  }

  private static func characters(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    var decoding = UTF16Decoding(isBigEndian: false)
    decoding.decode(bytes.span, into: &text)
    return String(decoding: text.filter { $0 != 0 }, as: UTF8.self)
  }
}
