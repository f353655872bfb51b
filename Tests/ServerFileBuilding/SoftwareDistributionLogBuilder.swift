/// Builds a SoftwareDistribution.log, line by line.
package struct SoftwareDistributionLogBuilder: Sendable {
  package let language: BuiltLanguage
  /// The lines so far.
  package private(set) var lines: [String] = []

  package init(language: BuiltLanguage = .english) {
    self.language = language
  }

  /// The text, each line with its end.
  package var text: String { lines.map { $0 + "\n" }.joined() }

  /// The 1-based number of the line that is added next.
  package var nextLine: Int { lines.count + 1 }

  package mutating func add(
    _ time: BuiltTime, level: String = "Info", _ source: String, _ method: String, _ message: String = ""
  ) {
    lines.append("\(time.date) \(time.clock) UTC\t\(level)\t\(source)\t\(method)\t\(message)")
  }

  /// Lines that every such log is full of.
  package mutating func addOrdinary(_ time: BuiltTime, count: Int = 4) {
    for index in 0..<count {
      switch index % 4 {
      case 0: add(time, "WsusService.49", "ThreadEntry", "ThreadHelper.ThreadStart")
      case 1:
        add(
          time, "WsusService.49", "SusEventDispatcher.DispatchManagerWorkerThreadProc",
          "DispatchManager Worker Thread Processing NotificationEvent: ContentSyncAgent")
      case 2:
        add(
          time, "WsusService.8", "SusEventDispatcher.TriggerEvent",
          "TriggerEvent called for NotificationEventName: DeploymentChange, EventInfo: DeploymentChange")
      default:
        add(
          time, level: "Change", "w3wp.58", "AdminDataAccess.ExecuteSPSetConfiguration",
          "Configuration of wsus.contoso.com was read")
      }
    }
  }

  /// What WSUS writes about Schannel when it starts: `(name, nil)` for a protocol without a key.
  package mutating func addStart(
    _ time: BuiltTime, _ source: String = "w3wp.5",
    protocols: [(name: String, isEnabled: Bool?)] = [
      ("TLS 1.0", false), ("TLS 1.1", false), ("TLS 1.2", nil),
    ]
  ) {
    for (name, isEnabled) in protocols {
      let message =
        switch isEnabled {
        case nil: "SCHANNEL Protocols subkey for '\(name)' not found. Protocol is enabled"
        case true?: "SCHANNEL Protocol '\(name)' enabled"
        case false?: "SCHANNEL Protocol '\(name)' disabled"
        }
      add(time, source, "SchannelHelper.LogProtocols", message)
    }
  }

  /// One of the events that WSUS also writes into the event log.
  package mutating func addEvent(
    _ time: BuiltTime, id: Int, isError: Bool = false, source: String = "WsusService.15", _ message: String
  ) {
    add(
      time, level: isError ? "Error" : "Info", source, "EventLogEventReporter.ReportEvent",
      "EventId=\(id),Type=\(isError ? "Error" : "Information"),Category=Synchronization,Message=\(message)")
  }

  /// A failed call, with its stack below.
  package mutating func addFailure(
    _ time: BuiltTime, _ source: String, _ failure: BuiltFailure, host: String = "sws.update.microsoft.com",
    hasStack: Bool = true
  ) {
    add(
      time, level: "Warning", source, "WebServiceCommunicationHelper.ProcessWebServiceProxyException",
      "ProcessWebServiceProxyException found Exception was WebException. Action: Retry. Exception Details: "
        + failure.details(language, host: host))
    if hasStack { lines += BuiltFailure.stack(language) }
  }

  /// The fault of a web service that is gone.
  package mutating func addSoapFault(_ time: BuiltTime, _ source: String = "WsusService.25", actor: String) {
    add(
      time, level: "Error", source, "SoapUtilities.LogException",
      "USS ThrowException: Actor = \(actor), Method = "
        + "\"http://www.microsoft.com/SoftwareDistribution/GetUpdateData\", "
        + "ID=d4d6fd77-3a5c-4c52-8a2c-9a5f0d2d7f11, ErrorCode=InternalServerError, Message=")
    lines += BuiltFailure.stack(language)
  }
}
