import Reports
import Scan
import Synchronization

enum ProgressChoice: String, CaseIterable, Sendable {
  case auto
  case always
  case never
}

/// Where a scan writes the answer on each capture as soon as it is known.
enum AnswerLines: Sendable {
  case none
  case standardOutput
  /// Standard output has a summary that is not lines.
  case standardError
}

/// Shows progress on standard error: on a terminal one line that is redrawn, otherwise plain lines. Errors of
/// a scan go through it too, so that they do not mix with the line.
final class ProgressDisplay: Sendable {
  private enum Style { case none, line, plain }

  private struct State {
    /// When the reading of captures began.
    var start: ContinuousClock.Instant?
    var lastShown = ContinuousClock.now
    var isLineDrawn = false
    var progress = ScanProgress()
    /// The errors that were shown, where each is shown once.
    var shown: Set<ScanError> = []
  }

  private let style: Style
  private let saysOnce: Bool
  private let answers: AnswerLines
  private let state = Mutex(State())

  private static let rememberedLimit = 10_000

  /// - Parameter saysOnce: shows each error once, for a folder that is scanned again and again.
  init(_ choice: ProgressChoice, saysOnce: Bool, answers: AnswerLines = .none) {
    self.saysOnce = saysOnce
    self.answers = answers
    style =
      switch choice {
      case .never: .none
      case .always: Terminal.isStandardError ? .line : .plain
      case .auto: Terminal.isStandardError ? .line : .none
      }
  }

  func show(_ event: ScanEvent) {
    state.withLock { state in
      switch event {
      case .progress(let progress): state.progress = progress
      case .reading: break
      case .failed(let error): return show(error, &state)
      case .answered(let path, let answer): return showAnswer(path, answer, &state)
      }
      let progress = state.progress
      show(&state, isReading: !progress.isListing) { ProgressText.text(progress, seconds: $0) }
    }
  }

  func show(_ progress: ReadingProgress) {
    state.withLock { state in
      show(&state, isReading: true) { ProgressText.text(progress, seconds: $0) }
    }
  }

  private func show(_ state: inout State, isReading: Bool, _ text: (_ seconds: Double) -> String) {
    if style == .none { return }
    let now = ContinuousClock.now
    if isReading { state.start = state.start ?? now }
    // Work that is done at once needs no line.
    guard now - state.lastShown >= (state.isLineDrawn ? Self.redrawInterval : interval) else { return }
    state.lastShown = now
    let text = text(state.start.map { (now - $0) / .seconds(1) } ?? 0)
    if style == .plain { return Messages.write(text) }
    let line = ProgressText.clipped(text, to: Terminal.errorWidth - 1)
    // Carriage return, the line, erase the rest (ECMA-48, 8.3.41).
    Messages.emit("\r\(line)\u{1B}[K")
    state.isLineDrawn = true
  }

  private func show(_ error: ScanError, _ state: inout State) {
    if saysOnce, state.shown.count < Self.rememberedLimit, !state.shown.insert(error).inserted { return }
    clear(&state)
    Messages.write(error.path, error.message)
  }

  /// Whoever reads a pipe gets each line at once. One who has left need not end the scan.
  private func showAnswer(_ path: String, _ answer: String, _ state: inout State) {
    let line = "\(SafeText.shown(path)): \(answer)"
    switch answers {
    case .none: return
    case .standardOutput:
      clear(&state)
      try? StandardOutput.write(line)
    case .standardError:
      clear(&state)
      Messages.write(line)
    }
  }

  func end() {
    state.withLock { state in
      clear(&state)
      state.start = nil
    }
  }

  private func clear(_ state: inout State) {
    if state.isLineDrawn { Messages.emit("\r\u{1B}[K") }
    state.isLineDrawn = false
  }

  private static let redrawInterval = Duration.milliseconds(200)

  private var interval: Duration { style == .plain ? .seconds(2) : .milliseconds(500) }
}
