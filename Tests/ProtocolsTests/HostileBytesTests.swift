import Bytes
import Testing

@testable import Protocols

/// Bytes from a seeded generator, and sound messages with some bytes changed: nothing may trap, and every reader must
/// come to an end.
@Suite struct HostileBytesTests {
  private func random(_ numbers: inout SeededNumbers, _ limit: Int) -> [UInt8] {
    let count = Int.random(in: 0...limit, using: &numbers)
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &numbers) }
  }

  private func changed(_ bytes: [UInt8], _ numbers: inout SeededNumbers) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...6, using: &numbers) {
      bytes[Int.random(in: 0..<bytes.count, using: &numbers)] = UInt8.random(in: 0...255, using: &numbers)
    }
    return bytes
  }

  @Test func messages() {
    var numbers = SeededNumbers(state: 1)
    let sound = [
      Build.clientHello(session: [1, 2]), Build.serverHello(extensions: Build.standardExtensions),
    ]
    for round in 0..<20_000 {
      let bytes = round % 2 == 0 ? random(&numbers, 200) : changed(sound[round / 2 % 2], &numbers)
      let client = ClientHello(reading: bytes.span, recordVersion: .tls12, isComplete: true)
      #expect(client.faults.count <= maximumFaults)
      let server = ServerHello(reading: bytes.span, recordVersion: .tls12, isComplete: true)
      #expect(server.faults.count <= maximumFaults)
      let old = ClientHello(readingSSLv2: bytes.span, isComplete: true)
      #expect(old.isSSLv2Format)
      #expect(ServerHello(readingSSLv2: bytes.span, isComplete: true).recordVersion == .ssl20)
      let list = CertificateList(reading: bytes.span, isTLS13: round % 3 == 0, isComplete: true)
      #expect(list.certificates.allSatisfy { $0.upperBound <= bytes.count })
      #expect(Fingerprints.ja4(client).isEmpty == !client.isComplete)
    }
  }

  @Test func streams() {
    var numbers = SeededNumbers(state: 2)
    for round in 0..<4000 {
      var listener = Listener()
      var bytes = changed(TLSStreamReaderTests.flight, &numbers)
      if round % 8 == 0 { bytes = changed(Build.sslv2Hello(), &numbers) + bytes }
      while !bytes.isEmpty {
        let count = min(bytes.count, Int.random(in: 1...80, using: &numbers))
        if Int.random(in: 0..<6, using: &numbers) == 0 {
          listener.gap(count)
        } else {
          listener.read(bytes[..<count])
        }
        bytes.removeFirst(count)
      }
      listener.finish()
      #expect(listener.seen.count < 100)
      #expect(listener.kinds.dropLast().allSatisfy { $0 != .notTLS })
    }
  }

  @Test func heads() {
    var numbers = SeededNumbers(state: 3)
    let request = Build.text("CONNECT a:443 HTTP/1.1\r\nProxy-Authorization: Basic eA==\r\n\r\n")
    let answer = Build.text(
      "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"x\"\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    )
    let stamp = FrameStamp(number: 1, time: 0)
    for _ in 0..<5000 {
      var requests = ConnectRequestReader()
      let asked = changed(request, &numbers)
      if case .head(let head, _, _, let consumed) = requests.read(asked.span, origin: stamp, stamp: stamp) {
        #expect(consumed <= asked.count && head.authority.count <= ConnectRequest.maximumAuthority)
      }
      var answers = ConnectResponseReader()
      let said = changed(answer + answer, &numbers)
      if case .head(let head, _, _, let consumed) = answers.read(said.span, origin: stamp, stamp: stamp) {
        #expect(consumed <= said.count && head.status >= 200)
        let rest = Array(said[consumed...])
        if case .head(_, _, _, let more) = answers.read(rest.span, origin: stamp, stamp: stamp) {
          #expect(more <= rest.count)
        }
      }
    }
  }

  @Test func names() {
    var numbers = SeededNumbers(state: 4)
    for _ in 0..<20_000 {
      var bytes = random(&numbers, 300)
      for (index, byte) in [0, 1, 0x81, 0x80, 0, 1, 0, 9].enumerated() where index < bytes.count {
        bytes[index] = UInt8(byte)
      }
      #expect(DNSMessage.read(bytes.span)?.records.count ?? 0 <= 9)
      var reader = DNSStreamReader()
      var total = 0
      reader.read(bytes.span) { total += $0.count }
      #expect(total <= bytes.count)
    }
  }
}
