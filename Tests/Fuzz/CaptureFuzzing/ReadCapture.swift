import Bytes
import CaptureFiles
import Glibc
import Packets
import Streams

/// Reads any bytes as a capture, of whichever format they begin like, and follows the connections in it.
///
/// Whatever they are, reading ends with the frames or a fault: the fuzzer reports a crash, an access out of bounds, a
/// leak, or an input that takes long. Arguments are those of libFuzzer.
@main struct CaptureFuzzing {
  static func main() {
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    exit(runFuzzer(&count, &arguments, readCapture))
  }
}

/// The entry of libFuzzer for programs with a `main` of their own.
@_extern(c, "LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ readInput: @convention(c) (UnsafePointer<UInt8>, Int) -> CInt
) -> CInt

/// Under the name that libFuzzer looks for.
@_cdecl("LLVMFuzzerTestOneInput")
func readCapture(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  guard ftruncate(file, 0) == 0, pwrite(file, data, size, 0) == size else { return 0 }
  do {
    try follow("/proc/self/fd/\(file)")
  } catch {
    // A fault is an answer.
  }
  return 0
}

/// A file in memory, written for each input again, because readers of some formats look for places in it.
private let file: CInt = {
  let path = "/dev/shm/wsuscap-fuzzing-\(getpid())"
  let file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600)
  precondition(file >= 0, "cannot create \(path)")
  unlink(path)
  return file
}()

private func follow(_ path: String) throws(CaptureFault) {
  var reader = try CaptureReader(path: path)
  var decoder = PacketDecoder()
  var table = ConnectionTable()
  var sink = EventSink()
  try reader.forEachFrame { header, bytes in
    let packet = decoder.decode(
      bytes, linkType: LinkType(rawValue: header.linkType), originalLength: header.originalLength,
      time: header.time)
    if case .segment(let segment) = packet {
      let datagram = decoder.reassembledBytes
      let stamp = FrameStamp(number: header.number, time: header.time)
      table.receive(
        segment, in: decoder.isReassembled ? datagram.span : bytes, stamp: stamp, into: &sink)
      sink.removeAll()
    }
    return true
  }
  while table.finishNext(into: &sink) { sink.removeAll() }
}
