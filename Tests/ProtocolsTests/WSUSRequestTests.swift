import Bytes
import Testing

@testable import Protocols

@Suite struct WSUSRequestTests {
  private static let action = "http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService/"

  /// Requests that a reader finds in chunks, a frame each; every one of its own acknowledgement number.
  static func read(_ chunks: [[UInt8]]) -> [WSUSRequest] {
    var reader = WSUSRequestReader()
    return read(chunks, &reader)
  }

  static func read(_ chunks: [[UInt8]], _ reader: inout WSUSRequestReader) -> [WSUSRequest] {
    var found: [WSUSRequest] = []
    for (index, chunk) in chunks.enumerated() {
      let stamp = FrameStamp(number: UInt32(index + 1), time: 0)
      var rest = chunk[...]
      while !rest.isEmpty,
        case .request(let request, let consumed) = reader.read(
          Array(rest).span, origin: stamp, stamp: stamp, acknowledged: UInt32(index * 100))
      {
        found.append(request)
        rest = rest.dropFirst(consumed)
      }
    }
    return found
  }

  static func call(_ operation: String, path: String = "/ClientWebService/client.asmx", body: String = "<a/>")
    -> [UInt8]
  {
    Build.text(
      "POST \(path) HTTP/1.1\r\nAuthorization: Negotiate c2VjcmV0\r\nCookie: secret=1\r\n"
        + "SOAPAction: \"\(action)\(operation)\"\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }

  private static func named(_ requests: [WSUSRequest]) -> [String] {
    requests.map { "\($0.service?.name ?? "-") \($0.operation.name ?? "-")" }
  }

  @Test func everyServiceHasItsPathInAnyCase() {
    let paths: [(String, WSUSService)] = [
      ("/ServerSyncWebService/serversyncwebservice.asmx", .serverSync),
      ("/dssauthWebService/dssauthWebService.asmx", .dssAuth), ("/CLIENTWEBSERVICE/Client.asmx", .client),
      ("/SimpleAuthWebService/SimpleAuth.asmx", .simpleAuth),
      ("/ReportingWebService/WebService.asmx", .reporting),
      ("/ApiRemoting30/WebService.asmx", .administration),
      ("/Content/af/0123456789abcdefABCDEF0123456789abcdefaf.psf", .content),
      ("/SelfUpdate/wuident.cab", .selfUpdate),
    ]
    for (path, service) in paths {
      for method in ["GET", "POST", "HEAD"] {
        let line = Build.text("\(method) \(path)?token=secret HTTP/1.1\r\n\r\n")
        #expect(WSUSRequestReader.looksLikeRequest(line.span) == .yes, "\(path)")
        let found = Self.read([line])
        #expect(found.map(\.service) == [service])
        #expect(found[0].file == (service.servesFiles ? Build.text("\(method) \(path)") : []))
      }
    }
  }

  @Test func otherPathsAreNotOfWSUS() {
    let others = [
      "/", "/Content/site.css", "/content/af/short.cab",
      "/Content/a/0123456789abcdefABCDEF0123456789abcdefaf.cab",
      "/content/ag/0123456789abcdefABCDEF0123456789abcdefaf.cab", "/clientwebservice",
      "/xClientWebService/client.asmx",
      "http://wsus.contoso.com:8530/ClientWebService/client.asmx", "*",
    ]
    for path in others {
      #expect(
        WSUSRequestReader.looksLikeRequest(Build.text("POST \(path) HTTP/1.1\r\n").span) == .no, "\(path)")
    }
    for text in [
      "PUT /ClientWebService/client.asmx", "\u{16}\u{3}\u{1}", "GETX /ClientWebService/",
      "post /ClientWebService/",
    ] {
      #expect(WSUSRequestReader.looksLikeRequest(Build.text(text).span) == .no, "\(text)")
    }
  }

  /// Each shorter beginning needs more, and none longer than is promised.
  @Test func oneByteLessNeedsMore() {
    let hash = String(repeating: "0f", count: 20)
    for line in ["HEAD /Content/0f/\(hash).", "POST /ReportingWebService/", "GET /SelfUpdate/"] {
      let bytes = Build.text(line)
      #expect(bytes.count <= WSUSRequestReader.longestRecognized)
      #expect(WSUSRequestReader.looksLikeRequest(bytes.span) == .yes)
      for count in 0..<bytes.count {
        #expect(
          WSUSRequestReader.looksLikeRequest(Array(bytes[..<count]).span) == .needsMore, "\(line), \(count)")
      }
    }
  }

  @Test func everyCutFindsTheSameRequests() {
    let body =
      "<s:Envelope xmlns:s=\"x\"><s:Header/><s:Body><p:SyncUpdates xmlns:p=\"y\"/></s:Body></s:Envelope>"
    let unnamed = Build.text(
      "POST /ClientWebService/client.asmx HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "5;x=y\r\n\(body.prefix(5))\r\n\(String(body.utf8.count - 5, radix: 16))\r\n\(body.dropFirst(5))\r\n0\r\nT: u\r\n\r\n"
    )
    let bytes =
      Self.call("GetConfig") + unnamed + Build.text("GET /favicon.ico HTTP/1.1\r\n\r\n")
      + Self.call("GetCookie", body: "")
    let expected = [
      "ClientWebService GetConfig", "ClientWebService SyncUpdates", "- -", "ClientWebService GetCookie",
    ]
    #expect(Self.named(Self.read([bytes])) == expected)
    for cut in 1..<bytes.count {
      let found = Self.read([Array(bytes[..<cut]), Array(bytes[cut...])])
      #expect(Self.named(found) == expected, "cut at \(cut)")
    }
    #expect(Self.named(Self.read(bytes.map { [$0] })) == expected)
  }

