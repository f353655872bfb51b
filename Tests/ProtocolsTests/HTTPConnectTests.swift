import Bytes
import Testing

@testable import Protocols

@Suite struct ConnectRequestTests {
  private static let request =
    "CONNECT sws.update.microsoft.com:443 HTTP/1.1\r\nHost: sws.update.microsoft.com:443\r\n"
    + "Proxy-AUTHORIZATION: Basic c2VjcmV0\r\nUser-Agent: Windows-Update-Agent\r\n\r\n"

  /// What a reader finds in chunks: each head, and the bytes behind the last one.
  private func read(_ chunks: [[UInt8]]) -> (heads: [ConnectRequest], rest: [UInt8], isRefused: Bool) {
    var reader = ConnectRequestReader()
    var heads: [ConnectRequest] = []
    var rest: [UInt8] = []
    for (index, chunk) in chunks.enumerated() {
      let stamp = FrameStamp(number: UInt32(index + 1), time: 0)
      if !heads.isEmpty {
        rest += chunk
        continue
      }
      switch reader.read(chunk.span, origin: stamp, stamp: stamp) {
      case .needsMore: break
      case .notHTTP: return (heads, rest, true)
      case .head(let head, let first, let completed, let consumed):
        heads.append(head)
        #expect(first.number == 1 && completed == stamp)
        rest += chunk[consumed...]
      }
    }
    return (heads, rest, false)
  }

  @Test func everyCutFindsTheRequestAndWhatFollows() {
    let bytes = Build.text(Self.request) + [22, 3, 1]
    let expected = ConnectRequest(authority: "sws.update.microsoft.com:443", offersCredentials: true)
    for cut in 1..<bytes.count {
      let (heads, rest, isRefused) = read([Array(bytes[..<cut]), Array(bytes[cut...])])
      #expect(heads == [expected] && rest == [22, 3, 1] && !isRefused, "cut at \(cut)")
    }
    let (heads, rest, _) = read(bytes.map { [$0] })
    #expect(heads == [expected] && rest == [22, 3, 1])
  }

  @Test func credentialsAreNotKept() {
    var reader = ConnectRequestReader()
    let bytes = Build.text("CONNECT a:443 HTTP/1.1\r\nProxy-Authorization: Basic c2VjcmV0\r\nX")
    let stamp = FrameStamp(number: 1, time: 0)
    _ = reader.read(bytes.span, origin: stamp, stamp: stamp)
    #expect(!"\(reader)".contains("\(UInt8(ascii: "c")), \(UInt8(ascii: "2")), \(UInt8(ascii: "V"))"))
    let without = read([Build.text("CONNECT a:443 HTTP/1.1\r\n\r\n")])
    #expect(without.heads == [ConnectRequest(authority: "a:443", offersCredentials: false)])
  }

  @Test func theReaderIsReadyForTheNextRequest() {
    var reader = ConnectRequestReader()
    let bytes = Build.text(Self.request)
    for number: UInt32 in 1...3 {
      let stamp = FrameStamp(number: number, time: 0)
      guard case .head(_, let first, _, let consumed) = reader.read(bytes.span, origin: stamp, stamp: stamp)
      else {
        Issue.record("no head in request \(number)")
        return
      }
      #expect(first == stamp && consumed == bytes.count)
    }
  }

  @Test func otherBytesAreRefusedEarly() {
    #expect(read([Build.text("G")]).isRefused)
    #expect(read([Build.text("CONNECTED")]).isRefused)
    #expect(read([[22, 3, 1]]).isRefused)
    let endless = [UInt8](repeating: UInt8(ascii: "a"), count: HeaderLines.maximumBlock)
    #expect(read([Build.text("CONNECT ") + endless]).isRefused)
    #expect(ConnectRequestReader.looksLikeConnect(Build.text("CONN").span) == .needsMore)
    #expect(ConnectRequestReader.looksLikeConnect(Build.text("CONNECT a").span) == .yes)
    #expect(ConnectRequestReader.looksLikeConnect(Build.text("CONNEXION").span) == .no)
  }

  @Test func hostileAuthoritiesAreBoundedAndVisible() {
    let long = Build.text("CONNECT ") + [UInt8](repeating: 0xff, count: 5000) + Build.text(" HTTP/1.0\n\n")
    let authority = read([long]).heads.first?.authority
    #expect(authority == String(repeating: "\u{ff}", count: ConnectRequest.maximumAuthority))
    #expect(read([Build.text("\r\nCONNECT  a:1\n\n")]).heads.first?.authority == "a:1")
  }
}

