import Bytes
import Testing

@Suite struct ByteSearchingTests {
  /// Every place in texts of every length up to several times what is read at once, with and without another match behind.
  @Test func firstPlace() {
    for length in 0...50 {
      let none = [UInt8](repeating: 7, count: length)
      #expect(none.span.firstIndex(of: 8) == nil)
      for place in 0..<length {
        var bytes = none
        bytes[place] = 8
        #expect(bytes.span.firstIndex(of: 8) == place)
        bytes[length - 1] = 8
        #expect(bytes.span.firstIndex(of: 8) == place)
        #expect(
          bytes.span.extracting(droppingFirst: place + 1).firstIndex(of: 8)
            == (place + 1 < length ? length - place - 2 : nil))
      }
    }
  }
}
