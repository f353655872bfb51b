import CPcap

/// libpcap's words for what it could not do.
struct LibpcapFault: Error {
  let text: String
}

/// What libpcap, whose format classic pcap is, says about a file header.
enum Libpcap {
  /// Why libpcap does not take a file header; nil when it does.
  ///
  /// It judges the version and what the magic number promises. The records behind the header are not asked for.
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
