import Diagnosis

extension ServerFileFormat {
  /// What regedit and `reg export` write: `Windows Registry Editor Version 5.00` in UTF-16, or `REGEDIT4` in the
  /// ANSI code page.
  static let registryExport = ServerFileFormat(
    kind: .registryExport, recognises: RegistryExport.recognises, read: RegistryExport.read)
}

/// Reads the values of a few keys and skips all others.
struct RegistryExport {
  private let context: ReadingContext
  private var gathering = RegistryGathering()
  private var value: RegistryValueText?
  private var notes: [ServerFileNote] = []
  private var isVersion5 = true

  @Sendable
  static func recognises(_ opening: TextOpening) -> Bool {
    ["Windows Registry Editor Version", "REGEDIT4", "[HKEY_", "[-HKEY_"].contains { opening.starts(with: $0) }
  }

  @Sendable
  static func read(_ source: TextSource, _ context: ReadingContext) -> FormatReading {
    var lines = TextLines(source)
    var export = RegistryExport(context: context)
    export.read(&lines)
    let (facts, notes) = export.gathering.facts(context)
    return FormatReading(facts, lines, notes: export.notes + notes)
  }

  private init(context: ReadingContext) {
    self.context = context
  }

  private mutating func read(_ lines: inout TextLines) {
    while lines.advance() {
      if lines.number & 0xFFFF == 0, context.shouldStop() { break }
      if value != nil {
        continueValue(&lines)
        continue
      }
      let first = Self.firstByte(lines)
      if first == UInt8(ascii: "[") {
        gathering.enter(key: lines.text(), line: lines.number)
      } else if first == UInt8(ascii: "\""), gathering.wantsValues {
        value = RegistryValueText(lines.text(), line: lines.number)
        settleValue()
      } else if lines.number <= 2, Self.isVersion4(lines) {
        isVersion5 = false
      }
    }
    if value != nil {
      notes.append(.endsEarly(line: lines.number))
      take()
    }
  }

  private static func firstByte(_ lines: borrowing TextLines) -> UInt8? {
    lines.line.first { lines.buffer[$0] > 0x20 }.map { lines.buffer[$0] }
  }

  private static func isVersion4(_ lines: borrowing TextLines) -> Bool {
    ByteSearch("REGEDIT4").matches(at: lines.line.lowerBound, in: lines.buffer.span)
  }

  private mutating func continueValue(_ lines: inout TextLines) {
    value?.add(lines.text())
    settleValue()
  }

  /// Takes the value when its text is whole.
  private mutating func settleValue() {
    if value?.isWhole != false { take() }
  }

  private mutating func take() {
    guard let text = value else { return }
    value = nil
    guard let value = RegistryValue(text, isVersion5: isVersion5) else {
      if gathering.wants(text.name) {
        notes.append(.unreadableValue(name: text.name, line: text.line))
      }
      return
    }
    gathering.add(value, named: text.name, citation: context.citation(text.line, text.cited))
  }
}
