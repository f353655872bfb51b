/// Decimal digits of a number, all at once.
enum Digits {
  /// Numbers below it have at most eight digits.
  static let limit: UInt64 = 100_000_000
  /// Eight characters `0`.
  static let zeros: UInt64 = 0x3030_3030_3030_3030

  /// The eight digits of a number below ``limit`` as values, the first in the lowest byte.
  ///
  /// The number is parted into halves, quarters and eighths side by side in one word. With a division for each digit
  /// numbers were a twentieth of writing 150,000 flows as JSON, and are a hundredth so.
  static func eight(_ number: UInt64) -> UInt64 {
    let fours = number / 10_000 | (number % 10_000) << 32
    // x * 10486 >> 20 is x / 100 for x below 10,000, and x * 103 >> 10 is x / 10 for x below 100.
    let hundreds = (fours &* 10_486) >> 20 & 0x7f_0000_007f
    let twos = hundreds | (fours &- hundreds &* 100) << 16
    let tens = (twos &* 103) >> 10 & 0x000f_000f_000f_000f
    return tens | (twos &- tens &* 10) << 8
  }
}
