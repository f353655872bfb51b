import Bytes
import Testing

@Suite struct ByteCursorTests {
  let bytes: [UInt8] = [0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09]

  @Test func readsNumbersMostSignificantByteFirst() throws {
    var cursor = ByteCursor(bytes.span)
    #expect(try cursor.readUInt8(bytes.span, "a") == 0x01)
    #expect(try cursor.readUInt16(bytes.span, "b") == 0x0203)
    #expect(try cursor.readUInt24(bytes.span, "c") == 0x040506)
    #expect(cursor.offset == 6)
    #expect(cursor.remaining == 3)
    cursor = ByteCursor(0..<8)
    #expect(try cursor.readUInt64(bytes.span, "d") == 0x0102_0304_0506_0708)
    #expect(cursor.isAtEnd)
    cursor = ByteCursor(1..<5)
    #expect(try cursor.readUInt32(bytes.span, "e") == 0x0203_0405)
  }

  @Test func aReadThatIsOneByteShortMovesNothingAndSaysWhere() {
    for width in [1, 2, 3, 4, 8] {
      var cursor = ByteCursor(0..<(width - 1))
      #expect(throws: ParseFault.self) {
        switch width {
        case 1: _ = try cursor.readUInt8(bytes.span, "x")
        case 2: _ = try cursor.readUInt16(bytes.span, "x")
        case 3: _ = try cursor.readUInt24(bytes.span, "x")
        case 4: _ = try cursor.readUInt32(bytes.span, "x")
        default: _ = try cursor.readUInt64(bytes.span, "x")
        }
      }
      #expect(cursor.offset < width)
    }
  }

  @Test func aRegionEndsWhereItsLengthSays() throws {
    var cursor = ByteCursor(bytes.span)
    _ = try cursor.readUInt8(bytes.span, "type")
    var region = try cursor.readRegion(3, "body")
    #expect(cursor.offset == 4)
    #expect(region.offset == 1)
    #expect(try region.readUInt24(bytes.span, "value") == 0x020304)
    #expect(throws: ParseFault(.truncated(needed: 1, available: 0), offset: 4, field: "beyond")) {
      try region.readUInt8(bytes.span, "beyond")
    }
    try region.finish("body")
  }

  @Test func aLengthThatLiesIsRefusedOrClamped() throws {
    var cursor = ByteCursor(bytes.span)
    for count in [10, Int.max, -1, Int.min] {
      #expect(throws: ParseFault.self) { try cursor.readRegion(count, "body") }
      #expect(cursor.offset == 0)
    }
    let (region, isWhole) = cursor.readClampedRegion(1000)
    #expect(region.remaining == 9)
    #expect(!isWhole)
    #expect(cursor.isAtEnd)
    let (empty, isAlsoWhole) = cursor.readClampedRegion(-5)
    #expect(empty.remaining == 0)
    #expect(!isAlsoWhole)
  }

  @Test func leftoverBytesAreAFault() throws {
    var cursor = ByteCursor(bytes.span)
    _ = try cursor.readRange(7, "head")
    #expect(cursor.rest == 7..<9)
    #expect(throws: ParseFault(.leftover(2), offset: 7, field: "message")) { try cursor.finish("message") }
  }

  @Test func faultsAreEqualByReasonAndDescribePlace() {
    let fault = ParseFault(.truncated(needed: 4, available: 1), offset: 12, field: "length")
    #expect(fault == ParseFault(.truncated(needed: 4, available: 1), offset: 99, field: "other"))
    #expect(fault != ParseFault(.invalid, offset: 12, field: "length"))
    #expect(fault.description == "length at offset 12: needs 4 bytes, has 1")
    #expect(ParseFault(.leftover(2), offset: 3, field: "f").description.contains("2 bytes too many"))
    #expect(ParseFault(.invalid, offset: 3, field: "f").description.contains("not a valid value"))
  }
}
