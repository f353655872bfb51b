import Diagnosis
import Packets

extension Redactor {
  /// A line of a log or of a configuration file: names of machines and people, addresses and paths are replaced, the
  /// rest stays word for word.
  ///
  /// Free text has no grammar: a word in doubt is replaced. Names of .NET classes (`System.Net.WebException`) look like
  /// hosts and are told by their roots and their capitals.
  mutating func line(_ text: String) -> String {
    var line = QuotedLine(text)
    while !line.isAtEnd { line.step(&self) }
    return line.written
  }
}

/// A text that is read from left to right and copied with replacements.
///
/// Each step takes at least one character and looks ahead to the end of the line at most, which has 600 characters
/// (`Citation.textLimit`).
struct QuotedLine {
  let scalars: [Unicode.Scalar]
  private(set) var position = 0
  private(set) var written = ""
  /// The word before, in lower case, and what is between it and the next.
  private var lastWord = ""
  private var gap = ""

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  var isAtEnd: Bool { position >= scalars.count }

  subscript(ahead: Int) -> Unicode.Scalar? {
    scalars.indices.contains(position + ahead) ? scalars[position + ahead] : nil
  }

  func text(_ range: Range<Int>) -> String {
    String(String.UnicodeScalarView(scalars[range]))
  }

  /// The end of the run from `start` on whose characters all pass.
  func end(from start: Int, while passes: (Unicode.Scalar) -> Bool) -> Int {
    var end = start
    while end < scalars.count, passes(scalars[end]) { end += 1 }
    return end
  }

  mutating func step(_ redactor: inout Redactor) {
    if skipRegistryKey(&redactor) || takePath(&redactor) || takeAddress(&redactor) { return }
    guard scalars[position].isOfWord else {
      gap.unicodeScalars.append(scalars[position])
      return copy(to: position + 1)
    }
    takeWord(&redactor)
  }

  private mutating func copy(to end: Int) {
    written.unicodeScalars.append(contentsOf: scalars[position..<end])
    position = end
  }

  private mutating func put(_ replacement: String, to end: Int) {
    written += replacement
    (position, lastWord, gap) = (end, "", "")
  }

  private var isAtWordStart: Bool { self[-1].map { !$0.isOfWord } ?? true }

  // MARK: Paths

  /// Keys of the registry are the same everywhere; only an identifier of a user in one is not.
  private mutating func skipRegistryKey(_ redactor: inout Redactor) -> Bool {
    guard isAtWordStart, scalars[position] == "H" else { return false }
    let word = text(position..<end(from: position) { $0.isOfWord })
    guard word.hasPrefix("HKEY_") || ["HKLM", "HKCU", "HKU", "HKCR"].contains(word) else { return false }
    guard scalars[(position + word.unicodeScalars.count)...].first == "\\" else { return false }
    let end = end(from: position) { !"]\"'<>,;".unicodeScalars.contains($0) }
    let parts = text(position..<end).split(separator: "\\", omittingEmptySubsequences: false)
    put(
      parts.map { Self.isUser($0) ? redactor.token(.user, String($0)) : String($0) }.joined(separator: "\\"),
      to: end)
    return true
  }

  /// A security identifier of an account; those with one part behind the authority are Windows' own (`S-1-5-18`).
  static func isUser(_ word: Substring) -> Bool {
    word.hasPrefix("S-1-") && word.split(separator: "-").count > 4
  }

  /// `C:\…`, `\\server\share\…`, `/home/…`: the whole of it, as far as it can be told.
  private mutating func takePath(_ redactor: inout Redactor) -> Bool {
    guard isAtWordStart, let separator = pathSeparator else { return false }
    let quote = self[-1].flatMap { "\"'".unicodeScalars.contains($0) ? $0 : nil }
    var end = end(from: position + 2) { quote == nil ? $0.isOfPath : $0 != quote }
    // A folder with a space in its name goes on behind it.
    while quote == nil, end < scalars.count, scalars[end] == " " {
      let next = self.end(from: end + 1) { $0.isOfPath }
      let more = scalars[end + 1..<next]
      guard more.contains(separator), more.first != separator, !more.contains(":") else { break }
      end = next
    }
    while quote == nil, end > position + 2, ".)".unicodeScalars.contains(scalars[end - 1]) { end -= 1 }
    put(redactor.path(text(position..<end), .path), to: end)
    return true
  }

