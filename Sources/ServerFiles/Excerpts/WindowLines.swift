/// Joins the lines that a window broke at its width, whatever they are: each line of the full width continues in the next
/// one. The parts become blank lines, so that the numbers of the lines stay.
enum WindowLines {
  /// Characters of a window.
  private static let widths = 40...300
  /// Lines of the full width that show a window.
  private static let least = 2

  /// The text with its lines joined; nil where no width shows.
  static func joined(_ text: [UInt8]) -> [UInt8]? {
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
    let lengths = lines.map { line in isRule(line) ? 0 : line.count { $0 & 0xC0 != 0x80 } }
    guard let width = lengths.max(), widths.contains(width), lengths.count(where: { $0 == width }) >= least
    else {
      return nil
    }
    var joined: [UInt8] = []
    var waiting = 0
    for (index, line) in lines.enumerated() {
      joined += line
      let continues = index + 1 < lines.count && !lines[index + 1].isEmpty && lengths[index] >= width - 1
      if continues {
        // A blank at the end of a full line is not copied.
        if lengths[index] < width { joined.append(UInt8(ascii: " ")) }
        waiting += 1
      } else {
        joined += [UInt8](repeating: UInt8(ascii: "\n"), count: waiting + 1)
        waiting = 0
      }
    }
    return joined
  }

  /// A line below a heading.
  private static func isRule(_ line: ArraySlice<UInt8>) -> Bool {
    line.allSatisfy {
      $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "*") || $0 == 0x20
    }
  }
}
