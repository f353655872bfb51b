import Testing

@testable import CaptureFiles

@Suite struct FilterTests {
  /// An Ethernet frame, or a bare IPv4 packet, of TCP between two ports.
  private func segment(_ port: UInt16, ethernet: Bool = true) -> [UInt8] {
    let link: [UInt8] = [UInt8](repeating: 2, count: 12) + [8, 0]
    let address: [UInt8] = [0x45, 0, 0, 40, 0, 0, 0, 0, 64, 6, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2]
    return (ethernet ? link : []) + address + [0x30, 0x39, UInt8(port >> 8), UInt8(port & 0xFF)]
      + [UInt8](repeating: 0, count: 16)
  }

  @Test func matchingFramesKeepTheirNumbers() throws {
    var file = PcapBytes()
    for port in [80, 443, 80, 443, 25] as [UInt16] { file.record(segment(port)) }
    #expect(try read(file.file.bytes, filter: "tcp port 443").numbers == [2, 4])
    #expect(try read(file.file.bytes, filter: "").numbers == [1, 2, 3, 4, 5])
    #expect(try read(file.file.bytes, filter: "udp").numbers == [])
  }

  @Test func eachLinkTypeHasAProgramOfItsOwn() throws {
    var file = PcapngBytes()
    file.section()
    file.interface(linkType: 1)
    file.interface(linkType: 101)
    file.enhanced(segment(80), interface: 0)
    file.enhanced(segment(443), interface: 0)
    file.enhanced(segment(443, ethernet: false), interface: 1)
    file.enhanced(segment(80, ethernet: false), interface: 1)
    let reading = try read(file.file.bytes, filter: "port 443")
    #expect(reading.numbers == [2, 3])
    #expect(reading.notes.isEmpty)
  }

  @Test func aLinkTypeWithoutMeaningIsLeftOutWithANote() throws {
    var file = PcapngBytes()
    file.section()
    file.interface(linkType: 1)
    file.interface(linkType: 101)
    file.enhanced(segment(80), interface: 0)
    file.enhanced(segment(80, ethernet: false), interface: 1)
    let reading = try read(file.file.bytes, filter: "ether host 02:02:02:02:02:02")
    #expect(reading.numbers == [1])
    #expect(reading.kinds == [.filterNotApplied])
  }

  @Test func whatIsNoFilterIsAFaultOfUsage() throws {
    var file = PcapBytes()
    var fileNG = PcapngBytes()
    fileNG.section()
    for bytes in [file.file.bytes, fileNG.file.bytes] {
      let fault = try fault(bytes, filter: "tcp portt 443")
      #expect(fault?.kind == .badFilter)
      guard case .invalidFilter("tcp portt 443", _)? = fault else {
        Issue.record("\(String(describing: fault))")
        return
      }
    }
    file.record(segment(80))
    #expect(try fault(file.file.bytes, filter: ")")?.kind == .badFilter)
  }
}
