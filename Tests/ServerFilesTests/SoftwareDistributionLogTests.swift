import Diagnosis
import ServerFileBuilding
import Testing

@testable import ServerFiles

@Suite struct SoftwareDistributionLogTests {
  private let time = BuiltTime("2020-07-20", "09:14:31.200")

  @Test func aStartTellsWhatSchannelAllows() throws {
    var log = SoftwareDistributionLogBuilder()
    log.addOrdinary(time)
    let line = log.nextLine
    log.addStart(time, "w3wp.5")
    log.addOrdinary(time)
    let facts = try facts(BuiltText.bytes(log.text))
    let start = try #require(facts.serviceStarts.first)
    #expect(facts.serviceStarts.count == 1)
    #expect(start.time == utc("2020-07-20T09:14:31.200Z"))
    #expect(start.component == .workerProcess)
    #expect(start.sign == .schannelLines)
    #expect(start.protocols.map(\.protocolName) == ["TLS 1.0", "TLS 1.1", "TLS 1.2"])
    #expect(start.protocols.map(\.state) == [.disabled, .disabled, .enabled])
    #expect(start.protocols.map(\.citation.line) == [line, line + 1, line + 2])
    #expect(start.citation.line == line)
    #expect(start.protocols[2].citation.text.hasSuffix("subkey for 'TLS 1.2' not found. Protocol is enabled"))
    #expect(!start.citation.text.contains("\t"))
  }

  /// The console or iisreset starts the worker process, which writes something; failures of one that runs do not tell.
  @Test func theStartOfTheWorkerProcessIsSeen() throws {
    typealias Add = (inout SoftwareDistributionLogBuilder) -> Void
    let later = BuiltTime("2020-07-20", "09:14:40.000")
    let cases: [(Bool, Add)] = [
      (true, { $0.add(later, level: "Change", "w3wp.58", "AdminDataAccess.X", "read") }),
      (false, { $0.addFailure(later, "w3wp.126", .closedByRemoteHost) }),
      (false, { $0.add(later, "WsusService.3", "ThreadEntry", "ThreadHelper.ThreadStart") }),
      (false, { $0.add(BuiltTime("2020-07-20", "11:00:00.000"), "w3wp.58", "AdminDataAccess.X", "read") }),
    ]
    for (index, (expected, add)) in cases.enumerated() {
      var log = SoftwareDistributionLogBuilder()
      log.add(time, "w3wp.58", "AdminDataAccess.X", "before the start")
      log.addEvent(time, id: 501, "Update Services Service Started")
      add(&log)
      log.add(later, "WsusService.3", "ThreadEntry", "ThreadHelper.ThreadStart")
      let starts = try facts(BuiltText.bytes(log.text)).serviceStarts
      #expect(starts.map(\.startsWorkerProcess) == [expected], "case \(index)")
    }
  }

  @Test func theLogTellsOfATime() throws {
    var log = SoftwareDistributionLogBuilder()
    log.addOrdinary(time)
    log.addFailure(BuiltTime("2020-07-20", "10:00:00.000"), "w3wp.126", .closedByRemoteHost)
    log.addOrdinary(BuiltTime("2020-07-20", "11:30:00.500"))
    let first = try #require(utc("2020-07-20T09:14:31.200Z"))
    let last = try #require(utc("2020-07-20T11:30:00.500Z"))
    let periods = try facts(BuiltText.bytes(log.text)).logPeriods
    #expect(periods == [LogPeriod(kind: .softwareDistributionLog, first: first, last: last)])
    #expect(try facts(BuiltText.bytes("SCHANNEL Protocol 'TLS 1.0' disabled\n")).logPeriods.isEmpty)
  }

  @Test func theReasonOfAFailedSynchronizationIsRead() throws {
    let reason = "The underlying connection was closed: An unexpected error occurred on a send."
    for (message, kind) in [
      (
        "Synchronization failed. Reason: \(reason)",
        LoggedFailure.Kind.connectionClosed as LoggedFailure.Kind?
      ),
      ("Synchronization failed. Reason: The operation has timed out.", .timeout),
      ("Synchronization failed.", nil),
    ] {
      var log = SoftwareDistributionLogBuilder()
      log.addEvent(time, id: 386, isError: true, message)
      let failures = try facts(BuiltText.bytes(log.text)).synchronizations
      #expect(failures.map(\.kind) == [kind], "\(message)")
      #expect(failures.map(\.times.count) == [1])
    }
  }

