import Diagnosis

/// The options of a report.
package struct ReportOptions: Sendable {
  /// Lists every flow; else those that concern an update endpoint or failed. JSON always lists every flow.
  package var listsAllFlows = false
  /// Keeps only the flows to the policy's endpoints.
  package var onlyEndpoints = false
  /// Only these flows, in full detail; empty means all.
  package var flows: [Int] = []
  /// Columns that a line of text may take; at least ``minimumWidth``.
  package var width = 100
  package var usesColor = false
  /// There is, or may be, more than one capture.
  package var isOfSeveral = false
  /// Draws what is listed as ladders in text; a flow in full detail has one in any case.
  package var drawsLadders = false
  /// Draws with ASCII only, for a terminal that shows no box drawing characters.
  package var usesASCII = false
  /// The names that lines of JSON use.
  package var dialect = LineDialect.own
  /// Begins CSV with a UTF-8 byte order mark (RFC 3629, section 6), which Excel needs to recognise the encoding.
  package var marksUTF8 = false
  /// Of the reports for people. JSON is English in every language.
  package var language = Language.english

  /// What a table and a frame number need at the least.
  package static let minimumWidth = 40

  package init() {}

  /// Whether a report for people lists a flow among those that it is about.
  func lists(_ judgement: Judgement, _ role: EndpointRole?) -> Bool {
    listsAllFlows || judgement.verdict.isFailure || judgement.isListedOfWSUS
      || role.map { onlyEndpoints || $0.isUpdateService } ?? false
  }

  /// The flow with that id may be reported.
  func concerns(_ id: Int) -> Bool { flows.isEmpty || flows.contains(id) }
}

/// Who made a report.
package enum Generator {
  package static let name = "wsuscap"
  /// Semantic version (semver.org, 2.0.0).
  package static let version = "0.1.0"
}
