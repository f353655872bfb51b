import Diagnosis

/// One entry of SoftwareDistribution.log: a line with its time, and the lines without one that follow. Of
/// uninteresting entries only the first line is kept.
struct LogEntry {
  /// Bytes of text that are kept of one entry. Chains of exceptions with their stacks reach some 16 KiB.
  static let textLimit = 32 * 1024

  /// The first line as in the file; empty when the entry has no columns.
  private(set) var head: [UInt8] = []
  private(set) var headNumber = 0
  /// What is kept in UTF-8, lines joined by LF; empty as long as the entry is of no interest.
  private(set) var text: [UInt8] = []
  /// For each line of ``text`` where it starts and its number in the file.
  private var starts: [(offset: Int, number: Int)] = []

  var isOfInterest: Bool { !text.isEmpty }

  /// Starts with the current line.
  mutating func begin(_ lines: borrowing TextLines) {
    head.removeAll(keepingCapacity: true)
    head += lines.buffer[lines.line]
    headNumber = lines.number
    if isOfInterest {
      text.removeAll(keepingCapacity: true)
      starts.removeAll(keepingCapacity: true)
    }
  }

  /// Ends without another beginning: the next line of interest is an entry of its own.
  mutating func end() {
    head.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
  }

  /// Keeps the current line, and the first line before it.
  mutating func keep(_ lines: inout TextLines) {
    if !isOfInterest, !head.isEmpty, lines.number != headNumber {
      append(head[...], number: headNumber, &lines.decoding)
    }
    append(lines.buffer[lines.line], number: lines.number, &lines.decoding)
  }

  private mutating func append(_ line: ArraySlice<UInt8>, number: Int, _ decoding: inout LineDecoding) {
    guard text.count < Self.textLimit else { return }
    if isOfInterest { text.append(UInt8(ascii: "\n")) }
    starts.append((text.count, number))
    if LineDecoding.isASCII(line.span) {
      text += line.prefix(Self.textLimit)
    } else {
      text += decoding.text(line.span).utf8.prefix(Self.textLimit)
    }
  }

  /// The lines that are kept: number and range in ``text``.
  var lines: [(number: Int, range: Range<Int>)] {
    starts.indices.map { index in
      let end = index + 1 < starts.count ? starts[index + 1].offset - 1 : text.count
      return (starts[index].number, starts[index].offset..<max(end, starts[index].offset))
    }
  }

  /// The line that an offset of ``text`` lies in.
  func citation(at offset: Int, _ context: ReadingContext) -> Citation {
    let line = lines.last { $0.range.lowerBound <= offset } ?? (headNumber, 0..<text.count)
    return context.citation(line.number, String(decoding: text[line.range], as: UTF8.self))
  }
}
