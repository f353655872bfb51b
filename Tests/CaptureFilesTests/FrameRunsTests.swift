import Testing

@testable import CaptureFiles

@Suite struct FrameRunsTests {
  /// Frame numbers that lie as those of flows do: alone, beside each other, far apart.
  private func numbers(_ seed: UInt64, count: Int) -> [UInt32] {
    var state = seed
    var number: UInt32 = 0
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let step: UInt32 = [1, 1, 1, 2, 3, 128, 129, 70_000][Int(state >> 40) % 8]
      number += step
      return number
    }
  }

  private func listed(_ runs: FrameRuns) -> [UInt32] { runs.flatMap { Array($0) } }

  @Test func whatWasAddedIsThere() {
    for seed in 1...20 as ClosedRange<UInt64> {
      let numbers = numbers(seed, count: 500)
      let runs = FrameRuns(numbers.shuffled())
      #expect(listed(runs) == numbers)
      #expect(runs.count == numbers.count)
      #expect(runs.last == numbers.last)
      for (one, next) in zip(runs, runs.dropFirst()) { #expect(next.lowerBound > one.upperBound + 1) }
    }
  }

  @Test func extremes() {
    #expect(FrameRuns().isEmpty)
    #expect(listed(FrameRuns()).isEmpty)
    #expect(FrameRuns().last == nil)
    #expect(listed(FrameRuns([0, 1, 1, .max, .max - 1])) == [1, .max - 1, .max])
    var runs = FrameRuns([.max])
    runs.append(.max)
    runs.append(0)
    runs.append(7)
    #expect(listed(runs) == [.max])
    #expect(listed(FrameRuns([5, .max]).union(FrameRuns([.max - 1, .max]))) == [5, .max - 1, .max])
  }

  @Test func aFlowOfAMillionFramesIsSmall() {
    var among = FrameRuns()
    for number in 1...1_000_000 as ClosedRange<UInt32> { among.append(2 * number) }
    #expect(among.count == 1_000_000)
    #expect(among.keptBytes <= 2_000_000)
    var alone = FrameRuns()
    for number in 1...1_000_000 as ClosedRange<UInt32> { alone.append(number) }
    #expect(alone.keptBytes == 0)
    #expect(Array(alone) == [1...1_000_000])
  }

  @Test func unions() {
    for seed in 1...20 as ClosedRange<UInt64> {
      let parts = (0..<Int(seed)).map { numbers(seed * 31 + UInt64($0), count: 100) }
      let union = FrameRuns.union(parts.map { FrameRuns($0) })
      let expected = Set(parts.joined()).sorted()
      #expect(listed(union) == expected)
      #expect(union.count == expected.count)
    }
    #expect(FrameRuns.union([]).isEmpty)
    #expect(listed(FrameRuns([3, 4]).union(FrameRuns())) == [3, 4])
    #expect(listed(FrameRuns([1, 2, 3, 4, 9]).union(FrameRuns([2, 3, 5]))) == [1, 2, 3, 4, 5, 9])
  }

  @Test func cursors() {
    let numbers = numbers(7, count: 300)
    let held = Set(numbers)
    var cursor = FrameCursor(FrameRuns(numbers))
    for number in 0...(numbers[299] + 5) where cursor.holds(number) != held.contains(number) {
      Issue.record("\(number)")
    }
    var none = FrameCursor(FrameRuns())
    let holdsNothing = !none.holds(1)
    #expect(holdsNothing)
  }
}
