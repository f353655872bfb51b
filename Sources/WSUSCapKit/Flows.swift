internal import Analysis
internal import Diagnosis
internal import Reports

/// The flows of a capture in the order of their first frames. Each is made when it is asked for: keep a flow rather than
/// asking for it twice.
public struct Flows: RandomAccessCollection, Sendable {
  private let result: CaptureResult
  private let texts: ReportTexts
  private let ids: [Int]?

  init(_ result: CaptureResult, _ language: ReportLanguage) {
    (self.result, texts, ids) = (result, language.texts, result.ids)
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { result.flowCount }

  public subscript(position: Int) -> Flow { flow(ids.map { $0[position] } ?? position) }

  /// The flow with an id; nil where there is none, or it was left out.
  public subscript(id id: Int) -> Flow? { result.hasFlow(id) ? flow(id) : nil }

  private func flow(_ id: Int) -> Flow { Flow(result.flow(id), result.store, texts) }
}
