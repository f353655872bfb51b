import Reports
import Scan

struct ReadingProgress {
  var name: String
  var bytes: UInt64
  /// Of the whole file; 0 when unknown.
  var size: UInt64

  init(_ name: String, bytes: UInt64, of size: UInt64) {
    (self.name, self.bytes, self.size) = (name == "-" ? "standard input" : name, bytes, size)
  }
}

/// The text of a progress line. Standard error speaks English in every language.
enum ProgressText {
  static func text(_ progress: ScanProgress, seconds: Double) -> String {
    if progress.isListing { return "\(grouped(progress.found)) files found" }
    var parts = [
      "\(grouped(progress.doneFiles)) of \(grouped(progress.files)) files",
      "\(size(progress.doneBytes)) of \(size(progress.bytes))",
    ]
    parts += rate(progress.doneBytes, of: progress.bytes, seconds)
    if progress.failed > 0 { parts.append("\(grouped(progress.failed)) failed") }
    let names = progress.current.map { $0.split(separator: "/").last.map(String.init) ?? $0 }
    let text = parts.joined(separator: ", ")
    return names.isEmpty ? text : text + ": " + names.map { SafeText.shown($0) }.joined(separator: ", ")
  }

  static func text(_ progress: ReadingProgress, seconds: Double) -> String {
    let (done, all) = (Int(clamping: progress.bytes), Int(clamping: progress.size))
    let parts = [all > 0 ? "\(size(done)) of \(size(all))" : size(done)]
    return (parts + rate(done, of: all, seconds)).joined(separator: ", ") + ": "
      + SafeText.shown(progress.name)
  }

  private static func rate(_ done: Int, of all: Int, _ seconds: Double) -> [String] {
    guard seconds > 0, done > 0 else { return [] }
    let rate = Double(done) / seconds
    let left = all > done ? ["\(time(Double(all - done) / rate)) left"] : []
    return ["\(size(Int(rate)))/s"] + left
  }

  static func clipped(_ text: String, to columns: Int) -> String {
    columns < 1 ? "" : TextFitting.clipped(text, to: columns)
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
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }
}
