extension IPAddress: CustomStringConvertible {
  /// Dotted decimal for IPv4, RFC 5952 for IPv6, with IPv4-mapped addresses as `::ffff:192.0.2.1` (section
  /// 5).
  public var description: String {
    if isIPv4 { return Self.dotted(low) }
    let groups = self.groups
    if high == 0, low &>> 32 == 0xffff { return "::ffff:" + Self.dotted(low) }
    if high == 0, low &>> 32 == 0, groups[6] != 0 { return "::" + Self.dotted(low) }
    guard let gap = Self.longestZeroRun(groups) else { return Self.joined(groups[...]) }
    return Self.joined(groups[..<gap.lowerBound]) + "::" + Self.joined(groups[gap.upperBound...])
  }

  private var groups: [UInt16] {
    [high, low].flatMap { word in
      [48, 32, 16, 0].map { UInt16(truncatingIfNeeded: word &>> $0) }
    }
  }

  private static func joined(_ groups: ArraySlice<UInt16>) -> String {
    groups.map { String($0, radix: 16) }.joined(separator: ":")
  }

  private static func dotted(_ address: UInt64) -> String {
    [24, 16, 8, 0].map { String(UInt8(truncatingIfNeeded: address &>> $0)) }.joined(separator: ".")
  }

  /// The first of the longest runs of zero groups; a single group does not count (RFC 5952, section 4.2).
  private static func longestZeroRun(_ groups: [UInt16]) -> Range<Int>? {
    var longest: Range<Int>?
    var start = 0
    for index in groups.indices {
      if groups[index] != 0 { start = index &+ 1 }
      let run = start..<index &+ 1
      if run.count > max(1, longest?.count ?? 0) { longest = run }
    }
    return longest
  }
}

extension IPAddress {
  /// Dotted decimal, or any form of RFC 4291, section 2.2.
  ///
  /// Nil for anything else, for a zone (`%eth0`), and for leading zeros in dotted decimal, which some
  /// programs read as octal.
  package init?(_ text: String) {
    if let address = Self.dottedValue(Substring(text)) {
      self.init(v4: address)
      return
    }
    guard let groups = Self.groupValues(text) else { return nil }
    let words = [groups[..<4], groups[4...]].map { $0.reduce(UInt64(0)) { $0 &<< 16 | UInt64($1) } }
    self.init(high: words[0], low: words[1])
    // An address that would read as an IPv4 one.
    if isIPv4 { return nil }
  }

  private static func dottedValue(_ text: Substring) -> UInt32? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var value: UInt32 = 0
    for part in parts {
      guard let byte = UInt8(part), String(byte) == part else { return nil }
      value = value &<< 8 | UInt32(byte)
    }
    return value
  }

  private static func groupValues(_ text: String) -> [UInt16]? {
    let halves = split(text)
    guard halves.count <= 2, let head = groupList(halves[0], mayEndDotted: halves.count == 1) else {
      return nil
    }
    guard halves.count == 2 else { return head.count == 8 ? head : nil }
    guard let tail = groupList(halves[1], mayEndDotted: true), head.count + tail.count < 8 else { return nil }
    return head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail
  }

  private static func split(_ text: String) -> [Substring] {
    var previous: Character?
    for index in text.indices {
      if text[index] == ":", previous == ":" {
        return [text[..<text.index(before: index)], text[text.index(after: index)...]]
      }
      previous = text[index]
    }
    return [Substring(text)]
  }

  /// The groups of a text without `::`; an IPv4 address at its end makes two.
  private static func groupList(_ text: Substring, mayEndDotted: Bool) -> [UInt16]? {
    if text.isEmpty { return [] }
    var groups: [UInt16] = []
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    for (index, part) in parts.enumerated() {
      if let group = groupValue(part) {
        groups.append(group)
      } else if index == parts.count - 1, mayEndDotted, let address = dottedValue(part) {
        groups += [UInt16(truncatingIfNeeded: address &>> 16), UInt16(truncatingIfNeeded: address)]
      } else {
        return nil
      }
    }
    return groups
  }

  private static func groupValue(_ text: Substring) -> UInt16? {
    guard (1...4).contains(text.count), text.allSatisfy(\.isHexDigit) else { return nil }
    return UInt16(text, radix: 16)
  }
}
