extension Unicode.Scalar {
  var isLetter: Bool { properties.isAlphabetic }
  var isHexadecimal: Bool { value < 0x80 && properties.isASCIIHexDigit }

  /// Letters and digits of any script, and what names of hosts and accounts have besides. What is no known
  /// mark is of a word too: of a name may be left nothing.
  var isOfWord: Bool {
    if value < 0x80 { return isASCIIOfWord }
    return !properties.isWhitespace && !Self.marks.contains(self)
  }

  private var isASCIIOfWord: Bool {
    properties.isAlphabetic || (0x30...0x39).contains(value) || "-._$".unicodeScalars.contains(self)
  }

  /// Quotation marks, dashes and the punctuation of East Asia.
  private static let marks = Set("…‘’‚‛“”„«»‹›–—•·、。〈〉《》「」『』【】（）［］｛｝，．：；！？＝＜＞｜～／　".unicodeScalars)

  /// Marks inside of passwords, of data in base 64 and of compounds.
  var isGlue: Bool { "+/\\@%&#*!?^~`".unicodeScalars.contains(self) }

  var isOfPath: Bool { !properties.isWhitespace && !"\"'<>|*?,;:]".unicodeScalars.contains(self) }
  var isOfLocator: Bool {
    !properties.isWhitespace && !"\"'<>,;)]}".unicodeScalars.contains(self) || self == "]"
  }
}
