import Packets

extension QuotedWord {
  /// The word with the IPv4 addresses in it replaced; nil when it holds none, or something else that is not
  /// known.
  func addresses(_ redactor: inout Redactor) -> String? {
    guard word.utf8.filter({ $0 == UInt8(ascii: ".") }).count >= 3 else { return nil }
    var written = ""
    var run = ""
    var found = false
    for character in word + " " {
      if character == "." || character.isASCII && character.isNumber {
        run.append(character)
        continue
      }
      let address = Self.address(run)
      found = found || address != nil
      written += address.map { redactor.address($0).description } ?? run
      written.append(character)
      run = ""
    }
    return found ? String(written.dropLast()) : nil
  }

  /// Also with more zeros than needed, as some programs write addresses.
  private static func address(_ run: String) -> IPAddress? {
    let parts = run.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    let bytes = parts.compactMap { $0.utf8.count <= 3 ? UInt8($0) : nil }
    return bytes.count == 4 ? IPAddress(v4: bytes.reduce(0) { $0 << 8 | UInt32($1) }) : nil
  }
}
