import CPcap
import Glibc

/// libpcap's words for what it could not do.
struct LibpcapFault: Error {
  let text: String
}

/// One record of a classic pcap file, as its header states it.
struct PcapRecord {
  var seconds: UInt32
  /// Micro- or nanoseconds, as the file counts.
  var fraction: UInt32
  var captured: Int
  var original: Int
}

/// A classic pcap file that libpcap reads, through a C stream over our own source.
@safe final class PcapFile {
  /// How a walk over the records ended.
  enum Ending {
    case stopped
    case end
    /// `isCut` when the data ended inside the record, else libpcap refused what it says.
    case failed(LibpcapFault, isCut: Bool)
  }

  private let handle: OpaquePointer
  private let stream: PcapStream

  /// - Throws: what libpcap says about the file header.
  init(_ input: CaptureInput, countsNanoseconds: Bool) throws(LibpcapFault) {
    guard let stream = PcapStream(input) else { throw LibpcapFault(text: "no stream") }
    // The precision of the file itself: libpcap then hands on its numbers as they stand there.
    let precision = countsNanoseconds ? PCAP_TSTAMP_PRECISION_NANO : PCAP_TSTAMP_PRECISION_MICRO
    var reason = [CChar](repeating: 0, count: Int(PCAP_ERRBUF_SIZE))
    let opened = unsafe pcap_fopen_offline_with_tstamp_precision(
      stream.file, UInt32(precision), &reason)
    guard let opened = unsafe opened else {
      unsafe fclose(stream.file)
      let text = reason.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      throw LibpcapFault(text: String(decoding: text, as: UTF8.self))
    }
    unsafe handle = opened
    self.stream = stream
  }

  deinit {
    // It closes the C stream as well; the stream's memory goes after that.
    unsafe pcap_close(handle)
  }

  /// Lends record after record until `body` returns false.
  ///
  /// The bytes are libpcap's own buffer and die with the call.
  func forEachRecord(_ body: (PcapRecord, Span<UInt8>) -> Bool) -> Ending {
    var header: UnsafeMutablePointer<pcap_pkthdr>?
    var bytes: UnsafePointer<UInt8>?
    while true {
      let answer = unsafe pcap_next_ex(handle, &header, &bytes)
      guard answer == 1, let header = unsafe header?.pointee, let start = unsafe bytes else {
        return answer == PCAP_ERROR_BREAK ? .end : failure()
      }
      // Both time fields are 32 bits wide in the file; seconds count to 2106.
      let record = PcapRecord(
        seconds: UInt32(truncatingIfNeeded: header.ts.tv_sec),
        fraction: UInt32(truncatingIfNeeded: header.ts.tv_usec),
        captured: Int(header.caplen), original: Int(header.len))
      let span = unsafe UnsafeBufferPointer(start: start, count: record.captured).span
      if !body(record, span) { return .stopped }
    }
  }

  private func failure() -> Ending {
    let text = unsafe pcap_geterr(handle).map { unsafe String(cString: $0) } ?? ""
    return .failed(LibpcapFault(text: text), isCut: unsafe feof(stream.file) != 0)
  }
}

/// A C stream that reads from a ``CaptureInput``, with a page-aligned buffer.
///
/// The buffer is the largest gain there is under libpcap: stdio's own 4 KiB cost half as much again.
@safe private final class PcapStream {
  static let bufferSize = 256 * 1024

  let file: UnsafeMutablePointer<FILE>
  private let input: CaptureInput
  private var buffer = PageBuffer(count: bufferSize)

  init?(_ input: CaptureInput) {
    self.input = input
    let cookie = unsafe Unmanaged.passUnretained(input).toOpaque()
    var functions = cookie_io_functions_t()
    unsafe functions.read = { cookie, bytes, count in
      guard let cookie = unsafe cookie, let bytes = unsafe bytes, count > 0 else { return 0 }
      let input = unsafe Unmanaged<CaptureInput>.fromOpaque(cookie).takeUnretainedValue()
      let room = unsafe UnsafeMutableRawBufferPointer(start: bytes, count: count)
      var span = unsafe room.bindMemory(to: UInt8.self).mutableSpan
      return input.read(into: &span)
    }
    guard let opened = unsafe fopencookie(cookie, "r", functions) else { return nil }
    unsafe file = opened
    unsafe buffer.withUnsafeStart { unsafe setvbuf(opened, $0, _IOFBF, Self.bufferSize) }
  }
}
