import CPcap

struct LibpcapFault: Error {
  let text: String
}

enum Libpcap {
  /// Why libpcap rejects a file header; nil when it accepts it.
  static func refusal(ofFileHeader header: [UInt8]) -> String? {
    var header = header
    let stream = unsafe header.withUnsafeMutableBytes { bytes in
      unsafe fmemopen(bytes.baseAddress, bytes.count, "r")
    }
    guard let stream = unsafe stream else { return "no stream" }
    var reason = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
    guard let handle = unsafe pcap_fopen_offline(stream, &reason) else {
      unsafe fclose(stream)
      return text(reason)
    }
    // It closes the stream as well.
    unsafe pcap_close(handle)
    return nil
  }

  private static func text(_ reason: [CChar]) -> String {
    String(decoding: reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

@safe final class PacketFilter {
  private var program = unsafe bpf_program()

  /// - Parameter linkType: the LINKTYPE_ number of the frames it will see.
  /// - Throws: what libpcap says about the expression.
  init(_ expression: String, linkType: UInt32) throws(LibpcapFault) {
    guard
      let handle = unsafe pcap_open_dead(
        LinkTypeNumbers.dataLink(of: linkType), Self.largestSnapLength)
    else { throw LibpcapFault(text: "no handle") }
    defer { unsafe pcap_close(handle) }
    let optimize: Int32 = 1
    guard unsafe pcap_compile(handle, &program, expression, optimize, PCAP_NETMASK_UNKNOWN) == 0 else {
      let text = unsafe pcap_geterr(handle).map { unsafe String(cString: $0) } ?? ""
      throw LibpcapFault(text: text)
    }
  }

  deinit {
    unsafe pcap_freecode(&program)
  }

  func matches(_ bytes: Span<UInt8>, originalLength: Int) -> Bool {
    var header = pcap_pkthdr()
    header.caplen = UInt32(clamping: bytes.count)
    header.len = UInt32(clamping: originalLength)
    return unsafe bytes.withUnsafeBufferPointer {
      unsafe pcap_offline_filter(&program, &header, $0.baseAddress) != 0
    }
  }

  /// libpcap's own bound for a frame (MAXIMUM_SNAPLEN); a match answers with it.
  private static let largestSnapLength: Int32 = 262_144
}
