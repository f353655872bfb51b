/// The characters of a policy file: UTF-8, or UTF-16 with a byte order mark, which Windows programs write.
struct PolicyText {
  /// The text, each `*` replaced by ``star`` and each `?` by ``question``: see ``YAMLReading``.
  private(set) var text = ""

  /// The built-in policy has 7 kB; this is enough for a thousand endpoints.
  static let byteLimit = 256 * 1024

  /// Stands for `*`. It and the next two are noncharacters, which no text contains (Unicode Standard, section 23.7), and
  /// which the YAML reader treats as letters.
  static let star: Unicode.Scalar = "\u{1ffff}"
  /// Stands for `?`.
  static let question: Unicode.Scalar = "\u{2ffff}"
  /// Stands for the first letter of a key that occurs twice in its mapping.
  static let strike: Unicode.Scalar = "\u{3ffff}"

  /// Where the text ends.
  var end: FilePosition { position }

  private var position = FilePosition.start
  private var isBehindReturn = false

  /// - Throws: one fault: the file is too long, is not text, or has a character that YAML does not allow.
  init(_ bytes: [UInt8]) throws(PolicyFaults) {
    guard bytes.count <= Self.byteLimit else {
      throw Self.fault(.start, .fileTooLong(limit: Self.byteLimit))
    }
    if bytes.allSatisfy(Self.isPlain) {
      readPlain(bytes)
      return
    }
    switch bytes.prefix(3) {
    case [0xef, 0xbb, 0xbf]: try read(bytes.dropFirst(3), as: UTF8.self)
    case let start where start.starts(with: [0xff, 0xfe]):
      try read(Self.units(bytes) { $1 << 8 | $0 }, as: UTF16.self)
    case let start where start.starts(with: [0xfe, 0xff]):
      try read(Self.units(bytes) { $0 << 8 | $1 }, as: UTF16.self)
    default: try read(bytes, as: UTF8.self)
    }
  }

  /// Printable ASCII with line feeds, which most files are: few characters need a look of their own.
  private mutating func readPlain(_ bytes: [UInt8]) {
    let star = Array(String(Self.star).utf8)
    let question = Array(String(Self.question).utf8)
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count + 64)
    var lineStart = 0
    for (index, byte) in bytes.enumerated() {
      switch byte {
      case UInt8(ascii: "*"): plain += star
      case UInt8(ascii: "?"): plain += question
      default: plain.append(byte)
      }
      if byte == UInt8(ascii: "\n") { (lineStart, position.line) = (index + 1, position.line + 1) }
    }
    position.column += bytes.count - lineStart
    text = String(decoding: plain, as: UTF8.self)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    0x20...0x7e ~= byte || byte == UInt8(ascii: "\n")
  }

  private static func units(_ bytes: [UInt8], _ join: (UInt16, UInt16) -> UInt16) -> [UInt16] {
    stride(from: 2, to: bytes.count - 1, by: 2).map { join(UInt16(bytes[$0]), UInt16(bytes[$0 + 1])) }
  }

  private mutating func read<Codec: Unicode.Encoding>(
    _ units: some Sequence<Codec.CodeUnit>, as codec: Codec.Type
  ) throws(PolicyFaults) {
    var units = units.makeIterator()
    var parser = Codec.ForwardParser()
    while true {
      switch parser.parseScalar(from: &units) {
      case .valid(let encoded): try add(Codec.decode(encoded))
      case .emptyInput: return
      case .error: throw Self.fault(position, .notUTF8)
      }
    }
  }

  private mutating func add(_ scalar: Unicode.Scalar) throws(PolicyFaults) {
    guard Self.isAllowed(scalar) else { throw Self.fault(position, .forbiddenCharacter(scalar)) }
    text.unicodeScalars.append(scalar == "*" ? Self.star : scalar == "?" ? Self.question : scalar)
    advance(over: scalar)
  }

  /// Lines end as the YAML reader sees it (YAML 1.1, section 5.4): at LF, CR, both, NEL, LS and PS.
  private mutating func advance(over scalar: Unicode.Scalar) {
    defer { isBehindReturn = scalar == "\r" }
    switch scalar {
    case "\n" where isBehindReturn: break
    case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}":
      position = FilePosition(line: position.line + 1, column: 1)
    default: position.column += 1
    }
  }

  /// YAML 1.1, section 5.1, without noncharacters: some have a meaning here.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0a, 0x0d, 0x20...0x7e, 0x85, 0xa0...0xd7ff, 0xe000...0xfefe, 0xff00...0xfffd: true
    case 0x10000...0x10ffff: scalar.value & 0xfffe != 0xfffe
    default: false
    }
  }

  private static func fault(_ position: FilePosition, _ reason: PolicyFault.Reason) -> PolicyFaults {
    var faults = PolicyFaults()
    faults.add(position, reason)
    return faults
  }
}

extension PolicyText {
  /// Replaces the first letter of the key at a position by ``strike``. False when no such key is there.
  mutating func strikeKey(_ key: String, at position: FilePosition) -> Bool {
    guard let first = key.unicodeScalars.first else { return false }
    var scalars = text.unicodeScalars
    guard var index = Self.index(of: position, in: scalars) else { return false }
    if scalars[index] == "\"" || scalars[index] == "'" { index = scalars.index(after: index) }
    guard index < scalars.endIndex, scalars[index] == first else { return false }
    scalars.replaceSubrange(index...index, with: [Self.strike])
    text = String(scalars)
    return true
  }

  private static func index(
    of position: FilePosition, in scalars: String.UnicodeScalarView
  ) -> String.UnicodeScalarView.Index? {
    var reader = PolicyText()
    for index in scalars.indices {
      if reader.position == position { return index }
      reader.advance(over: scalars[index])
    }
    return nil
  }

  private init() {}
}
