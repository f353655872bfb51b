import Diagnosis

/// How a synchronisation ended: the details that the WSUS console shows, an event of a subscription, or
/// GetLastSynchronizationInfo.
enum SynchronizationSection: CommandSection {
  static let kind = ServerFileKind.consoleError
  static let words = [
    "Exception", "WsusEventId", "ErrorText", "StartedManually", "CommunicationError", "StartTime",
  ]
  /// Lines of details that are read.
  private static let reach = 60

  static func read(_ text: CommandText, _ context: ReadingContext, into reading: inout SectionReading) {
    var objects = 0
    for object in text.objects where isEvent(object) {
      objects += 1
      read(object, context, &reading)
    }
    if objects == 0 { readDetails(text, context, &reading) }
  }

  // MARK: Events

  private static func isEvent(_ object: CommandObject) -> Bool {
    object["ErrorText"] != nil || object["WsusEventId"] != nil
      || object["Result"] != nil && object["StartTime"] != nil
  }

  private static func read(
    _ object: CommandObject, _ context: ReadingContext, _ reading: inout SectionReading
  ) {
    reading.isFound = true
    let text = object["ErrorText"].flatMap { $0.joined.isEmpty ? nil : $0 } ?? object["Message"]
    let result = (object.value("Result") ?? object.value("WsusEventId") ?? "").lowercased()
    let property = text ?? object["Result"] ?? object.properties[0]
    let citation = context.citation(property.number, "\(property.name) : \(property.words)")
    noteTime(object, &reading)
    if result.contains("success") || result.contains("succeeded") {
      reading.facts.add(Synchronization(outcome: .succeeded, time: nil, citation: citation))
    } else if let text, isFailure(object, result) {
      add(text.words, code: object.value("Error"), citation, &reading)
    }
  }

  private static func isFailure(_ object: CommandObject, _ result: String) -> Bool {
    let error = object.value("Error")?.lowercased() ?? ""
    return result.contains("fail") || object.flag("IsError") == true
      || (!error.isEmpty && error != "notapplicable")
      || object.value("ErrorText")?.contains("Exception") == true
  }

  private static func noteTime(_ object: CommandObject, _ reading: inout SectionReading) {
    let times = ["CreationDate", "EndTime", "StartTime"].compactMap(object.value)
    if !times.isEmpty { reading.notes.append(.timesWithoutZone(count: 1)) }
  }

  private static func add(
    _ text: String, code: String?, _ citation: Citation, _ reading: inout SectionReading
  ) {
    let bytes = Array(text.utf8)
    let kind = FailureReading(error: bytes.span).kind
    let error = code.map { "\($0): \(text)" } ?? text
    reading.facts.add(SyncFailure(text: error, kind: kind, time: nil, citation: citation))
  }

  // MARK: Details

  /// A chain of exceptions with the stack of WSUS below it.
  private static func readDetails(
    _ text: CommandText, _ context: ReadingContext, _ reading: inout SectionReading
  ) {
    guard let index = text.lines.firstIndex(where: { isHead($0.text) }) else { return }
    let rest = text.lines[index...].prefix(reach)
    let whole = rest.map(\.text.trimmed).joined(separator: " ")
    guard
      ["UpdateServices", "ServerSyncProxy", "SoapHttpClientProtocol", "UssCommunicationError"].contains(
        where: {
          whole.range(of: $0) != nil
        })
    else { return }
    reading.isFound = true
    // A stack that goes through the catalogue's method is of an import.
    let citation = context.citation(text.lines[index].number, chain(rest))
    if whole.range(of: "ImportUpdateFromCatalogSite") != nil {
      let bytes = Array(whole.utf8)
      reading.facts.add(
        ImportFailures(
          origin: .script, kind: FailureReading(error: bytes.span).kind, update: nil, time: nil,
          citation: citation))
    } else {
      add(whole, code: nil, citation, &reading)
    }
    reading.notes.append(.excerpt(Excerpt(lacks: [.times])))
  }

  /// The exceptions before their stack.
  private static func chain(_ lines: ArraySlice<NumberedLine>) -> String {
    let end = lines.firstIndex { $0.text.trimmed.hasPrefix("at ") } ?? lines.endIndex
    return lines[..<max(end, lines.startIndex + 1)].map(\.text.trimmed).joined(separator: " ")
  }

  /// `WebException: …`, perhaps with its namespace or the code of WSUS before it.
  private static func isHead(_ line: Substring) -> Bool {
    let line = line.trimmed
    guard let colon = line.firstIndex(of: ":") else { return false }
    let word = line[..<colon]
    guard word.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" }) else { return false }
    return word.hasSuffix("Exception") || word.hasPrefix("Uss") && word.hasSuffix("Error")
  }
}
