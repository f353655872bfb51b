import Testing

@testable import Diagnosis

/// Facts of the server's files, made by hand.
enum MadeFacts {
  static let second: Int64 = 1_000_000_000

  static func citation(_ kind: ServerFileKind, _ line: Int = 1) -> Citation {
    Citation(file: kind.rawValue, kind: kind, line: line, text: "line \(line)")
  }

  static func file(_ kind: ServerFileKind, notes: [ServerFileNote] = []) -> ServerFile {
    ServerFile(
      path: kind.rawValue, kind: kind, encoding: .utf8, hasByteOrderMark: false, bytes: 1, lines: 1,
      notes: notes)
  }

  static func event(
    _ id: Int = 36871, state: Int? = 10013, at time: Int64? = nil, local readings: [Int64] = [],
    isOfClient: Bool? = true
  ) -> LoggedEvent {
    LoggedEvent(
      id: id, source: .schannel, time: time.map { $0 * second }, localTime: readings.isEmpty ? nil : "local",
      localReadings: readings.map { $0 * second }, errorState: state, isOfClient: isOfClient, text: "x",
      citation: citation(.eventLog, id))
  }

  static func hotfix(_ id: String) -> Hotfix {
    Hotfix(id: id, installed: nil, citation: citation(.commandOutput))
  }

  static func zone(_ minutes: Int, summer: Bool? = false) -> ServerTimeZone {
    ServerTimeZone(minutes: minutes, hasSummerTime: summer, citation: citation(.commandOutput))
  }

  static func failure(
    _ kind: LoggedFailure.Kind, host: String? = nil, at time: Int64? = nil,
    _ component: LoggedComponent = .service
  ) -> LoggedFailure {
    LoggedFailure(
      component: component, kind: kind, host: host, httpStatus: nil, time: time.map { $0 * second },
      citation: citation(.softwareDistributionLog))
  }

  static func order(_ source: CipherOrder.Source, _ suites: [String]) -> CipherOrder {
    CipherOrder(source: source, suites: suites, text: nil, citation: citation(.groupPolicyText))
  }

  /// The finding of one scripted flow.
  static func finding(_ line: String, dns: String? = nil) -> Finding {
    var scene = Scene()
    scene.add(line, dns: dns)
    return scene.finish()[0]
  }
}
