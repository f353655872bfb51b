import Diagnosis
import ServerFileBuilding
import Testing

@testable import ServerFiles

@Suite struct WsyncmgrLogTests {
  private let time = BuiltTime("2020-07-20", "04:14:31.250")
  private let updates = ["001d4517-c586-4bb1-9e66-ed6ff8e8d34f", "0037641d-bb9b-4530-9568-11e413223106"]

  private func log(_ form: WsyncmgrLogBuilder.Form, _ language: BuiltLanguage, zone: String = "+300")
    -> WsyncmgrLogBuilder
  {
    var log = WsyncmgrLogBuilder(language: language, form: form, zone: zone)
    log.addOrdinary(time)
    log.addDriverImport(time)
    for update in updates { log.addImportFailure(time, update: update.uppercased(), .closedOnReceive) }
    log.addSyncFailure(time, "UssCommunicationError: WebException: The operation has timed out")
    return log
  }

  @Test(arguments: WsyncmgrLogBuilder.Form.allCases, BuiltLanguage.allCases)
  func importFailuresAreGathered(_ form: WsyncmgrLogBuilder.Form, _ language: BuiltLanguage) throws {
    for encoding in [BuiltEncoding.utf8, .utf16LittleEndianWithMark, .shiftJIS] {
      let facts = try facts(BuiltText.bytes(log(form, language).text, encoding))
      let failures = try #require(facts.importFailures.first)
      #expect(facts.importFailures.count == 1)
      #expect(failures.kind == .connectionClosed)
      #expect(failures.count == 2)
      #expect(failures.updates == updates)
      #expect(failures.citation.line == 5)
      let expected = form == .columns ? nil : utc("2020-07-20T09:14:31.250Z")
      #expect(failures.first == expected)
      #expect(facts.driverImports?.citation.line == 4)
      #expect(facts.driverImports?.first == expected)
      #expect(facts.syncFailures.map(\.kind) == [.timeout])
      #expect(facts.syncFailures.first?.count == 1)
      #expect(facts.syncFailures.first?.text.hasPrefix("UssCommunicationError") == true)
      #expect(facts.syncFailures.first?.citation.line == 7)
      let note: ServerFileNote =
        form == .columns ? .timesWithoutZone(count: 4) : .assumedTimeZone(minutes: [300], sign: .bias)
      #expect(facts.files.first?.notes == [note])
    }
  }

  @Test(arguments: WsyncmgrLogBuilder.Form.allCases)
  func theLogTellsOfATime(_ form: WsyncmgrLogBuilder.Form) throws {
    var log = log(form, .english, zone: "+000")
    log.addOrdinary(BuiltTime("2020-07-21", "05:00:00.000"))
    let periods = try facts(BuiltText.bytes(log.text)).logPeriods
    // Columns have no zone.
    if form == .columns { return #expect(periods.isEmpty) }
    let first = try #require(utc("2020-07-20T04:14:31.250Z"))
    let last = try #require(utc("2020-07-21T05:00:00.000Z"))
    #expect(periods == [LogPeriod(kind: .wsyncmgrLog, first: first, last: last)])
  }

  @Test func theSignOfTheZoneCanBeChosen() throws {
    let bytes = BuiltText.bytes(log(.plain, .english).text)
    #expect(try facts(bytes).importFailures.first?.first == utc("2020-07-20T09:14:31.250Z"))
    let other = try facts(bytes, sign: .offset)
    #expect(other.importFailures.first?.first == utc("2020-07-19T23:14:31.250Z"))
    #expect(other.files.first?.notes == [.assumedTimeZone(minutes: [300], sign: .offset)])
  }

  @Test(arguments: [
    ("-060", "2020-07-20T03:14:31.250Z"), ("+-060", "2020-07-20T03:14:31.250Z"),
    ("-60", "2020-07-20T03:14:31.250Z"),
    ("+000", "2020-07-20T04:14:31.250Z"), ("", nil), ("300", nil), ("+9999", nil), ("+x", nil),
  ])
  func zonesAsTheyOccur(_ zone: String, _ expected: String?) throws {
    for form in [WsyncmgrLogBuilder.Form.plain, .trace] {
      let facts = try facts(BuiltText.bytes(log(form, .english, zone: zone).text))
      #expect(facts.importFailures.first?.first == expected.flatMap(utc), "\(zone) \(form)")
      #expect(facts.importFailures.first?.count == 2)
    }
  }

  @Test func twoZonesOfAYear() throws {
    let text = log(.plain, .english, zone: "-060").text + log(.plain, .english, zone: "-120").text
    #expect(
      try facts(BuiltText.bytes(text)).files.first?.notes == [
        .assumedTimeZone(minutes: [-120, -60], sign: .bias)
      ])
  }

