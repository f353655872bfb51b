/// The files of a server that an engineer hands over with a capture of one of the article's issues.
package struct ServerFolder: Sendable {
  /// Bytes by file name.
  package private(set) var files: [String: [UInt8]] = [:]
  /// The file that decides between the issues that look alike on the wire; issue 5 looks like no other.
  package let decidingFile: String

  /// - Parameters:
  ///   - issue: the article's number.
  ///   - failures: when the log tells of each attempt, by the server's clock.
  ///   - before: some minutes before them: when the service started.
  package init(issue: Int, _ language: BuiltLanguage, failures: [BuiltTime], before: BuiltTime) {
    decidingFile =
      switch issue {
      case 4: "Wsyncmgr.log"
      case 5: "GPReport.html"
      default: "SoftwareDistribution.log"
      }
    add(log(issue, language, failures, before), as: "SoftwareDistribution.log", language)
    switch issue {
    case 2: files["schannel.reg"] = Self.protocols
    case 4: add(Self.wsyncmgr(language, failures, before), as: "Wsyncmgr.log", language)
    case 5:
      let report = GroupPolicyReportBuilder(
        language: language, suites: Self.hardenedSuites.joined(separator: ","))
      files["GPReport.html"] = BuiltText.bytes(report.text, .utf16LittleEndianWithMark)
      files["suites.reg"] = Self.suites
    default: break
    }
  }

  /// Japanese Windows writes these logs in its own code page.
  private mutating func add(_ text: String, as name: String, _ language: BuiltLanguage) {
    files[name] = BuiltText.bytes(text, language == .japanese ? .shiftJIS : .utf8)
  }

  private func log(
    _ issue: Int, _ language: BuiltLanguage, _ failures: [BuiltTime], _ before: BuiltTime
  ) -> String {
    var log = SoftwareDistributionLogBuilder(language: language)
    log.addOrdinary(before)
    switch issue {
    case 1: log.addStart(before, protocols: [("TLS 1.0", nil), ("TLS 1.1", nil), ("TLS 1.2", nil)])
    case 2: log.addStart(before)
    case 3: log.addEvent(before, id: 501, "Update Services Service Started")
    default: break
    }
    log.addOrdinary(before, count: 9)
    let isSilent = issue == 2 || issue == 4
    for (index, time) in failures.enumerated() {
      log.addFailure(
        time, issue == 3 || issue == 5 ? "WsusService.27" : "w3wp.126",
        isSilent ? .noCommonAlgorithm : .closedByRemoteHost)
      if index % 2 == 0 { log.addOrdinary(time, count: 2) }
    }
    return log.text
  }

  private static func wsyncmgr(
    _ language: BuiltLanguage, _ failures: [BuiltTime], _ before: BuiltTime
  ) -> String {
    var log = WsyncmgrLogBuilder(language: language, form: .trace, zone: "+000")
    log.addOrdinary(before)
    log.addDriverImport(before)
    for (index, time) in failures.enumerated() {
      let update = "0037641d-bb9b-4530-9568-11e41322310\(index % 10)"
      log.addImportFailure(time, update: update, .closedOnReceive)
    }
    return log.text
  }

  private static let protocols: [UInt8] = {
    var export = RegistryExportBuilder()
    for name in ["TLS 1.0", "TLS 1.1"] {
      export.addProtocol(name, "Client", enabled: 0, disabledByDefault: 1)
      export.addProtocol(name, "Server", enabled: 0, disabledByDefault: 1)
    }
    return BuiltText.bytes(export.text, .utf16LittleEndianWithMark)
  }()

  private static let suites: [UInt8] = {
    var export = RegistryExportBuilder()
    export.addKey(#"SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002"#)
    export.addText("Functions", hardenedSuites.joined(separator: ","))
    return BuiltText.bytes(export.text, .utf16LittleEndianWithMark)
  }()

  /// A list as hardening guides give it: of ECDHE only ECDSA.
  package static let hardenedSuites = [
    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
    "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_RSA_WITH_AES_256_GCM_SHA384", "TLS_RSA_WITH_AES_128_GCM_SHA256", "TLS_RSA_WITH_AES_256_CBC_SHA256",
    "TLS_RSA_WITH_AES_128_CBC_SHA256", "TLS_RSA_WITH_AES_256_CBC_SHA", "TLS_RSA_WITH_AES_128_CBC_SHA",
  ]
}