  /// What parts the path that starts here; nil where none does.
  private var pathSeparator: Unicode.Scalar? {
    let first = scalars[position]
    if first.isLetter, self[1] == ":", let third = self[2], third == "\\" || third == "/" {
      return self[3] == "/" ? nil : third
    }
    if first == "\\", self[1] == "\\", self[2]?.isOfWord == true { return "\\" }
    guard first == "/", self[1]?.isOfWord == true, self[-1] != "<", self[-1] != ":", self[-1] != "/" else {
      return nil
    }
    let end = end(from: position + 1) { $0.isOfWord }
    return end < scalars.count && scalars[end] == "/" ? "/" : nil
  }

  // MARK: Addresses

  /// An IPv6 address, or that of a network card written with colons.
  private mutating func takeAddress(_ redactor: inout Redactor) -> Bool {
    guard isAtWordStart, self[-1] != ":", scalars[position].isHexadecimal || scalars[position] == ":" else {
      return false
    }
    var end = end(from: position) { $0.isHexadecimal || $0 == ":" || $0 == "." }
    while end > position,
      scalars[end - 1] == "." || (scalars[end - 1] == ":" && text(position..<end).hasSuffix("::") == false)
    {
      end -= 1
    }
    let text = text(position..<end)
    guard text.contains(":"), end >= scalars.count || !scalars[end].isOfWord else { return false }
    if let address = IPAddress(text) {
      put(redactor.address(address).description, to: end)
      return true
    }
    guard Self.isCard(text, separator: ":") else { return false }
    put(redactor.token(.card, text.lowercased()), to: end)
    return true
  }

  static func isCard(_ text: String, separator: Character) -> Bool {
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    return parts.count == 6 && parts.allSatisfy { $0.utf8.count == 2 && UInt8($0, radix: 16) != nil }
  }

  // MARK: Words

  private mutating func takeWord(_ redactor: inout Redactor) {
    var end = end(from: position) { $0.isOfWord }
    if takeLocator(&redactor, scheme: position..<end) || takeAccount(&redactor, wordEnd: end) { return }
    // A full stop ends a sentence and not a name.
    while end > position + 1, scalars[end - 1] == "." { end -= 1 }
    let word = text(position..<end)
    let isTruncated = end + 1 == scalars.count && scalars[end] == "…" && word.contains(".")
    let quoted = QuotedWord(word: word, previous: lastWord, gap: gap, isTruncated: isTruncated)
    if let replacement = quoted.replacement(&redactor) { return put(replacement, to: end) }
    (lastWord, gap) = (word.lowercased(), "")
    copy(to: end)
  }

  /// `https://user@host:port/path`: the host stays when the policy holds it, and then the path too.
  private mutating func takeLocator(_ redactor: inout Redactor, scheme: Range<Int>) -> Bool {
    guard scheme.upperBound + 2 < scalars.count, text(scheme.upperBound..<scheme.upperBound + 3) == "://"
    else {
      return false
    }
    let start = scheme.upperBound + 3
    let stop = end(from: start) { $0.isOfLocator && !"/?#".unicodeScalars.contains($0) }
    let pathEnd = end(from: stop) { $0.isOfLocator }
    let parts = text(start..<stop).split(separator: "@", omittingEmptySubsequences: false)
    let authority = parts.last.map(String.init) ?? ""
    let host = redactor.authority(authority)
    var path = text(stop..<pathEnd)
    if host != authority || parts.count > 1 || authority.isEmpty {
      path = path.utf8.count > 1 ? "/" + redactor.path(path, .path) : path
    }
    put(text(scheme) + "://" + host + path, to: pathEnd)
    return true
  }

  /// `DOMAIN\user`, `user@domain`; with more parts it is a path.
  private mutating func takeAccount(_ redactor: inout Redactor, wordEnd: Int) -> Bool {
    guard wordEnd + 1 < scalars.count else { return false }
    let sign = scalars[wordEnd]
    guard sign == "\\" || sign == "@", scalars[wordEnd + 1].isOfWord || scalars[wordEnd + 1] == sign else {
      return false
    }
    let end = end(from: position) { $0.isOfWord || $0 == sign }
    let word = text(position..<end)
    let parts = word.split(separator: sign == "@" ? "@" : "\\")
    guard parts.count > 1 else { return false }
    if ["AUTHORITY", "BUILTIN", "SERVICE", "APPPOOL"].contains(parts[0].uppercased()) {
      copy(to: end)
      return true
    }
    put(parts.count == 2 ? redactor.token(.user, word.lowercased()) : redactor.path(word, .path), to: end)
    return true
  }
}

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
