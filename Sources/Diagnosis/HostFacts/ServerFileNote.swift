/// Something about a file that whoever relies on its facts should know.
package enum ServerFileNote: Hashable, Sendable {
  /// So many lines were longer than is read of one; the number of the first.
  case cutLines(count: Int, first: Int)
  /// The file stops inside a character, a record, a value or a page: the line where it does.
  case endsEarly(line: Int)
  /// Only so many bytes of the file were read: it is larger than any file of its kind.
  case readInPart(bytes: UInt64)
  /// The system could not deliver more of the file, in its own words.
  case unreadable(String)
  /// Lines in different encodings.
  case mixedEncodings
  /// Local times were turned into UTC by the minutes that stand behind them, which are read with this sign.
  case assumedTimeZone(minutes: [Int], sign: TimeZoneSign)
  /// So many entries have a local time and nothing that tells its zone; they have no time.
  case timesWithoutZone(count: Int)
  /// So many facts are left out because there are more than anybody reads.
  case moreFacts(count: Int)
  /// A registry value that cannot be read as the type it claims.
  case unreadableValue(name: String, line: Int)

  /// A stable name in snake_case.
  package var code: String {
    switch self {
    case .cutLines: "cut_lines"
    case .endsEarly: "ends_early"
    case .readInPart: "read_in_part"
    case .unreadable: "unreadable"
    case .mixedEncodings: "mixed_encodings"
    case .assumedTimeZone: "assumed_time_zone"
    case .timesWithoutZone: "times_without_zone"
    case .moreFacts: "more_facts"
    case .unreadableValue: "unreadable_value"
    }
  }
}

/// What the minutes behind a time of Configuration Manager's logs mean. Sources disagree.
package enum TimeZoneSign: String, CaseIterable, Hashable, Sendable {
  /// Windows' bias: UTC is the local time plus the minutes. Logs of known places agree with it (-60 in
  /// central Europe).
  case bias
  /// The offset of RFC 3339: UTC is the local time less the minutes.
  case offset
}
