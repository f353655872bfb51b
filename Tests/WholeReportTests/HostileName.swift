import Testing

/// A name that tries to act on whoever shows it. Each holds a word by which a reader finds it again.
struct HostileName: Sendable, CustomTestStringConvertible {
  /// What it tries.
  var kind: String
  private var bytes: [UInt8]

  var testDescription: String { kind }

  init(_ kind: String, _ text: String) {
    (self.kind, bytes) = (kind, Array(text.utf8))
  }

  init(_ kind: String, bytes: [UInt8]) {
    (self.kind, self.bytes) = (kind, bytes)
  }

  /// The name with the word of a place in it.
  func bytes(at place: HostilePlace) -> [UInt8] {
    bytes.replacing(Array("harmless".utf8), with: Array(place.mark.utf8))
  }

  /// As a reader of the wire has it: UTF-8, else each byte as the character of that number.
  func text(at place: HostilePlace) -> String {
    let bytes = bytes(at: place)
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var text = ""
    for byte in bytes { text.unicodeScalars.append(Unicode.Scalar(byte)) }
    return text
  }

  static let all: [HostileName] = [
    HostileName("an element", "harmless<script>alert(1)</script>"),
    HostileName("the end of an attribute", "harmless\"><img src=x onerror=alert(1)>"),
    HostileName("another end of an attribute", "harmless' onfocus=alert(1) autofocus='"),
    HostileName("the end of a section", "harmless]]>--></style></title></script><script>alert(1)</script>"),
    HostileName("a reference", "harmless&lt;b&gt;&#60;script&#62;"),
    HostileName("a joined mark", "harmless<\u{301}script>\"\u{301} onload=x \u{d4e}<b>"),
    HostileName("a cleared screen", "harmless\u{1b}[2J\u{1b}[H"),
    HostileName("a terminal's link", "\u{1b}]8;;http://example.com\u{7}harmless\u{1b}]8;;\u{7}"),
    HostileName("a terminal's clipboard", "\u{1b}]52;c;aGFybQ==\u{1b}\\harmless"),
    HostileName("a bell", "harmless\u{7}"),
    HostileName("a control of C1", "harmless\u{9b}2J\u{90}q\u{9c}\u{85}"),
    HostileName("a control of C1 as a byte", bytes: Array("harmless".utf8) + [0x9b, 0x32, 0x4a]),
    HostileName("a formula", "=cmd|' /C calc'!A0 harmless"),
    HostileName("a formula with plus", "+1+harmless"),
    HostileName("a formula with minus", "-1+harmless"),
    HostileName("a formula with at", "@SUM(1)*harmless"),
    HostileName("a formula behind a tab", "\t=1+harmless"),
    HostileName("a formula behind a return", "\r=1+harmless"),
    HostileName("a formula behind a quotation mark", "\",=1+harmless"),
    HostileName("a row", "harmless,x;y\"\r\n=1+1,\"z"),
    HostileName("an override", "harmless\u{202e}moc.elpmaxe\u{202c}"),
    HostileName("isolates", "harmless\u{2066}a\u{2067}b\u{2068}c\u{2069}\u{200e}\u{200f}\u{61c}"),
    HostileName("what cannot be seen", "harm\u{ad}less harmless\u{200b}\u{2060}\u{feff}\u{e0041}\u{a0}"),
    HostileName("separators of lines", "harmless\u{2028}a\u{2029}b\u{b}\u{c}"),
    HostileName("a zero", "harmless\0x"),
    HostileName("no UTF-8", bytes: Array("harmless".utf8) + [0xff, 0xfe, 0xc0, 0xaf, 0xed, 0xa0, 0x80]),
    HostileName("10,000 characters", "harmless" + String(repeating: "a", count: 9992)),
    HostileName("10,000 marks", "harmless" + String(repeating: "<\"`|", count: 2498)),
    HostileName("a link", "[harmless](javascript:alert(1))"),
    HostileName("a picture", "![harmless](http://example.com/x.png)"),
    HostileName("an address", "http://harmless.example.com/ www.harmless.example.com"),
    HostileName("a cell", "harmless | b | c"),
    HostileName("the end of a span", "harmless`<b>``x```"),
    HostileName("a fence", "```\nharmless\n```\n# x"),
    HostileName("a mention", "@everyone harmless #1 GH-1 contoso/wsus#2"),
    HostileName("emphasis", "**harmless** _a_ ~~b~~ $c$ :tada: ==d=="),
    HostileName("a block", "# harmless\n- x\n1. y\n> z\n\n    code\n---\n"),
    HostileName("a backslash at the end", "harmless\\"),
    HostileName("a template", "{{#flows}}{{{harmless}}}{{/flows}}{{> head}}"),
    HostileName("another value", "harmless\",\"verdict\":\"success\",\"x\":\""),
    HostileName("an escape", #"harmless\u003cscript\u003e\"#),
  ]
}

/// Where a name comes from.
enum HostilePlace: String, CaseIterable, Sendable {
  case serverName, authority, subject, issuer, alternativeName, addressName, comment, interface, path

  /// What a name in this place is found by: short enough for a label of DNS, and in lower case as host names are shown.
  var mark: String { "harmless\(Self.allCases.firstIndex(of: self) ?? 0)x" }
}