@Suite struct ConnectResponseTests {
  /// The status codes and schemes found, where each was completed, and what follows a 2xx answer.
  private func read(_ chunks: [[UInt8]]) -> (answers: [ConnectResponse], rest: [UInt8], isRefused: Bool) {
    var reader = ConnectResponseReader()
    var answers: [ConnectResponse] = []
    var tunnel: [UInt8] = []
    var isOpen = false
    let stamp = FrameStamp(number: 1, time: 0)
    for chunk in chunks {
      var rest = chunk
      while !rest.isEmpty && !isOpen {
        switch reader.read(rest.span, origin: stamp, stamp: stamp) {
        case .needsMore: rest = []
        case .notHTTP: return (answers, tunnel, true)
        case .head(let answer, _, _, let consumed):
          answers.append(answer)
          isOpen = answer.isSuccess
          rest.removeFirst(consumed)
        }
      }
      tunnel += rest
    }
    return (answers, tunnel, false)
  }

  /// A denial with a body, framed in one of three ways, then an interim answer and the tunnel.
  private static func exchange(_ framing: String) -> [UInt8] {
    Build.text("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Negotiate\r\n")
      + Build.text(
        "proxy-authenticate: Basic realm=\"a, b\", charset=\"UTF-8\", NTLM TlRMTVNTUAA=\r\n" + framing)
      + Build.text(
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 Connection established\r\nContent-Length: 9\r\n\r\n")
      + [22, 3, 3]
  }

  @Test func everyCutFindsTheAnswerBehindTheBody() {
    let framings = [
      "Content-Length: 12\r\n\r\nHTTP/1.1 2\r\n", "Content-Length: 0\r\n\r\n", "\r\n",
      "Transfer-Encoding: gzip, Chunked\r\nContent-Length: 3\r\n\r\n5;x=y\r\nhello\r\na\r\n0123456789\r\n0\r\nT: v\r\n\r\n",
    ]
    let expected = [
      ConnectResponse(status: 407, proxyAuthenticate: ["Negotiate", "Basic", "NTLM"]),
      ConnectResponse(status: 200, proxyAuthenticate: []),
    ]
    for framing in framings {
      let bytes = Self.exchange(framing)
      for cut in 1..<bytes.count {
        let (answers, rest, isRefused) = read([Array(bytes[..<cut]), Array(bytes[cut...])])
        guard answers != expected || rest != [22, 3, 3] || isRefused else { continue }
        Issue.record("cut at \(cut) of \(framing.debugDescription)")
      }
      let (answers, rest, _) = read(bytes.map { [$0] })
      #expect(answers == expected && rest == [22, 3, 3])
    }
  }

  @Test func aBodyWithoutLengthRunsUntilTheClose() {
    let bytes = Build.text("HTTP/1.0 403 Forbidden\r\n\r\n<html>HTTP/1.1 200 OK\r\n\r\n")
    let (answers, rest, isRefused) = read([bytes])
    #expect(answers.map(\.status) == [403] && rest.isEmpty && !isRefused)
  }

  @Test func lyingLengthsDoNotTrap() {
    for value in ["99999999999999999999", "-1", "+5", "", "0x10"] {
      let bytes = Build.text("HTTP/1.1 502 Bad\r\nContent-Length: \(value)\r\n\r\nabc")
      #expect(read([bytes]).answers.map(\.status) == [502])
    }
    for size in ["ffffffffffffffff", "-1", "+5", "", "zz", "fffffffffffffffff"] {
      let bytes = Build.text("HTTP/1.1 502 Bad\r\nTransfer-Encoding: chunked\r\n\r\n\(size)\r\nabc")
      #expect(read([bytes]).answers.map(\.status) == [502])
    }
  }

  @Test func otherBytesAreRefusedEarly() {
    for text in ["X", "HTTP/2.0 200 OK\r\n", "HTTP/1.1 2xx No\r\n", "HTTP/1.1\r\n", "\u{16}\u{3}"] {
      #expect(read([Build.text(text)]).isRefused, "\(text.debugDescription)")
    }
    let endless = [UInt8](repeating: UInt8(ascii: "a"), count: HeaderLines.maximumBlock)
    #expect(read([Build.text("HTTP/1.1 200 OK\r\n") + endless]).isRefused)
  }
}
