import WSUSCapKit

extension Work {
  /// Returns the number of flows whose values were asked for.
  static let analyzeAsLibrary = Work("7 analyze: from file to the library's values") { traffic in
    let analysis = try CaptureAnalysis(file: traffic.path)
    return analysis.flows.count { !$0.evidence.isEmpty }
  }
}
