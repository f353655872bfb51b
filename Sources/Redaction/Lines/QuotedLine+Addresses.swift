import Packets

extension QuotedLine {
  /// An IPv6 address, or that of a network card written with colons.
  mutating func takeAddress(_ redactor: inout Redactor) -> Bool {
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
}
