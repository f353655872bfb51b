import Diagnosis
import Packets
import Testing

@testable import Reports

/// Numbers as digits, and what is rendered once.
@Suite struct DigitTests {
  /// Around every power of ten, where the count of digits changes.
  static let numbers: [UInt64] =
    [0, 1, 9, 1_234_567, 10_203_040, .max]
    + (1...19).flatMap { power -> [UInt64] in
      let ten = (0..<power).reduce(UInt64(1)) { number, _ in number * 10 }
      return [ten - 1, ten, ten + 1]
    }

  @Test(arguments: numbers) func numbersAreWrittenWhole(_ number: UInt64) {
    var buffer = ByteBuffer()
    buffer.add(number)
    #expect(buffer.text == String(number))
    for width in 1...20 {
      buffer.removeAll()
      buffer.add(number, width: width)
      let zeros = String(repeating: "0", count: max(0, width - String(number).count))
      #expect(buffer.text == zeros + String(number))
    }
  }

  @Test func fourDigitsOfEachHalfAreTheirOwn() {
    for half in UInt64(0)..<10_000 {
      var buffer = ByteBuffer()
      buffer.add(half * 10_000, width: 8)
      buffer.add(half, width: 4)
      let digits = String(repeating: "0", count: 4 - String(half).count) + String(half)
      #expect(buffer.text == digits + "0000" + digits)
    }
  }

  @Test(arguments: 0...9) func timesHaveAsManyDigitsAsAsked(_ digits: Int) {
    for time: Int64 in [0, 1_595_236_442_201_999_999, 1_595_236_442_000_000_001, -1, .max, .min] {
      var buffer = ByteBuffer()
      buffer.addTimestamp(UTCTime(nanoseconds: time), digits: digits)
      var expected = ByteBuffer()
      expected.addDateTime(UTCTime(nanoseconds: time))
      expected.addFraction(UTCTime(nanoseconds: time).nanosecond, digits: digits)
      #expect(buffer.text == expected.text + "Z")
    }
  }

  /// A cache that is full forgets all it has, and goes on.
  @Test func cachesGiveWhatWasAskedFor() {
    var cache = BoundedCache<Int, Int>(limit: 4)
    var made = 0
    for number in [0, 1, 2, 0, 3, 1, 4, 4, 0] {
      let value = cache.value(number) {
        made += 1
        return number * 10
      }
      #expect(value == number * 10)
    }
    #expect(made == 6)
  }

  /// Every octet, in each of the four places, with a short and a long one beside it.
  @Test func octetsHaveTheDigitsTheyNeed() {
    for octet in UInt32(0)...255 {
      for (index, rest): (UInt32, UInt32) in [
        (24, 0x0000_64ff), (16, 0x0900_63c7), (8, 0xff0a_0001), (0, 0x0164_0a00),
      ] {
        let address = rest & ~(0xff << index) | octet << index
        var buffer = ByteBuffer()
        buffer.add(IPAddress(v4: address))
        let octets = [24, 16, 8, 0].map { String(address >> UInt32($0) & 0xff) }
        #expect(buffer.text == octets.joined(separator: "."))
      }
    }
  }
}
