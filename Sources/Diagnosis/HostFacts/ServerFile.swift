/// A file that was understood, and how well.
package struct ServerFile: Hashable, Sendable {
  /// As the user named it, or as it was found below a folder that the user named.
  package var path: String
  package var kind: ServerFileKind
  package var encoding: TextEncoding
  /// Whether it starts with U+FEFF.
  package var hasByteOrderMark: Bool
  /// Bytes that were read.
  package var bytes: UInt64
  package var lines: Int
  package var notes: [ServerFileNote]

  package init(
    path: String, kind: ServerFileKind, encoding: TextEncoding, hasByteOrderMark: Bool, bytes: UInt64,
    lines: Int, notes: [ServerFileNote]
  ) {
    self.path = path
    self.kind = kind
    self.encoding = encoding
    self.hasByteOrderMark = hasByteOrderMark
    self.bytes = bytes
    self.lines = lines
    self.notes = notes
  }
}

/// How the characters of a file are written. The raw value is its name in reports.
package enum TextEncoding: String, CaseIterable, Hashable, Sendable {
  case ascii = "ASCII"
  case utf8 = "UTF-8"
  case utf16LittleEndian = "UTF-16LE"
  case utf16BigEndian = "UTF-16BE"
  /// What Windows calls ANSI in western Europe and America.
  case windows1252 = "Windows-1252"
  /// What Windows calls ANSI in Japan: Shift_JIS with the extensions of code page 932.
  case shiftJIS = "Shift_JIS"
}
