package struct ServerFile: Hashable, Sendable {
  /// As typed, or as found in a folder.
  package var path: String
  package var kind: ServerFileKind
  package var encoding: TextEncoding
  package var hasByteOrderMark: Bool
  package var bytes: UInt64
  package var lines: Int
  package var notes: [ServerFileNote]

  package init(
    path: String, kind: ServerFileKind, encoding: TextEncoding, hasByteOrderMark: Bool, bytes: UInt64,
    lines: Int, notes: [ServerFileNote]
  ) {
    self.path = path
    self.kind = kind
    self.encoding = encoding
    self.hasByteOrderMark = hasByteOrderMark
    self.bytes = bytes
    self.lines = lines
    self.notes = notes
  }
}

/// The raw value is its name in reports.
package enum TextEncoding: String, CaseIterable, Hashable, Sendable {
  case ascii = "ASCII"
  case utf8 = "UTF-8"
  case utf16LittleEndian = "UTF-16LE"
  case utf16BigEndian = "UTF-16BE"
  /// ANSI in western Europe and America.
  case windows1252 = "Windows-1252"
  /// ANSI in Japan: Shift_JIS with the extensions of code page 932.
  case shiftJIS = "Shift_JIS"
}

/// A kind of file of the WSUS server. The raw value is its code in reports, as in ``RequestedEvidence``.
package enum ServerFileKind: String, CaseIterable, Hashable, Sendable {
  case softwareDistributionLog = "SoftwareDistribution.log"
  case wsyncmgrLog = "Wsyncmgr.log"
  case groupPolicyReport = "GPReport.html"
  case registryExport = "registry.reg"
  case workerProcessConfiguration = "w3wp.exe.config"
  /// PowerShell's output of the WSUS configuration: the update source's address.
  case updateSource = "MUUrl"

  package var requestedEvidence: RequestedEvidence? { RequestedEvidence(rawValue: rawValue) }
}

/// A reservation about a file's facts.
package enum ServerFileNote: Hashable, Sendable {
  /// Lines over the limit, and the first one's number.
  case cutLines(count: Int, first: Int)
  /// The file stops inside a character, a record, a value or a page.
  case endsEarly(line: Int)
  /// The file is larger than any of its kind.
  case readInPart(bytes: UInt64)
  case unreadable(String)
  case mixedEncodings
  /// Local times were converted to UTC by the minutes that follow them, read with this sign.
  case assumedTimeZone(minutes: [Int], sign: TimeZoneSign)
  /// Entries with a local time and no zone: they have no time.
  case timesWithoutZone(count: Int)
  /// Facts over the limit are left out.
  case moreFacts(count: Int)
  /// A registry value that cannot be read as the type it claims.
  case unreadableValue(name: String, line: Int)

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

/// What the minutes after a time of Configuration Manager's logs mean. Sources disagree.
package enum TimeZoneSign: String, CaseIterable, Hashable, Sendable {
  /// Windows' bias: UTC is the local time plus the minutes. Logs of known places agree with it (-60 in
  /// central Europe).
  case bias
  /// The offset of RFC 3339: UTC is the local time less the minutes.
  case offset
}

/// A line of a file of the server, as the proof of a fact.
package struct Citation: Hashable, Sendable {
  package var file: String
  package var kind: ServerFileKind
  /// 1-based, as in an editor: CR LF, LF and a single CR end a line.
  package var line: Int
  /// Its text, with spaces for tabs, at most ``textLimit`` characters.
  package var text: String

  /// Characters of a line that are kept: a chain of exceptions in one line shows its cause within 500.
  package static let textLimit = 600

  package init(file: String, kind: ServerFileKind, line: Int, text: String) {
    self.file = file
    self.kind = kind
    self.line = line
    self.text = Self.shortened(text)
  }

  private static func shortened(_ text: String) -> String {
    if text.utf8.count <= textLimit, !text.utf8.contains(UInt8(ascii: "\t")) { return text }
    var short = ""
    var count = 0
    for scalar in text.unicodeScalars {
      if count == textLimit { return short + "…" }
      short.unicodeScalars.append(scalar == "\t" ? " " : scalar)
      count += 1
    }
    return short
  }
}
