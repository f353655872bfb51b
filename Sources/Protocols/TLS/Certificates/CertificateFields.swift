import Bytes
import SwiftASN1

/// The children of a constructed node, one after the other.
struct ChildNodes {
  var nodes: ASN1NodeCollection.Iterator

  /// - Throws: `truncatedASN1Field` when there is none left.
  mutating func next() throws -> ASN1Node {
    guard let node = nodes.next() else { throw ASN1Error.truncatedASN1Field() }
    return node
  }
}

extension ASN1Node {
  /// - Throws: `unexpectedFieldType` for a node without children.
  func children() throws -> ChildNodes {
    guard case .constructed(let nodes) = content else { throw ASN1Error.unexpectedFieldType(identifier) }
    return ChildNodes(nodes: nodes.makeIterator())
  }
}

/// The names that a certificate is for (RFC 5280, section 4.2.1.6).
enum CertificateName {
  /// The text of a DNS name [2] or an IP address [7]; nil for other kinds. A DNS name that is not ASCII is
  /// read all the same.
  static func text(_ name: ASN1Node) -> String? {
    guard case .primitive(let bytes) = name.content, name.identifier.tagClass == .contextSpecific else {
      return nil
    }
    switch name.identifier.tagNumber {
    case 2: return DirectoryText.utf8OrLatin1(bytes)
    case 7: return address(Array(bytes))
    default: return nil
    }
  }

  /// Four bytes in dotted decimal, sixteen as RFC 5952 writes them, others in hexadecimal.
  static func address(_ bytes: [UInt8]) -> String {
    switch bytes.count {
    case 4: bytes.map { String($0) }.joined(separator: ".")
    case 16: addressV6((0..<8).map { UInt16(bytes[2 * $0]) << 8 | UInt16(bytes[2 * $0 + 1]) })
    default: hexadecimal(bytes)
    }
  }

  /// The longest run of at least two zero groups becomes `::`, the first of equals (RFC 5952, section 4.2).
  private static func addressV6(_ groups: [UInt16]) -> String {
    var longest = 0..<0
    var start = 0
    for (index, group) in groups.enumerated() {
      if group != 0 { start = index + 1 }
      if index + 1 - start > longest.count { longest = start..<(index + 1) }
    }
    let texts = groups.map { String($0, radix: 16) }
    guard longest.count > 1 else { return texts.joined(separator: ":") }
    let left = texts[..<longest.lowerBound].joined(separator: ":")
    return left + "::" + texts[longest.upperBound...].joined(separator: ":")
  }
}

/// The times of a certificate (RFC 5280, section 4.1.2.5): UTCTime up to 2049, GeneralizedTime after it.
enum CertificateTime {
  /// Seconds since 1970 (UTC).
  static func seconds(_ node: ASN1Node) throws -> Int64 {
    if node.identifier == .utcTime {
      let time = try UTCTime(derEncoded: node, withIdentifier: .utcTime)
      let clock = Int64(time.hours * 3600 + time.minutes * 60 + time.seconds)
      return days(time.year, time.month, time.day) * 86_400 + clock
    }
    let time = try GeneralizedTime(derEncoded: node, withIdentifier: .generalizedTime)
    let clock = Int64(time.hours * 3600 + time.minutes * 60 + time.seconds)
    return days(time.year, time.month, time.day) * 86_400 + clock
  }

  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
    Int64(GregorianCalendar.days(year, month, day))
  }
}
