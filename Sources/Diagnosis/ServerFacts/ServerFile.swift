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
  /// ANSI in China, Korea and Taiwan: code pages 936, 949 and 950.
  case gbk = "GBK"
  case korean = "Windows-949"
  case big5 = "Big5"
  /// ANSI in central Europe, Russia, Greece and Turkey.
  case windows1250 = "Windows-1250"
  case windows1251 = "Windows-1251"
  case windows1253 = "Windows-1253"
  case windows1254 = "Windows-1254"
}

/// A kind of file of the WSUS server. The raw value is its code in reports, as in ``RequestedEvidence``.
package enum ServerFileKind: String, CaseIterable, Hashable, Sendable {
  case softwareDistributionLog = "SoftwareDistribution.log"
  case wsyncmgrLog = "Wsyncmgr.log"
  /// The log of Configuration Manager's WSUS Configuration Manager.
  case configurationManagerLog = "WCM.log"
  /// The log of Configuration Manager's WSUS Control Manager.
  case controlManagerLog = "WSUSCtrl.log"
  case groupPolicyReport = "GPReport.html"
  /// What `gpresult /r`, `/v` and `/z` print.
  case groupPolicyText = "gpresult_text"
  /// What `gpresult /x` writes.
  case groupPolicyXML = "gpresult_xml"
  case registryExport = "registry.reg"
  /// What `reg query` prints.
  case registryQuery = "reg_query"
  case workerProcessConfiguration = "w3wp.exe.config"
  /// Events of Schannel and WSUS as text, XML or CSV.
  case eventLog = "event_log"
  /// The details of a failed synchronisation, as the WSUS console and its events give them.
  case consoleError = "console_error"
  /// The output of commands: registry keys, cipher suites, updates, imports, proxies.
  case commandOutput = "powershell"
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
  /// The file is a part of one of its kind, or was changed on its way.
  case excerpt(Excerpt)
  /// No encoding is much likelier than others: letters may be wrong.
  case assumedEncoding(TextEncoding)
  /// The keys are of `ControlSet001` or another set, which may not be the current one.
  case otherControlSet(Int)
  /// `gpresult /r` lists objects, and no settings.
  case noSettings

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
    case .excerpt: "excerpt"
    case .assumedEncoding: "assumed_encoding"
    case .otherControlSet: "control_set_not_current"
    case .noSettings: "no_settings"
    }
  }
}

/// How a file differs from a whole one of its kind.
package struct Excerpt: Hashable, Sendable {
  package var changes: [Change]
  package var lacks: [Part]

  /// What was undone to read it. The raw value is its name in reports.
  package enum Change: String, CaseIterable, Hashable, Sendable {
    /// Marks of quotation before each line.
    case quotation
    /// The file's name and the line's number, as Select-String, findstr and grep print them.
    case linePrefixes = "line_prefixes"
    /// `&gt;` and its like.
    case htmlEscapes = "html_escapes"
    /// Lines broken at the width of a window or a page.
    case wrapping
    /// Indentation, marks of a list, no-break spaces, or quotation marks around columns.
    case layout
  }

  /// What would be needed to join it with a capture. The raw value is its name in reports.
  package enum Part: String, CaseIterable, Hashable, Sendable {
    case times
    case timeZone = "time_zone"
    case columns
  }

  package init(changes: [Change] = [], lacks: [Part] = []) {
    self.changes = changes
    self.lacks = lacks
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