  @Test func startsAreToldApart() throws {
    var log = SoftwareDistributionLogBuilder()
    log.addStart(BuiltTime("2020-07-20", "09:00:00.000"), "WsusService.3")
    log.addStart(BuiltTime("2020-07-20", "09:00:01.000"), "w3wp.5")
    // The same protocols again, at once: another worker process.
    log.addStart(BuiltTime("2020-07-20", "09:00:02.000"), "w3wp.7")
    log.addStart(BuiltTime("2020-07-20", "10:00:00.000"), "WsusService.3", protocols: [("TLS 1.3", nil)])
    let starts = try facts(BuiltText.bytes(log.text)).serviceStarts
    #expect(starts.map(\.component) == [.service, .workerProcess, .workerProcess, .service])
    #expect(starts.map(\.protocols.count) == [3, 3, 3, 1])
  }

  @Test func aStartWithoutSchannelLinesIsSeenByItsEvent() throws {
    var log = SoftwareDistributionLogBuilder()
    log.addEvent(
      BuiltTime("2020-07-20", "08:00:00.000"), id: 501, source: "WsusService.4",
      "Update Services Service Started")
    log.addEvent(
      BuiltTime("2020-07-20", "09:00:00.000"), id: 501, source: "WsusService.4",
      "Update Services Service Started")
    log.addStart(BuiltTime("2020-07-20", "09:00:09.000"), "WsusService.4")
    log.addStart(BuiltTime("2020-07-20", "10:00:00.000"), "WsusService.4")
    log.addEvent(
      BuiltTime("2020-07-20", "10:00:30.000"), id: 501, source: "WsusService.4",
      "Update Services Service Started")
    log.addEvent(
      BuiltTime("2020-07-20", "11:00:00.000"), id: 507, isError: true, source: "WsusService.4", "Failed")
    let starts = try facts(BuiltText.bytes(log.text)).serviceStarts
    #expect(starts.map(\.sign) == [.startEvent, .startEvent, .schannelLines, .failedStart])
    #expect(starts.map(\.protocols.count) == [0, 3, 3, 0])
  }

  @Test(arguments: [
    ("SCHANNEL Protocol 'TLS 1.2' enabled", "TLS 1.2" as String?, SchannelLine.State.enabled),
    ("SCHANNEL Protocol \"SSL 3.0\" is disabled.", "SSL 3.0", .disabled),
    ("SCHANNEL Protocol 'TLS 1.2' is not enabled", "TLS 1.2", .unknownWording),
    ("SCHANNEL Protocol 'TLS 1.1' enabled, disabled by default", "TLS 1.1", .unknownWording),
    ("SCHANNEL Protocol 'TLS 1.0' wird nicht verwendet", "TLS 1.0", .unknownWording),
    ("SCHANNEL Protocols key not found", nil, .unknownWording),
  ])
  func wordingsThatAreNotKnownAreReported(_ message: String, _ name: String?, _ state: SchannelLine.State)
    throws
  {
    var log = SoftwareDistributionLogBuilder()
    log.add(time, "WsusService.3", "SchannelHelper.Log", message)
    let line = try #require(try facts(BuiltText.bytes(log.text)).serviceStarts.first?.protocols.first)
    #expect(line.protocolName == name)
    #expect(line.state == state)
    #expect(line.citation.text.hasSuffix(message))
  }

  @Test func aWordInAMessageIsNoSchannelLine() throws {
    var log = SoftwareDistributionLogBuilder()
    log.add(time, "WsusService.3", "A.B", "Reading 'SCHANNEL Protocol' settings: enabled")
    log.add(time, "WsusService.3", "A.B", "SecureChannel 'x' enabled")
    #expect(try facts(BuiltText.bytes(log.text)).serviceStarts.isEmpty)
  }

