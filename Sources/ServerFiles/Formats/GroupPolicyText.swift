import Diagnosis

extension ServerFileFormat {
  /// What `gpresult /r`, `/v` and `/z` print.
  static let groupPolicyText = ServerFileFormat(
    kind: .groupPolicyText, recognises: GroupPolicyText.recognises, read: GroupPolicyText.read)
}

/// Reads the policy of the cipher suite order, whose value is printed as the numbers of its bytes. Labels are
/// localised; the key and `GPO` are not.
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

  static let key = #"SSL\00010002\Functions"#

  @Sendable
  static func recognises(_ opening: TextOpening) -> Bool {
    guard !opening.startsWithMarkup, !opening.holds("REG_") else { return false }
    if opening.holds("RSOP"), opening.holds("Microsoft (R) Windows") { return true }
    return opening.holds(key) && opening.holds("GPO:")
  }

  @Sendable
  static func read(_ source: TextSource, _ context: ReadingContext) -> FormatReading {
    let whole = WholeText(source, limit: limit)
    var facts = ServerFacts()
    var object: String?
    let lines = CommandText.lines(String(decoding: whole.utf8, as: UTF8.self))
    for (index, line) in lines.enumerated() {
      if let name = self.object(line.text) { object = name }
      guard line.text.range(of: key) != nil else { continue }
      facts.cipherOrders.append(order(lines[(index + 1)...].prefix(reach), line, object, context))
    }
    return FormatReading(facts, whole)
  }

  private static func object(_ line: Substring) -> String? {
    let line = line.trimmed
    guard line.hasPrefix("GPO"), let colon = line.firstIndex(where: { $0 == ":" || $0 == "：" }) else {
      return nil
    }
    let name = line[line.index(after: colon)...].trimmed
    return name.isEmpty ? nil : String(name)
  }

  private static func order(
    _ lines: ArraySlice<NumberedLine>, _ key: NumberedLine, _ object: String?, _ context: ReadingContext
  ) -> CipherOrder {
    var bytes: [UInt8] = []
    var isDisabled = false
    for line in lines {
      let text = line.text.trimmed
      let value =
        text.firstIndex { $0 == ":" || $0 == "：" }.map { text[text.index(after: $0)...].trimmed } ?? text
      if value.isEmpty { continue }
      if let numbers = numbers(value) {
        bytes += numbers
      } else {
        isDisabled = CipherPolicyNames.isDisabled(value)
        break
      }
    }
    let text = characters(bytes)
    var order = CipherOrder(
      source: .groupPolicy(winningObject: object, setting: nil), suites: CipherList.names(in: text),
      text: text,
      citation: context.citation(key.number, text.isEmpty ? String(key.text.trimmed) : text))
    order.isDisabled = isDisabled
    if isDisabled { order.faults = [] }
    return order
  }

  /// Numbers of bytes between commas; nil for another text.
  private static func numbers(_ text: Substring) -> [UInt8]? {
    let parts = text.split { $0 == "," || $0 == " " }
    let bytes = parts.compactMap { UInt8($0) }
    return parts.isEmpty || bytes.count != parts.count ? nil : bytes
  }

  private static func characters(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    var decoding = UTF16Decoding(isBigEndian: false)
    decoding.decode(bytes.span, into: &text)
    return String(decoding: text.filter { $0 != 0 }, as: UTF8.self)
  }
}
