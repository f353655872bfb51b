import Diagnosis

extension LineCleaning {
  /// Lines that are looked at: an excerpt shows what it is in the first ones.
  private static let sampleLimit = 60

  /// What must be undone to the lines of a text; empty for a text that nobody quoted or searched.
  init(_ opening: TextOpening) {
    let lines = opening.lines(Self.sampleLimit).map { Array($0) }
    colours = lines.contains { $0.contains(0x1B) }
    htmlEscapes = (!opening.startsWithMarkup || Self.startsWithTag(opening)) && Self.holdEscapes(lines)
    var plain = lines.map { clean($0[...]) }.filter { line in line.contains { $0 > 0x20 } }
    quotation = Self.most(plain) { Self.quotationEnd($0) > 0 }
    if quotation { plain = lines.map { clean($0[...]) } }
    matches = plain.count(where: Self.isOfMatch) > 1
    if matches { plain = lines.map { clean($0[...]) }.filter { !$0.isEmpty } }
    linePrefixes = !matches && Self.areSearched(plain)
    if linePrefixes { plain = lines.map { clean($0[...]) } }
    numbers = Self.areNumbered(plain)
  }

  /// An arrow between exceptions, or the frame of an entry, in the source of a page.
  private static func holdEscapes(_ lines: [[UInt8]]) -> Bool {
    let marks = [
      "--&gt;", "&lt;![LOG[", "&quot;", "&#39;", "&#x27;", "&gt; 20", "&lt;Event ", "&lt;Event&gt;",
    ].map(ByteSearch.init)
    return lines.contains { line in marks.contains { $0.first(in: line.span) != nil } }
  }

  /// Whether the source starts with an element that a page puts around lines of a log.
  private static func startsWithTag(_ opening: TextOpening) -> Bool {
    ["<p>", "<p ", "<pre", "<code", "<div", "<br", "<span", "<blockquote", "<tt"].contains(
      where: opening.starts)
  }

  private static func most(_ lines: [[UInt8]], _ isSo: ([UInt8]) -> Bool) -> Bool {
    !lines.isEmpty && lines.count(where: isSo) * 3 >= lines.count * 2
  }

  /// Whether lines start with a file's name: the first of them, or several where others continue a line.
  private static func areSearched(_ lines: [[UInt8]]) -> Bool {
    let found = lines.filter { prefixEnd($0) != nil }
    guard found.count > 1 else {
      return found.count == 1 && lines.prefix(3).contains { prefixEnd($0) != nil }
    }
    return found.count * 10 >= lines.count
  }

  /// Whether lines start with numbers that rise, as times of day do not.
  private static func areNumbered(_ lines: [[UInt8]]) -> Bool {
    let numbers = lines.compactMap(number)
    guard let first = lines.first, number(first) != nil, numbers.count * 2 > lines.count else { return false }
    let rises = zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 }
    return rises && first.count > 30
  }
}
