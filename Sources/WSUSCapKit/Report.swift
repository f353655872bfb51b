internal import Analysis
internal import Redaction
internal import Reports

/// A format of reports.
@nonexhaustive
public enum ReportFormat: String, CaseIterable, Hashable, Sendable {
  case text
  case json
  /// One JSON document a line, one line a flow.
  case ndjson
  case csv
  case markdown
  /// One page that needs no other file.
  case html
}

/// A language of the sentences.
@nonexhaustive
public enum ReportLanguage: String, CaseIterable, Hashable, Sendable {
  case english = "en"
  case japanese = "ja"
}

/// What a report shows.
public struct ReportOptions: Sendable {
  /// Lists every flow, not only those to update endpoints and those that failed. JSON and NDJSON have all flows anyway.
  public var listsAllFlows = false
  /// Only these flows, by their ids, in full detail; empty for all.
  public var flows: [Int] = []
  /// Draws a sequence diagram of each listed flow in text.
  public var drawsLadders = false
  /// Columns of a line of text; less than 40 counts as 40.
  public var width = 100

  public init() {}
}

extension CaptureAnalysis {
  /// The report on the capture, the same that the command line writes.
  public func report(_ format: ReportFormat, options: ReportOptions = ReportOptions()) -> String {
    var own = Reports.ReportOptions()
    own.listsAllFlows = options.listsAllFlows
    own.flows = options.flows
    own.drawsLadders = options.drawsLadders
    own.width = max(options.width, Reports.ReportOptions.minimumWidth)
    own.language = language.own
    return ReportedCapture(result).report(format.own, own)
  }

  /// The analysis with pseudonyms for the addresses and names outside the endpoint policy, to be shown to others
  /// (docs/redaction.md lists what is replaced).
  /// - Parameter key: makes the same pseudonyms for the same names in every analysis; nil for others each time.
  public func redacted(key: String? = nil) -> CaptureAnalysis {
    var redaction = Redaction(key: key)
    return CaptureAnalysis(redaction.redacted(result), language: language, unreadServerFiles: [])
  }
}

extension ReportFormat {
  fileprivate var own: Reports.ReportFormat {
    // A test compares the names of both.
    Reports.ReportFormat.named(rawValue) ?? Reports.ReportFormat.all[0]
  }
}

extension ReportLanguage {
  var own: Language {
    switch self {
    case .english: .english
    case .japanese: .japanese
    }
  }

  var texts: ReportTexts { ReportTexts(own) }
}
