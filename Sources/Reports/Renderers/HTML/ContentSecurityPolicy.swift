import Crypto

/// What a page may do (Content Security Policy Level 3): show itself, with the one style sheet and the one script
/// that its policy names by their hashes. Nothing is loaded, nothing is sent.
struct ContentSecurityPolicy {
  let text: String

  init(style: String, script: String) {
    text = [
      "default-src 'none'", "style-src '\(Self.hash(of: style))'", "script-src '\(Self.hash(of: script))'",
      "base-uri 'none'", "form-action 'none'",
    ].joined(separator: "; ")
  }

  /// `sha256-` and the digest of an element's whole text in base 64 (section 2.3.1).
  static func hash(of text: String) -> String {
    var hash = ByteBuffer()
    hash.add(literal: "sha256-")
    hash.addBase64(Array(SHA256.hash(data: Array(text.utf8))))
    return hash.text
  }
}
