import Packets

extension PolicyReader {
  /// A host name in lower case, or one behind `*.`, which stands for every name below it.
  mutating func host(_ value: YAMLValue) -> String? {
    guard let text = text(value, "a host") else { return nil }
    guard let (message, advice) = Self.fault(ofHost: text) else { return text.lowercased() }
    fault(value.place, "\(quoted(text)) \(message)", advice)
    return nil
  }

  private static func fault(ofHost text: String) -> (message: String, advice: String)? {
    let name = text.hasPrefix("*.") ? text.dropFirst(2) : text[...]
    if name.utf8.contains(UInt8(ascii: "*")) {
      return (
        "has a * that is no first label of its own", "write it as *.example.com; it stands for any depth"
      )
    }
    if text.utf8.allSatisfy(isOfAddress), IPAddress(text) != nil {
      return ("is an address", "name it under addresses")
    }
    if text.utf8.contains(UInt8(ascii: "/")) || text.utf8.contains(UInt8(ascii: ":")) {
      return ("is no bare host name", "write it without a scheme, a port and a path")
    }
    if !text.utf8.allSatisfy({ $0 < 0x80 }) {
      return ("has letters beyond ASCII", "write it as DNS carries it, with xn-- (RFC 5890)")
    }
    return isName(name)
      ? nil : ("is no host name", "write labels of letters, digits and hyphens with dots between")
  }

  /// RFC 1123, section 2.1, and the underscores that Windows networks have; lengths as in RFC 1035, section 2.3.4.
  private static func isName(_ name: Substring) -> Bool {
    let labels = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return name.utf8.count <= 253
      && labels.allSatisfy { label in
        (1...63).contains(label.count) && label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
          && label.allSatisfy(isOfLabel)
      }
  }

  /// Digits, letters to F, colons and dots: a host without others is worth a look.
  private static func isOfAddress(_ byte: UInt8) -> Bool {
    switch byte | 0x20 {
    case UInt8(ascii: "0")...UInt8(ascii: ":"), UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "."): true
    default: false
    }
  }

  private static func isOfLabel(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
