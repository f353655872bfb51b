/// How the time stamps of a pcapng interface count (options `if_tsresol` and `if_tsoffset`).
struct TimeScale: Hashable {
  /// Microseconds since 1970: the default.
  static let microseconds = TimeScale(resolution: 6, offset: 0)

  /// How many decimal digits of a second its times need, at most nine.
  let digits: Int
  /// 0 when there are more than 2⁶⁴: then no time stamp is as long as a second.
  private let ticksPerSecond: UInt64
  /// 0 when a tick is not a whole number of nanoseconds.
  private let nanosecondsPerTick: UInt64
  private let offset: Int64

  /// - Parameters:
  /// - resolution: a negative power of 10, or of 2 when the most significant bit is set.
  /// - offset: seconds that are added to every time.
  init(resolution: UInt8, offset seconds: Int64) {
    let exponent = Int(resolution & 0x7F)
    let base: UInt64 = resolution & 0x80 == 0 ? 10 : 2
    ticksPerSecond = Self.power(base, exponent)
    nanosecondsPerTick =
      ticksPerSecond != 0 && 1_000_000_000 % ticksPerSecond == 0 ? 1_000_000_000 / ticksPerSecond : 0
    digits = base == 10 ? min(exponent, 9) : Self.digits(ticksPerSecond)
    offset = Self.nanoseconds(seconds)
  }

  /// Nanoseconds since 1970, rounded down and clamped.
  func nanoseconds(ticks: UInt64) -> Int64 {
    let time = Int64(clamping: unsignedNanoseconds(ticks))
    let (sum, overflow) = time.addingReportingOverflow(offset)
    // The time is not negative, so only a positive offset can lead out of range.
    return overflow ? .max : sum
  }

  /// The time stamp for a time, in whole ticks, clamped.
  ///
  /// ``nanoseconds(ticks:)`` returns the same time wherever the resolution allows.
  func ticks(nanoseconds time: Int64) -> UInt64 {
    let (passed, overflow) = time.subtractingReportingOverflow(offset)
    if overflow { return time > 0 ? .max : 0 }
    let nanoseconds = UInt64(max(passed, 0))
    if nanosecondsPerTick != 0 { return nanoseconds / nanosecondsPerTick }
    let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
    let (whole, isTooLarge) = seconds.multipliedReportingOverflow(by: ticksPerSecond)
    // The rest is less than 10⁹, so the quotient is less than the ticks of a second.
    let (fraction, beyond) = UInt64(1_000_000_000).dividingFullWidth(
      rest.multipliedFullWidth(by: ticksPerSecond))
    let (sum, carry) = whole.addingReportingOverflow(beyond == 0 ? fraction : fraction + 1)
    return isTooLarge || carry ? .max : sum
  }

  private func unsignedNanoseconds(_ ticks: UInt64) -> UInt64 {
    if nanosecondsPerTick != 0 {
      let (product, overflow) = ticks.multipliedReportingOverflow(by: nanosecondsPerTick)
      return overflow ? .max : product
    }
    if ticksPerSecond == 0 { return 0 }
    let (seconds, rest) = ticks.quotientAndRemainder(dividingBy: ticksPerSecond)
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    // The rest is less than a second, so the quotient is less than 10⁹.
    let (fraction, _) = ticksPerSecond.dividingFullWidth(rest.multipliedFullWidth(by: 1_000_000_000))
    let (sum, carry) = whole.addingReportingOverflow(fraction)
    return overflow || carry ? .max : sum
  }

  private static func power(_ base: UInt64, _ exponent: Int) -> UInt64 {
    var result: UInt64 = 1
    for _ in 0..<exponent {
      let (product, overflow) = result.multipliedReportingOverflow(by: base)
      if overflow { return 0 }
      result = product
    }
    return result
  }

  private static func digits(_ ticksPerSecond: UInt64) -> Int {
    var digits = 0
    var reach: UInt64 = 1
    while digits < 9, ticksPerSecond == 0 || reach < ticksPerSecond {
      digits += 1
      reach *= 10
    }
    return digits
  }

  private static func nanoseconds(_ seconds: Int64) -> Int64 {
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? (seconds < 0 ? .min : .max) : product
  }
}
