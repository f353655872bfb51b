import Testing

@testable import CaptureFiles

@Suite struct TimeScaleTests {
  @Test func resolutions() {
    let cases: [(resolution: UInt8, ticks: UInt64, time: Int64, digits: Int)] = [
      (0, 17, 17_000_000_000, 0),
      (3, 1_700_000_000_123, 1_700_000_000_123_000_000, 3),
      (6, 1_700_000_000_123_456, 1_700_000_000_123_456_000, 6),
      (7, 17_000_000_001_234_567, 1_700_000_000_123_456_700, 7),
      (9, 1_700_000_000_123_456_789, 1_700_000_000_123_456_789, 9),
      (12, 1_700_000_000_123_456_789, 1_700_000_000_123_456, 9),
      (19, 10_000_000_000_000_000_000, 1_000_000_000, 9),
      (20, .max, 0, 9),
      (127, .max, 0, 9),
      (0x80, 5, 5_000_000_000, 0),
      (0x81, 5, 2_500_000_000, 1),
      (0x94, 1 << 20, 1_000_000_000, 7),
      (0xA0, 1_700_000_000 << 32 | 1 << 31, 1_700_000_000_500_000_000, 9),
      (0xBF, .max, 1_999_999_999, 9),
      (0xC0, .max, 0, 9),
      (0xFF, .max, 0, 9),
    ]
    for (resolution, ticks, time, digits) in cases {
      let scale = TimeScale(resolution: resolution, offset: 0)
      #expect(scale.nanoseconds(ticks: ticks) == time, "\(resolution)")
      #expect(scale.digits == digits, "\(resolution)")
    }
  }

  @Test func whatDoesNotFitIsTheNearest() {
    for resolution in [0 as UInt8, 3, 6, 0x80, 0x94] {
      #expect(TimeScale(resolution: resolution, offset: 0).nanoseconds(ticks: .max) == .max)
    }
    #expect(TimeScale(resolution: 6, offset: .max).nanoseconds(ticks: 1) == .max)
    #expect(TimeScale(resolution: 6, offset: .min).nanoseconds(ticks: 0) == .min)
  }

  @Test func offsetsAreAdded() {
    #expect(TimeScale(resolution: 6, offset: -3600).nanoseconds(ticks: 3600_000_001) == 1000)
    #expect(TimeScale(resolution: 9, offset: 10).nanoseconds(ticks: 5) == 10_000_000_005)
    #expect(TimeScale(resolution: 9, offset: -10).nanoseconds(ticks: 5) == -9_999_999_995)
  }

  /// A time that a scale can write comes back as it was.
  @Test func timesBecomeTicks() {
    let times: [Int64] = [0, 1_000_000_000, 1_700_000_000_123_456_789, 1_700_000_000_123_456_000, .max]
    for resolution in [0, 3, 6, 7, 9, 10, 0x80, 0x94, 0x9E, 0x9F, 0xA0, 0xBF] as [UInt8] {
      for offset in [0, -3600, 3600, 1_000_000] as [Int64] {
        let scale = TimeScale(resolution: resolution, offset: offset)
        for time in times where time / 1_000_000_000 >= offset {
          let written = scale.nanoseconds(ticks: scale.ticks(nanoseconds: time))
          let unit: Int64 =
            switch resolution {
            case 0, 0x80: 1_000_000_000
            case 3: 1_000_000
            case 6, 0x94: 1000
            case 7: 100
            default: 1
            }
          // Where 64 bits of ticks do not reach, the nearest.
          if scale.ticks(nanoseconds: time) == .max { continue }
          #expect(abs(written - time) < unit, "\(resolution) \(offset) \(time)")
        }
      }
    }
  }

  @Test func timesThatTicksCannotSay() {
    #expect(TimeScale(resolution: 6, offset: 0).ticks(nanoseconds: -1) == 0)
    #expect(TimeScale(resolution: 9, offset: 10).ticks(nanoseconds: 5) == 0)
    #expect(TimeScale(resolution: 9, offset: .min).ticks(nanoseconds: 5) == .max)
    #expect(TimeScale(resolution: 6, offset: .max).ticks(nanoseconds: .min) == 0)
    #expect(TimeScale(resolution: 0xFF, offset: 0).ticks(nanoseconds: 5) == 0)
    #expect(TimeScale(resolution: 19, offset: 0).ticks(nanoseconds: .max) == .max)
  }
}
