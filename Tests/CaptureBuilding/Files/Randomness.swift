/// Numbers that look random and are the same in every run, so that a capture is the same byte for byte.
///
/// The generator is SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
package struct Randomness: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A sequence of its own for each `seed`.
  package init(seed: UInt64) {
    state = seed
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// The next `count` bytes.
  package mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next() >> 24) }
  }

  /// The next number of `range`. The standard library's own choice is not promised to stay the same.
  package mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }
}
