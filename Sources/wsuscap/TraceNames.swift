import Reports

struct TraceNames {
  enum Name {
    case trace(String)
    /// A line of the list that is not a name.
    case failure(CaptureFailure)
  }

  private var named: ArraySlice<String>
  private let list: LineReader?

  init(_ named: [String], list: LineReader? = nil) {
    (self.named, self.list) = (named[...], list)
  }

  /// The next one. Reads no further than that, so that the writer of the list can wait for the answer.
  mutating func next() -> Name? {
    if let name = named.popFirst() { return .trace(name) }
    while let list, let line = list.next() {
      switch line {
      case .text("-"): return .trace("./-")
      case .text(let name) where name.isEmpty: continue
      case .text(let name): return .trace(name)
      case .broken(let words, let advice):
        return .failure(
          CaptureFailure(
            path: list.name, status: ExitStatus.noInput.rawValue, message: "line \(list.number) \(words)",
            advice: advice))
      }
    }
    return nil
  }

  /// There is a list: its writer may wait for an answer to each name.
  var isList: Bool { list != nil }

  var error: String? { list.flatMap { list in list.error.map { "\(list.name): \($0)" } } }
}
