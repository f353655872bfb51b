internal import Analysis
internal import CaptureFiles
internal import Reports

/// What is concluded of one capture: its flows with their verdicts, and the findings.
///
///     let analysis = try CaptureAnalysis(file: "trace.pcapng")
///     for flow in analysis.flows where flow.verdict.isFailure {
///       print(flow.id, flow.verdict, flow.confidence, flow.reason)
///     }
///
/// A capture that is truncated or damaged after its first frames is analysed up to there, and ``notes`` says so. Memory
/// grows with the number of flows, not with the size of the capture: see ``Options/flowLimit``.
public struct CaptureAnalysis: Sendable {
  let result: CaptureResult
  let language: ReportLanguage
  /// Files of ``Options/serverFiles`` that were not read.
  public let unreadServerFiles: [UnreadFile]

  init(_ result: CaptureResult, language: ReportLanguage, unreadServerFiles: [UnreadFile]) {
    (self.result, self.language, self.unreadServerFiles) = (result, language, unreadServerFiles)
  }

  /// Analyses a file or a pipe.
  /// - Parameters:
  ///   - path: of the file, by which reports call the capture.
  ///   - options: how it is analysed: its policy, limits and language.
  /// - Throws: ``CaptureError`` when it cannot be read, is not a capture, or the filter is not valid.
  public init(file path: String, options: Options = Options()) throws(CaptureError) {
    // For the command line alone, - is standard input.
    try self.init(.file(path == "-" ? "./-" : path), name: path, options)
  }

  /// Analyses a whole capture in memory, compressed or not.
  /// - Parameters:
  ///   - bytes: of the file as it is stored.
  ///   - name: what reports call the capture.
  ///   - options: how it is analysed: its policy, limits and language.
  /// - Throws: ``CaptureError`` when it is not a capture, or the filter is not valid.
  public init(
    bytes: [UInt8], name: String = "capture", options: Options = Options()
  ) throws(CaptureError) {
    try self.init(.bytes(bytes), name: name, options)
  }

  /// Analyses a capture that arrives piece by piece, as from a socket.
  /// - Parameters:
  ///   - name: what reports call the capture.
  ///   - options: how it is analysed: its policy, limits and language.
  ///   - next: asked for the next piece, of any size, until it returns nil. It may wait. What it throws ends the capture
  ///     there, like a disk that fails.
  /// - Throws: ``CaptureError`` when it is not a capture, or the filter is not valid.
  public init(
    name: String = "capture", options: Options = Options(), pieces next: @escaping () throws -> [UInt8]?
  ) throws(CaptureError) {
    try self.init(.pieces(next), name: name, options)
  }

  private init(_ input: CaptureInput, name: String, _ options: Options) throws(CaptureError) {
    let files = options.readServerFiles()
    do throws(CaptureFault) {
      var result = try CaptureAnalyzer.analyze(input, name: name, options: options.analysisOptions)
      if let facts = files.facts { result.join(facts) }
      self.init(result, language: options.language, unreadServerFiles: files.unread)
    } catch {
      throw CaptureError(error)
    }
  }
}

extension CaptureAnalysis {
  /// Format, size and times of the capture.
  public var capture: Capture { Capture(result.description) }

  /// What a reader of the report should know of the capture: that it is damaged, truncated, or was not kept as a whole.
  public var notes: [Note] {
    result.description.notes.map { Note(code: $0.code, message: language.texts.note($0)) }
  }

  /// All flows in the order of their first frames.
  public var flows: Flows { Flows(result, language) }

  /// What is wrong: the update service first, then by severity, then by time.
  public var findings: [Finding] { result.findings.map { Finding($0, language.texts) } }

  /// How many flows have each verdict, those that were left out among them.
  public var verdictCounts: [Verdict: Int] {
    Dictionary(uniqueKeysWithValues: result.verdictCounts.map { (Verdict($0), $1) })
  }

  /// ``Options/shouldStop`` ended the reading: the analysis is of what came before.
  public var wasStopped: Bool { result.isInterrupted }
}
