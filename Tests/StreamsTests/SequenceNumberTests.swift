import Streams
import Testing

@Suite struct SequenceNumberTests {
  @Test func orderHoldsAcrossTheWrap() {
    let last = SequenceNumber(.max)
    #expect(last.isBefore(SequenceNumber(0)))
    #expect(last.isBefore(SequenceNumber(100)))
    #expect(!SequenceNumber(0).isBefore(last))
    #expect(!last.isBefore(last))
  }

  @Test func halfARingApart() {
    #expect(SequenceNumber(0).isBefore(SequenceNumber(0x7fff_ffff)))
    #expect(!SequenceNumber(0).isBefore(SequenceNumber(0x8000_0001)))
    #expect(SequenceNumber(0x8000_0001).isBefore(SequenceNumber(0)))
  }

  @Test func arithmeticWraps() {
    #expect(SequenceNumber(.max) + 2 == SequenceNumber(1))
    #expect(SequenceNumber(1) - 2 == SequenceNumber(.max))
    #expect(SequenceNumber(5).distance(from: SequenceNumber(.max &- 4)) == 10)
    #expect(SequenceNumber(5).distance(from: SequenceNumber(6)) == .max)
  }
}
