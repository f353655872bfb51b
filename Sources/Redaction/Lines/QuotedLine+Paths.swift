extension QuotedLine {
  /// Keys of the registry: of each part what is known stays.
  mutating func takeRegistryKey(_ redactor: inout Redactor) -> Bool {
    guard isAtWordStart, scalars[position] == "H" else { return false }
    let word = text(position..<end(from: position) { $0.isOfWord })
    guard word.hasPrefix("HKEY_") || ["HKLM", "HKCU", "HKU", "HKCR"].contains(word) else { return false }
    guard scalars[(position + word.unicodeScalars.count)...].first == "\\" else { return false }
    let end = end(from: position) { !"]\"'<>,;".unicodeScalars.contains($0) }
    let parts = text(position..<end).split(separator: "\\", omittingEmptySubsequences: false)
    put(parts.map { registryPart(String($0), &redactor) }.joined(separator: "\\"), to: end)
    return true
  }

  /// One name of a key; several words of it are looked at one by one, as in `TLS 1.2`.
  private func registryPart(_ part: String, _ redactor: inout Redactor) -> String {
    if Self.isUser(part[...]) { return redactor.token(.user, part) }
    let words = part.split(separator: " ", omittingEmptySubsequences: false)
    let isKnown = words.allSatisfy {
      $0.isEmpty || RegistryNames.contains($0) || KnownText.contains(String($0))
    }
    return isKnown ? part : redactor.token(.word, part.lowercased())
  }

  /// A security identifier of an account; those with one part behind the authority are Windows' own
  /// (`S-1-5-18`).
  static func isUser(_ word: Substring) -> Bool {
    word.uppercased().hasPrefix("S-1-") && word.split(separator: "-").count > 4
  }

  /// `C:\…`, `\\server\share\…`, `/home/…`: the whole of it, as far as it can be told.
  mutating func takePath(_ redactor: inout Redactor) -> Bool {
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
    let path = text(position..<end)
    put(KnownFiles.contains(path: path[...]) ? path : redactor.path(path, .path), to: end)
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
}