  static let kinds: [BuiltFailure: LoggedFailure.Kind] = [
    .closedByRemoteHost: .closedByRemoteHost, .closedTransport: .closedByRemoteHost,
    .noCommonAlgorithm: .noCommonAlgorithm, .untrustedCertificate: .untrustedCertificate,
    .nameNotResolved: .nameResolution, .proxyAuthentication: .proxy, .badGateway: .httpError,
    .refused: .connectionRefused, .timeout: .timeout, .secureChannel: .secureChannel,
    .closedOnReceive: .connectionClosed,
  ]

  @Test(arguments: BuiltFailure.allCases, BuiltLanguage.allCases)
  func failuresAreToldByTheirCause(_ failure: BuiltFailure, _ language: BuiltLanguage) throws {
    for encoding in BuiltEncoding.allCases where language == .english || encoding.hasJapanese {
      var log = SoftwareDistributionLogBuilder(language: language)
      log.addOrdinary(time)
      let line = log.nextLine
      log.addFailure(time, "w3wp.41", failure)
      log.addOrdinary(time)
      let facts = try facts(BuiltText.bytes(log.text, encoding))
      let found = try #require(facts.failures.first, "\(encoding)")
      #expect(facts.failures.count == 1)
      #expect(found.kind == Self.kinds[failure], "\(encoding)")
      #expect(found.component == .workerProcess)
      #expect(found.citation.line == line)
      #expect(found.host == (failure == .nameNotResolved ? "sws.update.microsoft.com" : nil))
      #expect(found.httpStatus == [.proxyAuthentication: 407, .badGateway: 502][failure])
      #expect(found.first == utc("2020-07-20T09:14:31.200Z"))
    }
  }

  @Test func equalFailuresAreGathered() throws {
    var log = SoftwareDistributionLogBuilder()
    for minute in 10..<16 {
      log.addFailure(BuiltTime("2020-07-20", "09:\(minute):00.000"), "w3wp.\(minute)", .closedByRemoteHost)
    }
    log.addFailure(BuiltTime("2020-07-20", "09:20:00.000"), "WsusService.3", .closedByRemoteHost)
    log.addFailure(BuiltTime("2020-07-20", "09:21:00.000"), "w3wp.3", .noCommonAlgorithm)
    let failures = try facts(BuiltText.bytes(log.text)).failures
    #expect(failures.map(\.component) == [.workerProcess, .service, .workerProcess])
    #expect(failures.map(\.count) == [6, 1, 1])
    #expect(failures[0].first == utc("2020-07-20T09:10:00.000Z"))
    #expect(failures[0].last == utc("2020-07-20T09:15:00.000Z"))
    #expect(failures[0].times.count == 6)
    #expect(failures[0].citation.line == 1)
  }

  @Test func theCauseOnALaterLineIsCitedThere() throws {
    var log = SoftwareDistributionLogBuilder()
    log.add(
      time, level: "Error", "WsusService.12", "CatalogSyncAgentCore.ExecuteSyncProtocol",
      "Exception was caught")
    var text = log.text
    text += "System.Net.WebException: The underlying connection was closed\n"
    text += " ---> System.ComponentModel.Win32Exception (0x80090331): no words that are known\n"
    let failure = try #require(try facts(BuiltText.bytes(text)).failures.first)
    #expect(failure.kind == .noCommonAlgorithm)
    #expect(failure.citation.line == 3)
    #expect(failure.component == .service)
  }

  @Test func soapFaultsNameTheirActor() throws {
    var log = SoftwareDistributionLogBuilder()
    let actor = "https://fe2.update.microsoft.com/v6/ServerSyncWebService/ServerSyncWebService.asmx"
    log.addSoapFault(time, actor: actor)
    let failure = try #require(try facts(BuiltText.bytes(log.text)).failures.first)
    #expect(failure.kind == .soapFault)
    #expect(failure.host == "fe2.update.microsoft.com")
    #expect(failure.component == .service)
  }

