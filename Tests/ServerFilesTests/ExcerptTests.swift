import Diagnosis
import ServerFileBuilding
import Testing

@testable import ServerFiles

/// Parts of logs as people paste them: each is read as the log would be, and says that it is an excerpt.
@Suite struct ExcerptTests {
  private static let time = BuiltTime("2020-08-03", "09:12:04.124")

  /// Two failures of the worker process with their stacks.
  private static func log(_ language: BuiltLanguage = .english) -> SoftwareDistributionLogBuilder {
    var log = SoftwareDistributionLogBuilder(language: language)
    log.addFailure(time, "w3wp.126", .closedByRemoteHost)
    log.addFailure(BuiltTime("2020-08-03", "09:12:06.269"), "w3wp.126", .closedByRemoteHost)
    return log
  }

  private func failure(
    _ lines: [String], _ encoding: BuiltEncoding = .utf8, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> (LoggedFailure, [ServerFileNote]) {
    let text = lines.map { $0 + "\n" }.joined()
    let facts = try facts(BuiltText.bytes(text, encoding), sourceLocation: sourceLocation)
    #expect(facts.failures.count == 1, sourceLocation: sourceLocation)
    let file = try #require(facts.files.first)
    #expect(file.kind == .softwareDistributionLog, sourceLocation: sourceLocation)
    return (try #require(facts.failures.first, sourceLocation: sourceLocation), file.notes)
  }

  /// What a change does to each line, the number of failures that are read, and what is noted.
  private static let changes: [(String, [Excerpt.Change], @Sendable (Int, String) -> String)] = [
    ("quoted", [.quotation], { "> " + $1 }),
    ("quoted twice", [.quotation], { ">> " + $1 }),
    ("quoted in a quotation", [.quotation], { "> > " + $1 }),
    (
      "Select-String", [.linePrefixes],
      { #"C:\Program Files\Update Services\LogFiles\SoftwareDistribution.log:\#($0):\#($1)"# }
    ),
    ("Select-String in the folder", [.linePrefixes], { "SoftwareDistribution.log:\($0):\($1)" }),
    (
      "Select-String -Context", [.linePrefixes],
      { ($0 % 4 == 0 ? "> " : "  ") + "SoftwareDistribution.log:\($0):\($1)" }
    ),
    ("findstr", [.linePrefixes], { "SoftwareDistribution.log:\($1)".replacing($0) }),
    ("findstr /n", [.linePrefixes], { "\($0):\($1)" }),
    ("find /n", [.linePrefixes], { "[\($0)]\($1)" }),
    ("grep -n of an old log", [.linePrefixes], { "./logs/SoftwareDistribution.log.old:\($0):\($1)" }),
    ("grep -A", [.linePrefixes], { $0 % 6 == 0 ? "wsus.log:\($0):\($1)" : "wsus.log-\($0)-\($1)" }),
    ("a page's source", [.htmlEscapes], { $1.escaped.replacing($0) }),
    ("a page's source in elements", [.htmlEscapes], { "<p>\($1.escaped)</p>".replacing($0) }),
    ("quoted in a page's source", [.quotation, .htmlEscapes], { "&gt; " + $1.escaped.replacing($0) }),
  ]

  @Test(arguments: changes.indices)
  func linesAreCleaned(_ index: Int) throws {
    let (name, expected, change) = Self.changes[index]
    for encoding in [BuiltEncoding.utf8, .utf16LittleEndianWithMark] {
      let lines = Self.log().lines.enumerated().map { change($0.offset, $0.element) }
      let (failure, notes) = try failure(lines, encoding)
      #expect(failure.kind == .closedByRemoteHost, "\(name)")
      #expect(failure.count == 2 && failure.component == .workerProcess, "\(name)")
      #expect(failure.first == utc("2020-08-03T09:12:04.124Z"), "\(name)")
      #expect(failure.citation.line == 1, "\(name)")
      #expect(notes == [.excerpt(Excerpt(changes: expected))], "\(name)")
    }
  }

  /// Columns that are cut off in front, and what is then missing.
  @Test(arguments: [
    ("", [Excerpt.Part](), LoggedComponent.workerProcess),
    ("2020-08-03 ", [.times, .columns], .workerProcess),
    ("2020-08-03 09:12:04.124 UTC\t", [.times, .columns], .workerProcess),
    ("2020-08-03 09:12:04.124 UTC\tWarning\t", [.times, .columns], .workerProcess),
    ("2020-08-03 09:12:04.124 UTC\tWarning\tw3wp.126\t", [.times, .columns], .unknown),
    (
      "2020-08-03 09:12:04.124 UTC\tWarning\tw3wp.126\tWebServiceCommunicationHelper.ProcessWebServiceProxyException\t",
      [.times, .columns], .unknown
    ),
  ])
  func columnsMayBeMissing(_ cut: String, _ lacks: [Excerpt.Part], _ component: LoggedComponent) throws {
    let lines = Self.log().lines.prefix(6).enumerated().map {
      $0.offset == 0 ? String($0.element.dropFirst(cut.count)) : $0.element
    }
    let (failure, notes) = try failure(Array(lines))
    #expect(failure.kind == .closedByRemoteHost && failure.component == component)
    #expect(notes == (lacks.isEmpty ? [] : [.excerpt(Excerpt(lacks: lacks))]))
  }

  @Test func tabsMayBeLost() throws {
    for separator in ["", " ", "    "] {
      let lines = Self.log().lines.map { $0.replacing("\t", with: separator) }
      let (timed, _) = try failure(lines)
      #expect(timed.component == .workerProcess && timed.count == 2 && timed.times.count == 2)
      let (cut, _) = try failure(
        lines.map { $0.hasPrefix("2020") ? String($0.dropFirst(27).drop { $0 == " " }) : $0 })
      #expect(cut.component == .workerProcess && cut.count == 2 && cut.times.isEmpty)
    }
  }

  @Test func theZoneMayBeMissing() throws {
    let (failure, notes) = try failure(Self.log().lines.map { $0.replacing(" UTC", with: "") })
    #expect(failure.first == utc("2020-08-03T09:12:04.124Z"))
    #expect(notes == [.excerpt(Excerpt(lacks: [.timeZone]))])
  }

  /// Lines that a window or a page broke are joined; the number of the line is that of its beginning.
  @Test(arguments: [60, 78, 80, 100, 120, 132])
  func brokenLinesAreJoined(_ width: Int) throws {
    for breaksWords in [true, false] {
      let lines = Self.log().lines.flatMap { $0.replacing("\t", with: " ").broken(width, breaksWords) }
      let (failure, notes) = try failure(lines)
      #expect(failure.kind == .closedByRemoteHost && failure.count == 2, "\(width) \(breaksWords)")
      #expect(failure.citation.text.contains("forcibly closed by the remote host"), "\(width) \(breaksWords)")
      #expect(notes == [.excerpt(Excerpt(changes: [.wrapping]))])
    }
  }

  @Test func brokenAndQuotedLinesAreJoined() throws {
    let lines = Self.log().lines.flatMap { $0.replacing("\t", with: " ").broken(74, false) }.map { "> " + $0 }
    let (failure, notes) = try failure(lines)
    #expect(failure.kind == .closedByRemoteHost && failure.count == 2)
    #expect(notes == [.excerpt(Excerpt(changes: [.quotation, .wrapping]))])
  }

  @Test func japaneseLinesAreJoinedWithoutSpaces() throws {
    for width in [60, 80, 100] {
      let lines = Self.log(.japanese).lines.flatMap { $0.replacing("\t", with: " ").broken(width, true) }
      let (failure, _) = try failure(lines, .shiftJIS)
      #expect(failure.kind == .closedByRemoteHost && failure.count == 2)
    }
  }

  @Test func identifiersAreJoinedAtTheirHyphens() throws {
    let text = """
      Calling ImportUpdateFromCatalogSite for driver update GUIDs
      Generic exception : ImportUpdateFromCatalogSite failed. Arg = 001d4517-c586-4bb1-
      9e66-ed6ff8e8d34f. Error =The underlying connection was closed: An unexpected error
      occurred on a receive.
      Generic exception : ImportUpdateFromCatalogSite failed. Arg = 0037641d-bb9b-4530-
      9568-11e413223106. Error =The underlying connection was closed: An unexpected error
      occurred on a receive.

      """
    let facts = try facts(BuiltText.bytes(text))
    #expect(
      facts.importFailures.first?.updates == [
        "001d4517-c586-4bb1-9e66-ed6ff8e8d34f", "0037641d-bb9b-4530-9568-11e413223106",
      ])
    #expect(facts.importFailures.map(\.kind) == [.connectionClosed])
    #expect(facts.importFailures.first?.count == 2)
  }

  /// A start of WSUS in each form that a guide's command prints it.
  @Test func schannelLinesOfASearch() throws {
    var log = SoftwareDistributionLogBuilder()
    log.addStart(Self.time)
    for prefix in [
      #"C:\LogFiles\SoftwareDistribution.log:1200:"#, "SoftwareDistribution.log:", "1200:", "> ", "\u{1B}[7m",
    ] {
      let lines = log.lines.enumerated().map {
        prefix.replacing("1200", with: "\(1200 + $0.offset)") + $0.element
      }
      let start = try #require(try facts(BuiltText.bytes(lines.joined(separator: "\n"))).serviceStarts.first)
      #expect(start.protocols.map(\.state) == [.disabled, .disabled, .enabled], "\(prefix)")
      #expect(start.time == utc("2020-08-03T09:12:04.124Z"))
    }
  }

  @Test func schannelLinesOfAListOfMatches() throws {
    var log = SoftwareDistributionLogBuilder()
    log.addStart(Self.time)
    let text = log.lines.enumerated().map { index, line in
      "IgnoreCase : True\nLineNumber : \(index)\nLine       : \(line)\nFilename   : SoftwareDistribution.log\n"
        + "Path       : C:\\SoftwareDistribution.log\nPattern    : SCHANNEL\nContext    :\nMatches    : {SCHANNEL}\n\n"
    }.joined()
    let facts = try facts(BuiltText.bytes(text))
    #expect(facts.serviceStarts.first?.protocols.map(\.state) == [.disabled, .disabled, .enabled])
    #expect(facts.files.first?.notes == [.excerpt(Excerpt(changes: [.linePrefixes]))])
  }

  // MARK: What is none

  @Test(arguments: [
    "Set-Content wsus.log: done\nSet-Content other.log: done\n",
    "12:30:01 something happened\n12:30:02 again\n",
    "> A mail that asks about WSUS\n> and quotes nothing of it\n", "wsus.log:12:nothing of interest\n",
    "The Warning of w3wp came from a page about WebException\n", "1: first\n2: second\n3: third\n",
    "Info about WsusService and its restart, as told in a forum.\n",
  ])
  func otherTextIsRefused(_ text: String) throws {
    #expect(try read(Array(text.utf8)).refused.map(\.reason) == [.unknownText])
  }

  private static let mail = """
    From: WSUS team <wsus@contoso.example.com>
    To: support@example.com
    Date: Tue, 04 Aug 2020 15:20:11 +0200
    Subject: import fails since yesterday

    Hello,

    every import from the catalog fails since yesterday.
    The console shows an error, and the log of the server has the lines below.

    """

  /// A mail in front of the entries, with its head and some sentences.
  @Test func logBehindAMail() throws {
    let lines = Self.log().lines.joined(separator: "\n")
    let read = try facts(BuiltText.bytes(Self.mail + lines + "\n"))
    #expect(read.files.map(\.kind) == [.softwareDistributionLog])
    #expect(read.failures.count == 1)
  }

  /// A page that explains the log quotes an entry here and there.
  @Test func entriesBetweenSentencesAreRefused() throws {
    let entries = Self.log().lines.map { $0 + "\nThis line means that something was tried.\n" }
    let text = Self.mail + entries.joined()
    #expect(try read(Array(text.utf8)).refused.map(\.reason) == [.unknownText])
  }

  /// A whole log is read as it is, whatever its lines contain.
  @Test func aWholeLogIsNoExcerpt() throws {
    var log = Self.log()
    log.add(Self.time, "w3wp.58", "AdminDataAccess.X", "C:\\Temp\\a.log:12: a message > with marks &gt; 1")
    log.addOrdinary(Self.time, count: 20)
    let file = try #require(try facts(BuiltText.bytes(log.text)).files.first)
    #expect(file.notes.isEmpty)
  }

  /// Every block size gives the same text.
  @Test func cleaningInBlocksGivesTheSame() throws {
    let lines = Self.log().lines.enumerated().map { "SoftwareDistribution.log:\($0.offset):\($0.element)" }
    let bytes = BuiltText.bytes(lines.joined(separator: "\n"))
    let cleaning = LineCleaning(linePrefixes: true)
    let whole = LineCleaner.all(bytes, cleaning)
    for size in [1, 2, 7, 64, 1000] {
      var cleaner = LineCleaner(cleaning)
      var text: [UInt8] = []
      for start in stride(from: 0, to: bytes.count, by: size) {
        cleaner.add(bytes[start..<min(bytes.count, start + size)], to: &text)
      }
      cleaner.finish(&text)
      #expect(text == whole)
    }
  }
}

extension String {
  /// Itself, for a change that does not number its lines.
  fileprivate func replacing(_ index: Int) -> String { self }

  fileprivate var escaped: String {
    replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing(
      "'", with: "&#39;")
  }

  /// The parts of a line at a width, between words or in them.
  fileprivate func broken(_ width: Int, _ breaksWords: Bool) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while rest.count > width {
      var part = rest.prefix(width)
      if !breaksWords, let space = part.lastIndex(of: " "), space > part.startIndex,
        !part[..<space].allSatisfy({ $0 == " " })
      {
        part = part[..<space]
      }
      parts.append(String(part))
      rest = rest[part.endIndex...]
      if !breaksWords { rest = rest.drop { $0 == " " } }
    }
    return parts + [String(rest)]
  }
}
