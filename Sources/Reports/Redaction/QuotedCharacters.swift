// What the parts of a quoted line are made of.

extension Unicode.Scalar {
  var isLetter: Bool { properties.isAlphabetic }
  var isHexadecimal: Bool { value < 0x80 && properties.isASCIIHexDigit }
  /// Letters and digits of any script, and what names of hosts and accounts have besides.
  var isOfWord: Bool {
    if value < 0x80 { return isASCIIOfWord }
    return properties.isAlphabetic || properties.numericType != nil
  }
  private var isASCIIOfWord: Bool {
    properties.isAlphabetic || (0x30...0x39).contains(value) || "-._$".unicodeScalars.contains(self)
  }
  var isOfPath: Bool { !properties.isWhitespace && !"\"'<>|*?,;:]".unicodeScalars.contains(self) }
  var isOfLocator: Bool {
    !properties.isWhitespace && !"\"'<>,;)]}".unicodeScalars.contains(self) || self == "]"
  }
}
