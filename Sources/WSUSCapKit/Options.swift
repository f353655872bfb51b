internal import Analysis
internal import Diagnosis
internal import Files
internal import Reports
internal import ServerFiles

extension CaptureAnalysis {
  /// How a capture is analysed.
  public struct Options: Sendable {
    /// What the endpoints accept, and since when.
    public var policy: EndpointPolicy
    /// A libpcap filter expression (pcap-filter(7)): only packets that match it are analysed. Frame numbers stay those
    /// of the capture.
    public var filter: String?
    /// Logs and settings of the WSUS server, and folders of them. They can tell issues apart that look alike on the
    /// wire.
    public var serverFiles: [String] = []
    /// How many flows are kept, at least 100; a flow takes up to a kilobyte. Of more, the oldest without a finding are
    /// counted and left out. Nil: an eighth of the memory of the computer, at most 500,000 flows.
    public var flowLimit: Int?
    /// Of the sentences; codes are the same in every language.
    public var language = ReportLanguage.english
    /// Asked every some milliseconds; true ends the reading, and ``CaptureAnalysis/wasStopped`` says so. By default
    /// whether the current task is cancelled.
    public var shouldStop: @Sendable () -> Bool = { Task.isCancelled }
    /// Called as often with the number of bytes read and the size of the file, 0 where it is not known.
    public var progress: (@Sendable (_ bytes: UInt64, _ size: UInt64) -> Void)?

    public init(policy: EndpointPolicy = .builtIn) {
      self.policy = policy
    }
  }
}

extension CaptureAnalysis.Options {
  var analysisOptions: AnalysisOptions {
    var options = AnalysisOptions(policy: policy.choice)
    options.filter = filter
    options.budget = .standard.limitingFlows(
      to: flowLimit.map { max($0, ResourceBudget.fewestFlows) }, memory: CurrentProcess.physicalMemory)
    options.shouldStop = shouldStop
    options.progress = progress
    return options
  }

  func readServerFiles() -> (facts: ServerFacts?, unread: [CaptureAnalysis.UnreadFile]) {
    if serverFiles.isEmpty { return (nil, []) }
    let reading = ServerFileReader(shouldStop: shouldStop).read(serverFiles)
    let unread = reading.refused.map { file in
      CaptureAnalysis.UnreadFile(path: file.path, message: ErrorMessage(file.reason).wrong)
    }
    return (reading.understood.isEmpty ? nil : reading.facts, unread)
  }
}

extension CaptureAnalysis {
  /// A file of the server that was not read: a capture, a log of another program, or one that cannot be opened.
  public struct UnreadFile: Hashable, Sendable {
    public let path: String
    public let message: String
  }
}
