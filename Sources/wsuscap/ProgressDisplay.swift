import Catalog
import Glibc
import Reports
import Synchronization

/// When to tell how far the work is.
enum ProgressChoice: String, CaseIterable, Sendable {
  case auto
  case always
  case never
}

/// Tells on standard error how far a scan is: on a terminal in one line that is drawn anew, else in plain lines.
///
/// Messages go through it as well, so that they and the line do not run into each other.
final class ProgressDisplay: Sendable {
  private enum Style { case none, line, plain }

  private struct State {
    /// When the reading of captures began.
    var start: ContinuousClock.Instant?
    var lastShown = ContinuousClock.now
    var isLineDrawn = false
    /// What was said, where that is said once.
    var said: Set<ScanFault> = []
  }

  private let style: Style
  private let saysOnce: Bool
  private let state = Mutex(State())

  /// Different messages that are remembered: whoever watches a folder with more has other cares.
  private static let rememberedLimit = 10_000

  /// - Parameter saysOnce: whoever looks at the same files again and again says what is wrong with one once.
  init(_ choice: ProgressChoice, saysOnce: Bool) {
    self.saysOnce = saysOnce
    style =
      switch choice {
      case .never: .none
      case .always: Terminal.isStandardError ? .line : .plain
      case .auto: Terminal.isStandardError ? .line : .none
      }
  }

  /// Shows the state of a scan, when it is time to.
  func show(_ progress: ScanProgress) {
    show(isReading: !progress.isListing) { ProgressText.text(progress, seconds: $0) }
  }

  /// Shows how far the reading of a capture is, when it is time to.
  func show(_ progress: ReadingProgress) {
    show(isReading: true) { ProgressText.text(progress, seconds: $0) }
  }

  private func show(isReading: Bool, _ text: (_ seconds: Double) -> String) {
    if style == .none { return }
    let now = ContinuousClock.now
    state.withLock { state in
      if isReading { state.start = state.start ?? now }
      // Work that is done in the twinkling of an eye needs no line.
      guard now - state.lastShown >= (state.isLineDrawn ? Self.redrawing : interval) else { return }
      state.lastShown = now
      let seconds = state.start.map { (now - $0) / .seconds(1) } ?? 0
      let text = text(seconds)
      if style == .plain { return Messages.write(text) }
      let line = ProgressText.clipped(text, to: Terminal.errorWidth - 1)
      // Carriage return, the line, and nothing behind it (ECMA-48, 8.3.41: erase in line).
      Messages.emit("\r\(line)\u{1B}[K")
      state.isLineDrawn = true
    }
  }

  /// Says something, with the line out of the way.
  func say(_ fault: ScanFault) {
    state.withLock { state in
      if saysOnce, state.said.count < Self.rememberedLimit, !state.said.insert(fault).inserted { return }
      clear(&state)
      Messages.write(fault.path, fault.message, advice: fault.advice)
    }
  }

  /// Takes the line away.
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

  private static let redrawing = Duration.milliseconds(200)

  private var interval: Duration { style == .plain ? .seconds(2) : .milliseconds(500) }
}

/// How far the reading of one capture is.
struct ReadingProgress {
  var name: String
  var bytes: UInt64
  /// Of the whole file; 0 when nobody knows.
  var size: UInt64

  init(_ name: String, bytes: UInt64, of size: UInt64) {
    (self.name, self.bytes, self.size) = (name == "-" ? "standard input" : name, bytes, size)
  }
}

/// The words of a line of progress. Standard error speaks English in every language.
enum ProgressText {
  /// - Parameter seconds: since the reading of captures began.
  static func text(_ progress: ScanProgress, seconds: Double) -> String {
    if progress.isListing { return "\(grouped(progress.found)) files found" }
    var parts = [
      "\(grouped(progress.doneFiles)) of \(grouped(progress.files)) files",
      "\(size(progress.doneBytes)) of \(size(progress.bytes))",
    ]
    if seconds > 0, progress.doneBytes > 0 {
      let rate = Double(progress.doneBytes) / seconds
      parts.append("\(size(Int(rate)))/s")
      parts.append("\(time(Double(progress.bytes - progress.doneBytes) / rate)) left")
    }
    if progress.failed > 0 { parts.append("\(grouped(progress.failed)) failed") }
    let names = progress.current.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
    let text = parts.joined(separator: ", ")
    return names.isEmpty ? text : text + ": " + names.map { SafeText.shown($0) }.joined(separator: ", ")
  }

  /// - Parameter seconds: since the reading began.
  static func text(_ progress: ReadingProgress, seconds: Double) -> String {
    let (done, all) = (Int(clamping: progress.bytes), Int(clamping: progress.size))
    var parts = [all > 0 ? "\(size(done)) of \(size(all))" : size(done)]
    if seconds > 0, done > 0 {
      let rate = Double(done) / seconds
      parts.append("\(size(Int(rate)))/s")
      if all > done { parts.append("\(time(Double(all - done) / rate)) left") }
    }
    return parts.joined(separator: ", ") + ": " + SafeText.shown(progress.name)
  }

  static func clipped(_ text: String, to columns: Int) -> String {
    columns < 1 ? "" : TextClipping.clipped(text, to: columns)
  }

  /// Decimal units, as disks are sold: `1.2 GB`.
  static func size(_ bytes: Int) -> String {
    var value = Double(max(0, bytes))
    var unit = 0
    let units = ["bytes", "kB", "MB", "GB", "TB", "PB"]
    while value >= 1000, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    let tenths = Int((value * 10).rounded())
    return unit == 0 || tenths >= 100
      ? "\(Int(value.rounded())) \(units[unit])" : "\(tenths / 10).\(tenths % 10) \(units[unit])"
  }

  static func time(_ seconds: Double) -> String {
    let seconds = Int(max(0, min(seconds, 1e9)).rounded(.up))
    if seconds < 60 { return "\(seconds) s" }
    if seconds < 3600 { return "\(seconds / 60) min \(seconds % 60) s" }
    return "\(seconds / 3600) h \(seconds / 60 % 60) min"
  }

  static func grouped(_ number: Int) -> String {
    let digits = String(max(0, number))
    var text = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }
}