  @Test func theOperationIsThatOfTheActionOrTheBody() {
    func operation(_ fields: String, _ body: String = "") -> String? {
      Self.read([
        Build.text(
          "POST /ServerSyncWebService/x HTTP/1.1\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
        )
      ]).first?.operation.name
    }
    #expect(
      operation("SOAPAction: \"http://www.microsoft.com/SoftwareDistribution/GetUpdateData\"\r\n")
        == "GetUpdateData")
    #expect(operation("SOAPAction: GetDeployments\r\n") == "GetDeployments")
    #expect(
      operation("Content-Type: application/soap+xml; action=\"urn:x/GetCookie\"; charset=utf-8\r\n")
        == "GetCookie")
    #expect(
      operation("SOAPAction: \"\"\r\n", "<Envelope><Body><GetConfigData/></Body></Envelope>")
        == "GetConfigData")
    // A name that no specification has is text of the network.
    #expect(
      operation("SOAPAction: \"x/Password123\"\r\n", "<Envelope><Body><Secret/></Body></Envelope>") == nil)
    #expect(operation("", "<Envelope><Body") == nil)
    #expect(operation("", "<GetConfig/>") == nil)
    let long = String(repeating: " ", count: 4096)
    #expect(operation("", "<Envelope>\(long)<Body><GetConfig/></Body></Envelope>") == nil)
  }

  @Test func nothingSecretIsKept() {
    var reader = WSUSRequestReader()
    let whole = Self.call(
      "GetConfig", path: "/ClientWebService/client.asmx?token=c2VjcmV0", body: "<Cookie>c2VjcmV0</Cookie>")
    let found = Self.read([whole], &reader)
    let secret = Build.text("c2VjcmV0").map(String.init).joined(separator: ", ")
    #expect(!"\(found) \(reader)".contains(secret) && !"\(found)".contains("c2VjcmV0"))
  }

  @Test func lengthsThatLieLoseTheReaderUntilTheNextSegment() {
    // Too short: what is left of the body is no request. The next segment begins with one.
    let short = Build.text(
      "POST /ClientWebService/client.asmx HTTP/1.1\r\nContent-Length: 2\r\n\r\n<abc/>\r\n")
    #expect(
      Self.named(Self.read([short, Self.call("GetConfig")])) == [
        "ClientWebService -", "ClientWebService GetConfig",
      ])
    // Too long: it holds the next request.
    let long = Build.text("POST /ClientWebService/client.asmx HTTP/1.1\r\nContent-Length: 999999\r\n\r\n")
    #expect(Self.named(Self.read([long, Self.call("GetConfig")])) == [])
    // Two different ones, one without digits, one that is too large.
    for length in ["5\r\nContent-Length: 6", "-1", "99999999999999999999"] {
      let head = Build.text("GET /ClientWebService/client.asmx HTTP/1.1\r\nContent-Length: \(length)\r\n\r\n")
      #expect(Self.named(Self.read([head])) == ["ClientWebService -"], "\(length)")
    }
    let chunk = Build.text(
      "GET /SelfUpdate/a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nabc")
    #expect(Self.named(Self.read([chunk, Self.call("GetConfig")])) == ["SelfUpdate -"])
  }

  @Test func holesInABodyLoseNothing() {
    var reader = WSUSRequestReader()
    let head = Build.text(
      "POST /ClientWebService/client.asmx HTTP/1.1\r\nSOAPAction: GetCookie\r\nContent-Length: 100\r\n\r\n<a>"
    )
    #expect(Self.named(Self.read([head], &reader)) == ["ClientWebService GetCookie"])
    reader.gap(97)
    #expect(Self.named(Self.read([Self.call("GetConfig")], &reader)) == ["ClientWebService GetConfig"])
    // One byte more is a part of what follows.
    #expect(Self.read([head], &reader).count == 1)
    reader.gap(98)
    let rest = Array(Self.call("GetConfig").dropFirst())
    #expect(Self.read([rest], &reader).isEmpty)
    #expect(Self.named(Self.read([Self.call("GetConfig")], &reader)) == ["ClientWebService GetConfig"])
  }

  /// As the snap length leaves it.
  @Test func aHeadThatIsNotWholeIsARequest() {
    let stamp = FrameStamp(number: 9, time: 0)
    let bytes = Self.call("GetConfig")
    let (path, action) = (
      "POST /ClientWebService/", bytes.count - "\r\nContent-Length: 4\r\n\r\n<a/>".utf8.count + 2
    )
    for count in 0..<bytes.count - 4 {
      var reader = WSUSRequestReader()
      #expect(Self.read([Array(bytes[..<count])], &reader).isEmpty)
      let request = reader.takeUnfinished(stamp)
      #expect((request != nil) == (count >= path.utf8.count), "\(count)")
      #expect(request?.operation.name == (count < action ? nil : "GetConfig"), "\(count)")
      #expect(request == nil || request?.completed == stamp)
      #expect(Self.named(Self.read([bytes], &reader)) == ["ClientWebService GetConfig"] || request == nil)
    }
    var reader = WSUSRequestReader()
    #expect(
      Self.read([Build.text("GET /index.html")], &reader).isEmpty && reader.takeUnfinished(stamp) == nil)
  }

  @Test func endlessHeadsAreBounded() {
    var reader = WSUSRequestReader()
    let endless = Build.text("GET /SelfUpdate/") + [UInt8](repeating: 97, count: 200_000)
    #expect(Self.read([endless], &reader).isEmpty)
    #expect("\(reader)".count < 3000)
    #expect(Self.named(Self.read([Self.call("GetConfig")], &reader)) == ["ClientWebService GetConfig"])
  }
}
