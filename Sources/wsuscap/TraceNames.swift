import Glibc
import Reports

/// The captures of a run: those of the command line, then those that a list names.
struct TraceNames {
  /// A capture, or a line of the list that names none.
  enum Name {
    case trace(String)
    case failure(CaptureFailure)
  }

  private var named: ArraySlice<String>
  private var list: LineReader?

  init(_ named: [String], list: LineReader? = nil) {
    (self.named, self.list) = (named[...], list)
  }

  /// The next one. The list is read no further than that, so that whoever writes it can wait for the answer.
  mutating func next() -> Name? {
    if let name = named.popFirst() { return .trace(name) }
    while let line = list?.next() {
      switch line {
      case .text("-"): return .trace("./-")
      case .text(let name) where name.isEmpty: continue
      case .text(let name): return .trace(name)
      case .broken(let words, let advice):
        return .failure(
          CaptureFailure(
            path: list?.shownName ?? "", status: 66, message: "line \(list?.number ?? 0) \(words)",
            advice: advice))
      }
    }
    return nil
  }

  /// There is a list: whoever feeds it may wait for an answer to each name.
  var isList: Bool { list != nil }

  /// Why the list could not be read to its end.
  var trouble: String? { list.flatMap { list in list.trouble.map { "\(list.shownName): \($0)" } } }
}
