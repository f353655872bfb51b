/// Frame numbers in ascending order as runs of neighbours, two bytes a run.
///
/// A run is the distance from the previous one, and its length minus one, both in LEB128.
package struct FrameRuns: Sendable {
  package private(set) var count = 0
  private var bytes: [UInt8] = []
  private var written: UInt32 = 0
  private var open: ClosedRange<UInt32>?

  package init() {}

  /// The frames of an array in any order; 0 is ignored.
  package init(_ numbers: [UInt32]) {
    for number in numbers.sorted() { append(number) }
  }

  /// The frames of one run.
  init(_ run: ClosedRange<UInt32>) { append(run) }

  var keptBytes: Int { bytes.count }

  package var isEmpty: Bool { open == nil }

  package var last: UInt32? { open?.upperBound }

  /// Adds a frame. One that is not after the last is ignored.
  package mutating func append(_ number: UInt32) {
    guard number > last ?? 0 else { return }
    append(number...number)
  }

  private mutating func append(_ run: ClosedRange<UInt32>) {
    count += run.count
    guard let before = open else { return open = run }
    if before.upperBound + 1 == run.lowerBound {
      open = before.lowerBound...run.upperBound
    } else {
      write(before)
      open = run
    }
  }

  private mutating func write(_ run: ClosedRange<UInt32>) {
    write(run.lowerBound - written)
    write(run.upperBound - run.lowerBound)
    written = run.upperBound
  }

  private mutating func write(_ number: UInt32) {
    var rest = number
    while rest > 0x7F {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

extension FrameRuns: Sequence {
  package struct Iterator: IteratorProtocol {
    private let bytes: [UInt8]
    private var position = 0
    private var end: UInt32 = 0
    private var open: ClosedRange<UInt32>?

    fileprivate init(_ runs: FrameRuns) {
      bytes = runs.bytes
      open = runs.open
    }

    package mutating func next() -> ClosedRange<UInt32>? {
      guard position < bytes.count else {
        defer { open = nil }
        return open
      }
      let first = end + number()
      end = first + number()
      return first...end
    }

    private mutating func number() -> UInt32 {
      var number: UInt32 = 0
      var shift: UInt32 = 0
      while bytes[position] & 0x80 != 0 {
        number |= UInt32(bytes[position] & 0x7F) << shift
        shift += 7
        position += 1
      }
      number |= UInt32(bytes[position]) << shift
      position += 1
      return number
    }
  }

  package func makeIterator() -> Iterator { Iterator(self) }
}

extension FrameRuns {
  package func union(_ other: FrameRuns) -> FrameRuns {
    var all = FrameRuns()
    var (ones, others) = (makeIterator(), other.makeIterator())
    var (one, another) = (ones.next(), others.next())
    while let left = one ?? another {
      if let right = another, right.lowerBound < left.lowerBound || one == nil {
        all.add(right)
        another = others.next()
      } else {
        all.add(left)
        one = ones.next()
      }
    }
    return all
  }

  /// The frames of all of them. By pairs, so that none is gone through more often than the logarithm of their
  /// number.
  package static func union(_ all: [FrameRuns]) -> FrameRuns {
    var lists = all
    while lists.count > 1 {
      lists = stride(from: 0, to: lists.count, by: 2).map { index in
        index + 1 < lists.count ? lists[index].union(lists[index + 1]) : lists[index]
      }
    }
    return lists.first ?? FrameRuns()
  }

  private mutating func add(_ run: ClosedRange<UInt32>) {
    let reached = last ?? 0
    guard run.upperBound > reached else { return }
    append(Swift.max(run.lowerBound, reached + 1)...run.upperBound)
  }
}

/// Looks numbers up that are asked in ascending order.
package struct FrameCursor {
  private var runs: FrameRuns.Iterator
  private var run: ClosedRange<UInt32>?

  package init(_ frames: FrameRuns) {
    runs = frames.makeIterator()
    run = runs.next()
  }

  package mutating func holds(_ number: UInt32) -> Bool {
    while let current = run, current.upperBound < number { run = runs.next() }
    return run.map { $0.lowerBound <= number } ?? false
  }
}
