/// The beginning of a SOAP message, as far as it was kept: names of elements and short texts, found without a tree.
///
/// Prefixes of namespaces do not count: senders choose them.
struct SOAPText {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The name of the first element of the body; nil where that is not whole (SOAP 1.1, section 4.3).
  var operation: ArraySlice<UInt8>? {
    guard let body = tag("Body", from: bytes.startIndex) else { return nil }
    return nextTag(from: body.end)?.name
  }

  /// The fault that the message is: its ErrorCode, and the .NET exception that its text names last; nil for another
  /// message (SOAP 1.1, section 4.4; SOAP 1.2, section 5.4).
  var fault: (code: WSUSFault, exception: [UInt8])? {
    guard let fault = tag("Fault", from: bytes.startIndex) else { return nil }
    let code = content(of: "ErrorCode", from: fault.end).map { WSUSFault(code: $0) } ?? .other
    let text = content(of: "faultstring", from: fault.end) ?? content(of: "Text", from: fault.end) ?? []
    return (code, Self.exception(in: text))
  }

  /// The name of a .NET exception says what failed, and nothing of who asked, where the text around it may.
  private static func exception(in text: ArraySlice<UInt8>) -> [UInt8] {
    // A colon follows the name of an exception, and a bracket that of a method in the stack trace.
    let names = text.split { !isOfName($0) }.filter { name in
      name.endIndex < text.endIndex && text[name.endIndex] == UInt8(ascii: ":")
        && name.count <= longestException && isOfSystem(name) && !name.elementsEqual(wrapper.utf8)
    }
    return names.last.map { Array($0) } ?? []
  }

  private static func isOfSystem(_ name: ArraySlice<UInt8>) -> Bool {
    (name.starts(with: "System.".utf8) || name.starts(with: "Microsoft.".utf8))
      && name.suffix(9).elementsEqual("Exception".utf8)
  }

  /// The exception of every fault, which says nothing.
  private static let wrapper = "System.Web.Services.Protocols.SoapException"
  private static let longestException = 80

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "."), UInt8(ascii: "_"): true
    default: false
    }
  }

  // MARK: Elements

  private struct Tag {
    var name: ArraySlice<UInt8>
    /// The place behind its `>`.
    var end: Int
  }

  /// The text of an element, without the blanks around it; nil where its end is not there.
  private func content(of name: String, from start: Int) -> ArraySlice<UInt8>? {
    guard let tag = tag(name, from: start),
      let end = bytes[tag.end...].firstIndex(of: UInt8(ascii: "<"))
    else { return nil }
    var text = bytes[tag.end..<end].drop(while: Self.isSpace)
    while let last = text.last, Self.isSpace(last) { text.removeLast() }
    return text
  }

  private func tag(_ name: String, from start: Int) -> Tag? {
    var place = start
    while let tag = nextTag(from: place) {
      if tag.name.elementsEqual(name.utf8) { return tag }
      place = tag.end
    }
    return nil
  }

  /// The next start tag, without declarations, comments and end tags.
  private func nextTag(from start: Int) -> Tag? {
    var place = start
    while let open = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
      guard let close = bytes[open...].firstIndex(of: UInt8(ascii: ">")) else { return nil }
      let inside = bytes[(open + 1)..<close]
      place = close + 1
      guard let first = inside.first, !Self.otherMarkup.contains(first) else { continue }
      let whole = inside.prefix { !Self.isSpace($0) && $0 != UInt8(ascii: "/") }
      let colon = whole.firstIndex(of: UInt8(ascii: ":"))
      return Tag(name: colon.map { whole[($0 + 1)...] } ?? whole, end: place)
    }
    return nil
  }

  /// `/`, `?` and `!`.
  private static let otherMarkup: [UInt8] = [0x2f, 0x3f, 0x21]

  private static func isSpace(_ byte: UInt8) -> Bool { isBlank(byte) || byte == 0x0a || byte == 0x0d }
}