  @Test func failuresOfOtherCallsAreNone() throws {
    let closed = "An existing connection was forcibly closed by the remote host"
    var log = SoftwareDistributionLogBuilder()
    log.add(
      time, level: "Error", "WsusService.3", "DBConnection.LogSqlException",
      "System.Data.SqlClient.SqlException: A transport-level error has occurred. (\(closed).)")
    log.add(
      time, level: "Error", "w3wp.3", "Client.Call",
      "System.Web.HttpException (0x80070057): connection was closed")
    log.add(time, level: "Error", "w3wp.3", "Client.Call", "System.ArgumentException: timed out")
    log.add(time, level: "Info", "w3wp.3", "Client.Call", closed)
    #expect(try facts(BuiltText.bytes(log.text)).failures.isEmpty)
  }

  @Test func synchronizationsAreCounted() throws {
    var log = SoftwareDistributionLogBuilder()
    log.addEvent(time, id: 381, "A scheduled synchronization was started.")
    log.addEvent(time, id: 384, "Synchronization completed successfully.")
    log.addEvent(BuiltTime("2020-07-21", "09:00:00.000"), id: 384, "Synchronization completed successfully.")
    log.addEvent(time, id: 386, isError: true, "Synchronization failed. Reason: x.")
    log.addEvent(time, id: 3840, "Not this one.")
    let found = try facts(BuiltText.bytes(log.text)).synchronizations
    #expect(found.map(\.outcome) == [.succeeded, .failed])
    #expect(found.map(\.count) == [2, 1])
    #expect(found[0].citation.line == 3)
    #expect(found[0].last == utc("2020-07-21T09:00:00.000Z"))
  }

  @Test func linesThatWerePastedWithoutColumns() throws {
    let text = """
      SCHANNEL Protocol 'TLS 1.0' disabled
      SCHANNEL Protocol 'TLS 1.1' disabled
      SCHANNEL Protocols subkey for 'TLS 1.2' not found. Protocol is enabled

      ProcessWebServiceProxyException found Exception was WebException. Action: Retry. Exception Details: \
      \(BuiltFailure.noCommonAlgorithm.details(.english))
         at System.Net.Sockets.NetworkStream.Read(Byte[] buffer, Int32 offset, Int32 size)
      """
    let facts = try facts(BuiltText.bytes(text))
    #expect(facts.serviceStarts.map(\.protocols.count) == [3])
    #expect(facts.serviceStarts.first?.time == nil)
    #expect(facts.failures.map(\.kind) == [.noCommonAlgorithm])
    #expect(facts.failures.first?.citation.line == 5)
    #expect(facts.failures.first?.component == .unknown)
  }

  @Test func pagesAboutTheLogAreNoLog() throws {
    let page = """
      Troubleshoot synchronisation

      Look for lines such as these:

      SCHANNEL Protocol 'TLS 1.0' disabled
      More of them follow.
      ProcessWebServiceProxyException found Exception was WebException. Action: Retry.
      2020-07-20 09:14:31.200 UTC\tInfo\tWsusService.15\tA.B\tmessage
      Calling ImportUpdateFromCatalogSite for driver update GUIDs
      Generic exception : ImportUpdateFromCatalogSite failed. Arg = x. Error = y
      Starting Sync SMS_WSUS_SYNC_MANAGER
      $config.MUUrl
      The answer should be https://sws.update.microsoft.com
      """
    #expect(try read(BuiltText.bytes(page)).refused.map(\.reason) == [.unknownText])
  }

  @Test func aLogThatBeginsInsideAStack() throws {
    var log = SoftwareDistributionLogBuilder()
    log.addFailure(time, "w3wp.3", .timeout)
    let stack = BuiltFailure.stack(.japanese).joined(separator: "\n")
    let text = "the end of a message\n" + stack + "\n" + stack + "\n" + log.text
    #expect(try facts(BuiltText.bytes(text)).failures.map(\.citation.line) == [12])
  }

