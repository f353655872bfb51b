extension QuotedLine {
  /// `https://user@host:port/path`: the host stays when it is public, and of the path what is known.
  mutating func takeLocator(_ redactor: inout Redactor, scheme: Range<Int>) -> Bool {
    guard scheme.upperBound + 2 < scalars.count, text(scheme.upperBound..<scheme.upperBound + 3) == "://"
    else {
      return false
    }
    let start = scheme.upperBound + 3
    let stop = end(from: start) { $0.isOfLocator && !"/?#".unicodeScalars.contains($0) }
    let pathEnd = end(from: stop) { $0.isOfLocator }
    let parts = text(start..<stop).split(separator: "@", omittingEmptySubsequences: false)
    let authority = parts.last.map(String.init) ?? ""
    let host = KnownHosts.contains(authority) ? authority : redactor.authority(authority)
    let path = path(
      text(stop..<pathEnd), isPublic: host == authority && parts.count == 1 && !host.isEmpty, &redactor)
    let name = text(scheme)
    put((KnownText.contains(name) ? name : redactor.token(.word, name)) + "://" + host + path, to: pathEnd)
    return true
  }

  /// The path of a locator, with what follows it: known services stay, all else is one pseudonym.
  private func path(_ path: String, isPublic: Bool, _ redactor: inout Redactor) -> String {
    let mark = path.firstIndex { "?#".contains($0) } ?? path.endIndex
    guard path.utf8.count > 1, !KnownFiles.contains(path: path[...]) else { return path }
    guard isPublic, KnownFiles.contains(path: path[..<mark]) else { return "/" + redactor.path(path, .path) }
    return path[..<mark] + "?" + redactor.token(.path, String(path[mark...]))
  }

  /// `DOMAIN\user`, `user@domain`; with more parts it is a path.
  mutating func takeAccount(_ redactor: inout Redactor, wordEnd: Int) -> Bool {
    guard wordEnd + 1 < scalars.count else { return false }
    let sign = scalars[wordEnd]
    guard sign == "\\" || sign == "@", scalars[wordEnd + 1].isOfWord || scalars[wordEnd + 1] == sign else {
      return false
    }
    let end = end(from: position) { $0.isOfWord || $0 == sign }
    guard
      end >= scalars.count || !scalars[end].isGlue || end + 1 >= scalars.count || !scalars[end + 1].isOfWord
    else {
      return false
    }
    let word = text(position..<end)
    let parts = word.split(separator: sign == "@" ? "@" : "\\")
    guard parts.count > 1 else { return false }
    if sign == "\\", RegistryNames.contains(path: parts) {
      copy(to: end)
      return true
    }
    put(
      parts.count == 2 ? account(parts.map(String.init), word, &redactor) : redactor.path(word, .path),
      to: end)
    return true
  }

  /// Windows' own accounts stay; a host with a full stop in it is followed by an instance of SQL Server.
  private func account(_ parts: [String], _ word: String, _ redactor: inout Redactor) -> String {
    let isOwn = Self.authorities.contains(parts[0].uppercased()) && KnownText.contains(parts[1])
    if isOwn { return word }
    guard word.contains("\\"), parts[0].contains(".") else { return redactor.token(.user, word.lowercased()) }
    return redactor.host(parts[0]) + "\\" + redactor.token(.word, parts[1].lowercased())
  }

  /// Where Windows keeps its own accounts.
  private static let authorities = ["AUTHORITY", "BUILTIN", "SERVICE", "APPPOOL"]
}
