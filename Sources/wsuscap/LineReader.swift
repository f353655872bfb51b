import Files
import Reports

final class LineReader {
  enum Line {
    /// Without the line feed, and the carriage return before it.
    case text(String)
    case broken(String, advice: String)
  }

  let name: String
  private(set) var number = 0
  private(set) var error: String?
  private let file: InputFile
  private let limit: Int
  private var buffer: [UInt8] = []
  private var start = 0
  private var isAtEnd = false
  private var chunk = [UInt8](repeating: 0, count: 65_536)

  init(path: String, limit: Int) throws(FileError) {
    self.limit = limit
    name = Messages.name(path)
    file = try InputFile.open(argument: path)
  }

  var place: String { "\(name): line \(number)" }

  func next() -> Line? {
    guard let bytes = line() else { return nil }
    number += 1
    if bytes.count > limit {
      return .broken("has more than \(limit) bytes", advice: "this is not a list of this kind")
    }
    let content = bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
    guard let text = String(validating: content, as: UTF8.self) else {
      return .broken("is not UTF-8", advice: "rename the file, or use wsuscap scan")
    }
    return .text(text)
  }

  private func line() -> ArraySlice<UInt8>? {
    var searched = start
    var isTooLong = false
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        return isTooLong ? tooLong : buffer[start..<end]
      }
      searched = buffer.count
      if isAtEnd {
        guard start < buffer.count || isTooLong else { return nil }
        defer { start = buffer.count }
        return isTooLong ? tooLong : buffer[start...]
      }
      if buffer.count - start > limit {
        // What is known to be too long is not kept.
        isTooLong = true
        buffer.removeAll(keepingCapacity: true)
        (start, searched) = (0, 0)
      }
      if !fill(&searched) { return nil }
    }
  }

  private var tooLong: ArraySlice<UInt8> { ArraySlice(repeating: UInt8(ascii: "?"), count: limit + 1) }

  private func fill(_ searched: inout Int) -> Bool {
    if start > 0 {
      buffer.removeSubrange(..<start)
      searched -= start
      start = 0
    }
    do throws(FileError) {
      let count = try file.read(into: &chunk) { Interruption.isRequested }
      buffer += chunk[..<count]
      isAtEnd = count == 0
    } catch {
      if Interruption.isRequested { return false }
      self.error = "could not be read further: \(error.text)"
      isAtEnd = true
    }
    return !Interruption.isRequested
  }
}

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
