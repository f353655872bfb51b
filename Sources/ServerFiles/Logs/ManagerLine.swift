import Diagnosis

/// One line of Wsyncmgr.log in one of its three forms.
///
///     <![LOG[message]LOG]!><time="14:30:00.000+300" date="03-23-2026" component="…" … thread="1234" …>
///     message  $$<SMS_WSUS_SYNC_MANAGER><03-23-2026 14:30:00.000+300><thread=1234 (0x4D2)>
///     message<TAB>SMS_WSUS_SYNC_MANAGER<TAB>3/23/2026 2:30:00 PM<TAB>1234 (0x04D2)
///
/// The third is what CMTrace puts on the clipboard. Its time is in the format of the reader's Windows and has no
/// zone, so it is not read. A message may go over several lines: all but the last then have no ``end``.
struct ManagerLine {
  /// The message without what frames it.
  let message: Substring
  /// Whether the message ends in this line, and its time where there is one.
  let end: End?

  enum End {
    case time(LocalTime)
    case noTime
  }

  /// - Parameter manager: the component's name, which is a column of lines from the clipboard.
  init(_ line: String, manager: String = manager) {
    if let frame = line.range(of: "]LOG]!>") {
      message = Self.withoutOpening(line[..<frame.lowerBound])
      end = Self.attributes(line[frame.upperBound...])
    } else if let frame = line.range(of: "$$<") {
      message = Self.trimmed(line[..<frame.lowerBound])
      end = Self.columns(line[frame.upperBound...])
    } else if let column = line.range(of: manager) {
      message = Self.trimmed(line[..<column.lowerBound])
      end = .noTime
    } else {
      message = Self.withoutOpening(line[...])
      end = nil
    }
  }

  static let manager = "SMS_WSUS_SYNC_MANAGER"

  private static let opening = "<![LOG["

  private static func withoutOpening(_ text: Substring) -> Substring {
    text.hasPrefix(opening) ? Substring(text.utf8.dropFirst(opening.utf8.count)) : trimmed(text)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var bytes = text.utf8.drop(while: isBlank)
    while let last = bytes.last, isBlank(last) { bytes.removeLast() }
    return Substring(bytes)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  private static func attributes(_ text: Substring) -> End {
    guard let clock = value(of: "time=\"", in: text), let date = value(of: "date=\"", in: text),
      let time = LocalTime(clock: clock, date: date)
    else { return .noTime }
    return .time(time)
  }

  private static func value(of name: String, in text: Substring) -> Substring.UTF8View? {
    guard let start = text.range(of: name) else { return nil }
    return text[start.upperBound...].utf8.prefix { $0 != UInt8(ascii: "\"") }
  }

  /// `SMS_WSUS_SYNC_MANAGER><03-23-2026 14:30:00.000+300><thread=…>`.
  private static func columns(_ text: Substring) -> End {
    let columns = text.utf8.split(
      separator: UInt8(ascii: "<"), maxSplits: 3, omittingEmptySubsequences: false)
    guard columns.count > 1 else { return .noTime }
    let words = columns[1].prefix { $0 != UInt8(ascii: ">") }.split(separator: UInt8(ascii: " "))
    guard words.count == 2, let time = LocalTime(clock: words[1], date: words[0]) else { return .noTime }
    return .time(time)
  }
}

extension Substring {
  /// Where a text is found first. The search goes by bytes: an index within a character is none of a string.
  func range(of wanted: String) -> Range<Index>? {
    guard let offset = utf8.span.offset(of: wanted.utf8.span) else { return nil }
    let start = utf8.index(startIndex, offsetBy: offset)
    return start..<utf8.index(start, offsetBy: wanted.utf8.count)
  }
}

extension String {
  /// As that of a substring.
  func range(of wanted: String) -> Range<Index>? { self[...].range(of: wanted) }
}

extension Span<UInt8> {
  /// Where bytes are found first; nil also for none.
  fileprivate func offset(of wanted: Span<UInt8>) -> Int? {
    guard !wanted.isEmpty, count >= wanted.count else { return nil }
    for offset in 0...(count - wanted.count) where self[offset] == wanted[0] {
      if (1..<wanted.count).allSatisfy({ self[offset + $0] == wanted[$0] }) { return offset }
    }
    return nil
  }
}

/// A GUID in a text, such as `001d4517-c586-4bb1-9e66-ed6ff8e8d34f`.
enum UpdateIdentifier {
  /// The first one, in lower case.
  static func first(in text: Substring) -> String? {
    let bytes = Array(text.utf8)
    var start = 0
    while start + 36 <= bytes.count {
      if matches(at: start, in: bytes) {
        return String(decoding: bytes[start..<start + 36].map(ByteSearch.folded), as: UTF8.self)
      }
      start += 1
    }
    return nil
  }

  private static func matches(at start: Int, in bytes: [UInt8]) -> Bool {
    (0..<36).allSatisfy { index in
      let byte = bytes[start + index]
      if [8, 13, 18, 23].contains(index) { return byte == UInt8(ascii: "-") }
      return byte &- UInt8(ascii: "0") < 10 || ByteSearch.folded(byte) &- UInt8(ascii: "a") < 6
    }
  }
}