  @Test func anEntryOverSeveralLinesHasTheTimeOfItsEnd() throws {
    for form in [WsyncmgrLogBuilder.Form.plain, .trace] {
      var log = WsyncmgrLogBuilder(form: form)
      log.addOrdinary(time)
      log.add(
        BuiltTime("2020-07-20", "05:00:00.000"),
        "Sync failed: UssInternalError: SoapException: fault\n   at Microsoft.UpdateServices.X()\n   at Y()")
      log.addOrdinary(BuiltTime("2020-07-20", "06:00:00.000"))
      let failure = try #require(try facts(BuiltText.bytes(log.text)).syncFailures.first)
      #expect(failure.first == utc("2020-07-20T10:00:00.000Z"), "\(form)")
      #expect(failure.citation.line == 4)
      #expect(failure.kind == .soapFault || failure.kind == .other)
    }
  }

  @Test func linesThatWerePastedWithoutColumns() throws {
    let text = """
      Calling ImportUpdateFromCatalogSite for driver update GUIDs
      Generic exception : ImportUpdateFromCatalogSite failed. Arg = \(updates[0]). Error =The underlying connection \
      was closed: An unexpected error occurred on a receive.
      """
    let facts = try facts(BuiltText.bytes(text))
    #expect(facts.driverImports?.count == 1)
    #expect(facts.importFailures.first?.updates == [updates[0]])
    #expect(facts.files.first?.notes == [.timesWithoutZone(count: 2)])
  }

  @Test func retriesAndOrdinaryLinesAreNoFailures() throws {
    var log = WsyncmgrLogBuilder()
    log.addOrdinary(time)
    log.add(time, "Sync failed. Will retry in 60 minutes")
    log.add(time, "Done synchronizing WSUS Server wsus.contoso.com")
    let facts = try facts(BuiltText.bytes(log.text))
    #expect(facts.syncFailures.isEmpty && facts.importFailures.isEmpty && facts.driverImports == nil)
  }

  @Test func logsOfOtherComponentsAreNotThisOne() throws {
    let text =
      "Found SMS_WSUS_SYNC_MANAGER  $$<SMS_SITE_COMPONENT_MANAGER><07-20-2020 04:14:31.250+300><thread=1>\n"
    let reading = try read(BuiltText.bytes(text))
    #expect(reading.refused.map(\.reason) == [.unknownText])
  }

  @Test func identifiersAreBounded() throws {
    var log = WsyncmgrLogBuilder()
    for index in 0..<(ImportFailures.updateLimit + 20) {
      let digits = String(index, radix: 16)
      let update = String(repeating: "0", count: 8 - digits.count) + digits + "-bb9b-4530-9568-11e413223106"
      log.addImportFailure(time, update: update, .closedOnReceive)
    }
    let failures = try #require(try facts(BuiltText.bytes(log.text)).importFailures.first)
    #expect(failures.count == ImportFailures.updateLimit + 20)
    #expect(failures.updates.count == ImportFailures.updateLimit)
  }
}
