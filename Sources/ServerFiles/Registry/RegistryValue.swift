/// The value of a registry export.
enum RegistryValue: Hashable {
  case text(String)
  case texts([String])
  case number(UInt32)
  /// `-`: importing the file deletes the value.
  case deletion
  case other

  /// Reads `"text"`, `dword:00000001`, `hex(7):…` and the like; nil when it is not what it claims to be.
  init?(_ value: RegistryValueText, isVersion5: Bool) {
    let text = value.text
    if text.first == "\"" {
      guard let (content, _) = RegistryValueText.quoted(text[...]) else { return nil }
      self = .text(content)
      return
    }
    if text.first == "-" {
      self = .deletion
      return
    }
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let kind = text[..<colon].lowercased()
    let data = text[text.index(after: colon)...]
    if kind == "dword" {
      guard let number = Self.number(data) else { return nil }
      self = .number(number)
      return
    }
    guard kind.hasPrefix("hex"), let bytes = Self.bytes(data) else { return nil }
    self.init(kind, bytes, isVersion5: isVersion5)
  }

  private init?(_ kind: String, _ bytes: [UInt8], isVersion5: Bool) {
    switch kind {
    case "hex(4)":
      guard bytes.count == 4 else { return nil }
      self = .number(bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) })
    case "hex(1)", "hex(2)", "hex(7)":
      if isVersion5, !bytes.count.isMultiple(of: 2) { return nil }
      let text = Self.characters(bytes, isVersion5: isVersion5)
      let parts = text.split(separator: "\0", omittingEmptySubsequences: true).map(String.init)
      self = kind == "hex(7)" ? .texts(parts) : .text(parts.first ?? "")
    default: self = .other
    }
  }

  private static func number(_ text: Substring) -> UInt32? {
    let digits = text.prefix { $0.isHexDigit }
    let rest = text.dropFirst(digits.count).drop { $0 == " " || $0 == "\t" }
    // A comment may stand behind the number.
    guard rest.isEmpty || rest.first == ";" else { return nil }
    return UInt32(digits, radix: 16)
  }

  private static func bytes(_ text: Substring) -> [UInt8]? {
    var bytes: [UInt8] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: true) {
      let digits = part.filter { $0 != " " && $0 != "\t" }
      if digits.isEmpty { continue }
      guard digits.utf8.count <= 2, let byte = UInt8(digits, radix: 16) else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  private static func characters(_ bytes: [UInt8], isVersion5: Bool) -> String {
    if isVersion5 {
      var text: [UInt8] = []
      var decoding = UTF16Decoding(isBigEndian: false)
      decoding.decode(bytes.span, into: &text)
      return String(decoding: text, as: UTF8.self)
    }
    var decoding = LineDecoding()
    return decoding.text(bytes.span)
  }
}
