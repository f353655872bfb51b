import Foundation

/// How a built file is encoded.
package enum BuiltEncoding: String, CaseIterable, Sendable {
  case utf8
  case utf8WithMark
  case utf16LittleEndian
  case utf16LittleEndianWithMark
  case utf16BigEndian
  case utf16BigEndianWithMark
  case windows1252
  case shiftJIS

  /// Whether it has Japanese characters.
  package var hasJapanese: Bool { self != .windows1252 }
}

/// The language of the Windows that a built file comes from.
package enum BuiltLanguage: String, CaseIterable, Sendable {
  case english
  case japanese
}

/// Text on its way into a file.
package enum BuiltText {
  /// The bytes of a text with LF between its lines; line ends become those of Windows unless told otherwise.
  package static func bytes(
    _ text: String, _ encoding: BuiltEncoding = .utf8, lineEnd: String = "\r\n"
  ) -> [UInt8] {
    let text = text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: lineEnd)
    switch encoding {
    case .utf8: return Array(text.utf8)
    case .utf8WithMark: return [0xEF, 0xBB, 0xBF] + Array(text.utf8)
    case .utf16LittleEndian: return units(text, isBigEndian: false)
    case .utf16LittleEndianWithMark: return [0xFF, 0xFE] + units(text, isBigEndian: false)
    case .utf16BigEndian: return units(text, isBigEndian: true)
    case .utf16BigEndianWithMark: return [0xFE, 0xFF] + units(text, isBigEndian: true)
    case .windows1252: return Array(text.data(using: .windowsCP1252, allowLossyConversion: true) ?? Data())
    case .shiftJIS: return Array(text.data(using: .shiftJIS, allowLossyConversion: true) ?? Data())
    }
  }

  private static func units(_ text: String, isBigEndian: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      let bytes = [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
      return isBigEndian ? bytes.reversed() : bytes
    }
  }
}

/// A moment as logs write it.
package struct BuiltTime: Sendable {
  package var date: String
  package var clock: String

  /// - Parameters:
  ///   - date: `2020-07-20`.
  ///   - clock: `09:14:31.200`.
  package init(_ date: String, _ clock: String) {
    self.date = date
    self.clock = clock
  }

  /// `07-20-2020`.
  var american: String {
    let parts = date.split(separator: "-")
    return "\(parts[1])-\(parts[2])-\(parts[0])"
  }

  /// `7/20/2020 9:14:31 AM`.
  var spoken: String {
    let days = date.split(separator: "-").compactMap { Int($0) }
    let clocks = clock.split(separator: ".")[0].split(separator: ":")
    let hour = Int(clocks[0]) ?? 0
    return
      "\(days[1])/\(days[2])/\(days[0]) \((hour + 11) % 12 + 1):\(clocks[1]):\(clocks[2]) \(hour < 12 ? "AM" : "PM")"
  }
}
