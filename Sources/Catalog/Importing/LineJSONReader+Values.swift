// Numbers and texts.

extension LineJSONReader {
  /// An integer, or a number that no column has.
  mutating func number(_ bytes: Span<UInt8>) throws(NotJSON) -> LineJSON {
    let start = position
    _ = take(UInt8(ascii: "-"), bytes)
    let first = position
    skipDigits(bytes)
    guard position > first, position == first + 1 || bytes[first] != UInt8(ascii: "0") else {
      throw NotJSON()
    }
    let isWhole = try !skipFraction(bytes)
    guard isWhole else { return .other }
    return integer(bytes.extracting(start..<position)).map(LineJSON.integer) ?? .other
  }

  private mutating func skipDigits(_ bytes: Span<UInt8>) {
    while let byte = next(bytes), (0x30...0x39).contains(byte) { position += 1 }
  }

  /// - Returns: whether there is a fraction or an exponent.
  private mutating func skipFraction(_ bytes: Span<UInt8>) throws(NotJSON) -> Bool {
    let start = position
    if take(UInt8(ascii: "."), bytes) { try skipSomeDigits(bytes) }
    if take(UInt8(ascii: "e"), bytes) || take(UInt8(ascii: "E"), bytes) {
      if !take(UInt8(ascii: "+"), bytes) { _ = take(UInt8(ascii: "-"), bytes) }
      try skipSomeDigits(bytes)
    }
    return position > start
  }

  private mutating func skipSomeDigits(_ bytes: Span<UInt8>) throws(NotJSON) {
    let start = position
    skipDigits(bytes)
    guard position > start else { throw NotJSON() }
  }

  /// Nil for one of more than 64 bits.
  private func integer(_ digits: Span<UInt8>) -> Int64? {
    var number: Int64 = 0
    let isNegative = digits[0] == UInt8(ascii: "-")
    for index in (isNegative ? 1 : 0)..<digits.count {
      let digit = Int64(digits[index] & 0x0f)
      let (tens, isTooLarge) = number.multipliedReportingOverflow(by: 10)
      let (sum, isOver) = tens.subtractingReportingOverflow(digit)
      if isTooLarge || isOver { return nil }
      number = sum
    }
    return isNegative ? number : number == .min ? nil : -number
  }
}

extension LineJSONReader {
  mutating func text(_ bytes: Span<UInt8>) throws(NotJSON) -> String {
    guard take(UInt8(ascii: "\""), bytes) else { throw NotJSON() }
    let start = position
    while let byte = next(bytes) {
      if byte == UInt8(ascii: "\"") {
        defer { position += 1 }
        return try text(unescaped: bytes.extracting(start..<position))
      }
      if byte == UInt8(ascii: "\\") { return try escapedText(from: start, bytes) }
      guard byte >= 0x20 else { throw NotJSON() }
      position += 1
    }
    throw NotJSON()
  }

  private func text(unescaped bytes: Span<UInt8>) throws(NotJSON) -> String {
    guard let text = try? UTF8Span(validating: bytes) else { throw NotJSON() }
    return String(copying: text)
  }

  /// The text from `start`, at whose first backslash the reader is.
  private mutating func escapedText(from start: Int, _ bytes: Span<UInt8>) throws(NotJSON) -> String {
    var text: [UInt8] = (start..<position).map { bytes[$0] }
    while let byte = next(bytes) {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text += String(try escape(bytes)).utf8
      case 0..<0x20: throw NotJSON()
      default: text.append(byte)
      }
    }
    throw NotJSON()
  }

  private mutating func escape(_ bytes: Span<UInt8>) throws(NotJSON) -> Unicode.Scalar {
    guard let byte = next(bytes) else { throw NotJSON() }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try scalar(bytes)
    default: throw NotJSON()
    }
  }

  /// One beyond the first 65,536 is written as two, in UTF-16 (RFC 8259, section 7).
  private mutating func scalar(_ bytes: Span<UInt8>) throws(NotJSON) -> Unicode.Scalar {
    let first = try unit(bytes)
    guard UTF16.isLeadSurrogate(first) else {
      guard let scalar = Unicode.Scalar(first) else { throw NotJSON() }
      return scalar
    }
    guard take(UInt8(ascii: "\\"), bytes), take(UInt8(ascii: "u"), bytes) else { throw NotJSON() }
    let second = try unit(bytes)
    guard UTF16.isTrailSurrogate(second),
      let scalar = Unicode.Scalar(0x10000 + UInt32(first & 0x3ff) << 10 + UInt32(second & 0x3ff))
    else { throw NotJSON() }
    return scalar
  }

  private mutating func unit(_ bytes: Span<UInt8>) throws(NotJSON) -> UInt16 {
    guard position + 4 <= bytes.count else { throw NotJSON() }
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else { throw NotJSON() }
      unit = unit << 4 | UInt16(digit)
      position += 1
    }
    return unit
  }
}