  @Test func spacesForTabs() throws {
    let text = """
      2020-07-20 09:14:31.200 UTC  Info         WsusService.15 SchannelHelper.Log SCHANNEL Protocol 'TLS 1.0' disabled
      2020-07-20 09:14:32.200 UTC Warning w3wp.3 A.B ProcessWebServiceProxyException: \
      \(BuiltFailure.timeout.details(.english))

      """
    let facts = try facts(BuiltText.bytes(text))
    #expect(facts.serviceStarts.first?.component == .service)
    #expect(facts.serviceStarts.first?.protocols.first?.state == .disabled)
    #expect(facts.failures.first?.kind == .timeout)
    #expect(facts.failures.first?.component == .workerProcess)
  }

  @Test func everyBlockSizeGivesTheSameFacts() throws {
    var log = SoftwareDistributionLogBuilder(language: .japanese)
    log.addStart(time)
    for failure in BuiltFailure.allCases { log.addFailure(time, "w3wp.3", failure) }
    for encoding in [BuiltEncoding.utf8, .utf16LittleEndianWithMark, .shiftJIS] {
      let bytes = BuiltText.bytes(log.text, encoding)
      let whole = try facts(bytes, .softwareDistributionLog, blockSize: FileBytes.openingSize).facts
      for size in [3, 7, 64, 1000] {
        #expect(
          try facts(bytes, .softwareDistributionLog, blockSize: size).facts == whole, "\(encoding) \(size)")
      }
    }
  }

  @Test func aCutAnywhereIsSurvived() throws {
    var log = SoftwareDistributionLogBuilder(language: .japanese)
    log.addStart(time)
    log.addFailure(time, "w3wp.3", .noCommonAlgorithm)
    let bytes = BuiltText.bytes(log.text, .utf16LittleEndianWithMark)
    for length in stride(from: 2, to: bytes.count, by: 37) {
      _ = try facts(Array(bytes[..<length]), .softwareDistributionLog, blockSize: 4096)
    }
    let odd = try facts(Array(bytes.dropLast(1)), .softwareDistributionLog, blockSize: 4096)
    #expect(odd.notes == [.endsEarly(line: log.nextLine - 1)])
    let head = BuiltText.bytes(log.text + "2020-07-20 09:14:31.200 UTC\tInf")
    #expect(try facts(head).files.first?.notes == [.endsEarly(line: log.nextLine)])
    // A last line without its end that is whole otherwise is how a log looks while it is written.
    #expect(try facts(BuiltText.bytes(log.text).dropLast(2)).files.first?.notes == [])
  }

  private func facts(_ bytes: ArraySlice<UInt8>) throws -> ServerFacts {
    try ServerFilesTests.facts(Array(bytes))
  }
  private func facts(_ bytes: [UInt8]) throws -> ServerFacts { try ServerFilesTests.facts(bytes) }
  private func facts(_ bytes: [UInt8], _ format: ServerFileFormat, blockSize: Int) throws -> FormatReading {
    try ServerFilesTests.facts(bytes, format, blockSize: blockSize)
  }

  @Test func manyHostsFindAnEnd() throws {
    var log = SoftwareDistributionLogBuilder()
    for index in 0..<(ServerFacts.failureLimit + 6) {
      log.addSoapFault(time, actor: "https://host\(index).example.com/x.asmx")
    }
    let facts = try facts(BuiltText.bytes(log.text))
    #expect(facts.failures.count == ServerFacts.failureLimit)
    #expect(facts.files.first?.notes == [.moreFacts(count: 6)])
  }

  @Test func onlyTheLatestTimesAreKept() throws {
    var log = SoftwareDistributionLogBuilder()
    for index in 0..<(LoggedFailure.timeLimit + 10) {
      let clock = "\(10 + index / 600):\(10 + index / 60 % 10):\(index % 60 < 10 ? "0" : "")\(index % 60).000"
      log.addFailure(BuiltTime("2020-07-20", clock), "w3wp.3", .timeout, hasStack: false)
    }
    let failure = try #require(try facts(BuiltText.bytes(log.text)).failures.first)
    #expect(failure.count == LoggedFailure.timeLimit + 10)
    #expect(failure.times.count == LoggedFailure.timeLimit)
    #expect(failure.times == failure.times.sorted())
    #expect(failure.times.last == failure.last)
    #expect(failure.first == utc("2020-07-20T10:10:00.000Z"))
  }
}
