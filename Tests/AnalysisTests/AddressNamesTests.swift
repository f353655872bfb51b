import Diagnosis
import Packets
import Testing

@testable import Analysis

@Suite struct AddressNamesTests {
  private func address(_ number: Int) -> IPAddress { IPAddress(high: 0, low: UInt64(number) << 32 | 1) }

  /// Names beyond the limit are let go; what is known stays.
  @Test func namesHaveALimit() {
    let name = String(repeating: "a", count: 200)
    var all = AddressNames()
    var few = AddressNames(byteLimit: 20 * 200)
    for number in 0..<50 {
      all.add(address(number), name: name, for: address(1000))
      few.add(address(number), name: name, for: address(1000))
    }
    let known = (0..<50).filter { few.name(of: address($0), for: address(1000)) != nil }
    #expect(known == Array(0..<known.count) && (10..<20).contains(known.count))
    #expect((0..<50).allSatisfy { all.name(of: address($0), for: address(1000))?.name == name })
  }

  /// Names that take the place of others need no more.
  @Test func replacedNamesAreNotCounted() {
    var names = AddressNames(byteLimit: 16 * 400)
    for number in 0..<1000 {
      names.add(address(0), name: "host\(number).example.com", for: address(1 + number % 40))
    }
    #expect(names.name(of: address(0), for: address(40))?.name == "host999.example.com")
  }
}
