import Diagnosis

/// Reads what WSUS writes about a protocol of Schannel. Two wordings are known (the article):
///
///     SCHANNEL Protocol 'TLS 1.0' disabled
///     SCHANNEL Protocols subkey for 'TLS 1.2' not found. Protocol is enabled
///
/// Others are taken as far as they are plain: a name between quotation marks and one of the words `enabled` and
/// `disabled`, without `not` before it.
enum SchannelWording {
  static let start = ByteSearch("SCHANNEL")

  /// The protocol and its state; nil when the message does not start with SCHANNEL and a word that goes on
  /// about a protocol.
  static func read(_ message: Substring) -> (name: String?, state: SchannelLine.State)? {
    let words = message.split { $0 == " " || $0 == "\t" }
    guard words.count > 1, words[0] == "SCHANNEL" else { return nil }
    let name = quoted(message)
    guard let name else { return (nil, .unknownWording) }
    return (name, state(words))
  }

  private static func quoted(_ message: Substring) -> String? {
    let quotes: Set<Character> = ["'", "\"", "‘", "’", "“", "”"]
    guard let open = message.firstIndex(where: quotes.contains) else { return nil }
    let rest = message[message.index(after: open)...]
    guard let close = rest.firstIndex(where: quotes.contains), close > rest.startIndex else { return nil }
    let name = rest[..<close]
    return name.utf8.count <= 64 ? String(name) : nil
  }

  private static func state(_ words: [Substring]) -> SchannelLine.State {
    let plain = words.map { word in word.lowercased().filter(\.isLetter) }
    func says(_ wanted: String) -> Bool { plain.contains(wanted) }
    let isNegated = plain.indices.dropFirst().contains { index in
      ["enabled", "disabled"].contains(plain[index]) && plain[index - 1] == "not"
    }
    if isNegated || says("enabled") == says("disabled") { return .unknownWording }
    return says("enabled") ? .enabled : .disabled
  }
}
