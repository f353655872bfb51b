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
    let times = times(object)
    if result.contains("success") || result.contains("succeeded") {
      var success = Synchronization(outcome: .succeeded, time: times.utc, citation: citation)
      success.localReadings = times.local
      reading.facts.add(success)
    } else if isFailure(object, result) {
      let words = text?.words ?? ""
      let code = object.value("Error").flatMap { Int($0) == nil ? $0 : nil }
      guard !words.isEmpty || code != nil else { return }
      add(words, code: code, times, citation, &reading)
    }
  }

  private static func isFailure(_ object: CommandObject, _ result: String) -> Bool {
    let error = object.value("Error")?.lowercased() ?? ""
    return result.contains("fail") || object.flag("IsError") == true
      || (!error.isEmpty && error != "notapplicable" && Int(error) == nil)
      || object.value("ErrorText")?.contains("Exception") == true
  }

  private typealias Times = (utc: Int64?, local: [Int64])

  /// The end of a synchronisation, else its start.
  private static func times(_ object: CommandObject) -> Times {
    guard let written = ["CreationDate", "EndTime", "StartTime"].lazy.compactMap(object.value).first else {
      return (nil, [])
    }
    let utc = WrittenTime.utc(written)
    return (utc, utc == nil ? WrittenTime.readings(written) : [])
  }

  private static func noteTime(_ object: CommandObject, _ reading: inout SectionReading) {
    let isWritten = ["CreationDate", "EndTime", "StartTime"].contains { object.value($0) != nil }
    if isWritten, times(object).utc == nil { reading.notes.append(.timesWithoutZone(count: 1)) }
  }

  private static func add(
    _ text: String, code: String?, _ times: Times, _ citation: Citation,
    _ reading: inout SectionReading
  ) {
    let bytes = Array(text.utf8)
    let kind = FailureReading(error: bytes.span).kind
    let error = [code, text.isEmpty ? nil : text].compactMap { $0 }.joined(separator: ": ")
    var failure = SyncFailure(text: error, kind: kind, time: times.utc, citation: citation)
    failure.localReadings = times.local
    reading.facts.add(failure)
  }

  // MARK: Details

  /// Chains of exceptions, each with the stack of WSUS below it: one failure each.
  private static func readDetails(
    _ text: CommandText, _ context: ReadingContext, _ reading: inout SectionReading
  ) {
    let heads = text.lines.indices.filter { head(text.lines[$0].text) != nil && begins($0, text.lines) }
    for (position, index) in heads.enumerated() {
      let end = position + 1 < heads.count ? heads[position + 1] : text.lines.endIndex
      readDetail(text.lines[index..<end].prefix(reach), context, &reading)
    }
    guard reading.facts.syncFailures.isEmpty, reading.facts.importFailures.isEmpty, !heads.isEmpty else {
      return
    }
    // The console's own connection to WSUS is none to Microsoft.
    if text.lines.contains(where: { $0.text.range(of: "AdminProxy.CreateUpdateServer") != nil }) {
      reading.isFound = true
    }
  }

  /// Whether the line before ends something: a stack, or nothing at all.
  private static func begins(_ index: Int, _ lines: [NumberedLine]) -> Bool {
    guard index > 0 else { return true }
    let before = lines[index - 1].text.trimmed
    return before.last.map { $0 != ">" } ?? true
  }

  private static func readDetail(
    _ rest: ArraySlice<NumberedLine>, _ context: ReadingContext, _ reading: inout SectionReading
  ) {
    guard let first = rest.first, let start = head(first.text) else { return }
    let lines = [first.text[start...].trimmed] + rest.dropFirst().map(\.text.trimmed)
    let whole = lines.joined(separator: " ")
    let marks = ["UpdateServices", "ServerSyncProxy", "SoapHttpClientProtocol", "UssCommunicationError"]
    let isOfConsole = whole.range(of: "AdminProxy.") != nil && whole.range(of: "ServerSync") == nil
    guard marks.contains(where: { whole.range(of: $0) != nil }), !isOfConsole else { return }
    reading.isFound = true
    // A stack that goes through the catalogue's method is of an import.
    let citation = context.citation(first.number, chain(rest))
    if whole.range(of: "ImportUpdateFromCatalogSite") != nil {
      let bytes = Array(whole.utf8)
      reading.facts.add(
        ImportFailures(
          origin: .script, kind: FailureReading(error: bytes.span).kind, update: nil, time: nil,
          citation: citation))
    } else {
      add(whole, code: nil, (nil, []), citation, &reading)
    }
    let note = ServerFileNote.excerpt(Excerpt(lacks: [.times]))
    if !reading.notes.contains(note) { reading.notes.append(note) }
  }

  /// The exceptions before their stack.
  private static func chain(_ lines: ArraySlice<NumberedLine>) -> String {
    let end = lines.firstIndex { $0.text.trimmed.hasPrefix("at ") } ?? lines.endIndex
    return lines[..<max(end, lines.startIndex + 1)].map(\.text.trimmed).joined(separator: " ")
  }

  /// Where `WebException: …` or `System.Net.WebException -- …` starts, perhaps behind a label: `Details: `.
  private static func head(_ line: Substring) -> Substring.Index? {
    var start = line.firstIndex { !$0.isWhitespace } ?? line.startIndex
    for _ in 0..<2 {
      let word = line[start...].prefix { $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" }
      let rest = line[word.endIndex...]
      if rest.hasPrefix(":") || rest.hasPrefix(" -- "), isError(word) { return start }
      // A label has a few words.
      guard let colon = rest.firstIndex(where: { $0 == ":" || $0 == "：" }),
        line[start..<colon].utf8.count <= 40, !rest[..<colon].contains(where: { "(>\\\"".contains($0) })
      else { return nil }
      let next = line[line.index(after: colon)...].firstIndex { !$0.isWhitespace }
      guard let next else { return nil }
      start = next
    }
    return nil
  }

  private static func isError(_ word: Substring) -> Bool {
    word.hasSuffix("Exception") || word.hasPrefix("Uss") && word.hasSuffix("Error")
  }
}
