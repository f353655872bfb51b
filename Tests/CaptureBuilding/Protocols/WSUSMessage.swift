/// Requests to a WSUS server and its answers, as [MS-WUSP] and [MS-WSUSSS] lay them out.
package enum WSUSMessage {
  /// A web service: its path, and the beginning of its SOAPActions.
  package struct Service: Sendable {
    package var path: String
    package var action: String

    static let root = "http://www.microsoft.com/SoftwareDistribution/"
    package static let client = Service(
      path: "/ClientWebService/client.asmx", action: root + "Server/ClientWebService/")
    package static let simpleAuth = Service(
      path: "/SimpleAuthWebService/SimpleAuth.asmx", action: root + "Server/SimpleAuthWebService/")
    package static let reporting = Service(
      path: "/ReportingWebService/ReportingWebService.asmx", action: root)
    package static let serverSync = Service(
      path: "/ServerSyncWebService/serversyncwebservice.asmx", action: root)
    package static let dssAuth = Service(
      path: "/DssAuthWebService/dssauthwebservice.asmx", action: root + "Server/DssAuthWebService/")
    package static let administration = Service(
      path: "/ApiRemoting30/WebService.asmx", action: root + "Server/ApiRemotingWebService/")
  }

  /// A SOAP request. `fields` come before the others; without `statesAction` only the body names the operation.
  package static func call(
    _ service: Service, _ operation: String, fields: [(String, String)] = [], statesAction: Bool = true,
    content: String = "<protocolVersion>1.20</protocolVersion>"
  ) -> [UInt8] {
    let body = envelope("<\(operation) xmlns=\"\(service.action)\">\(content)</\(operation)>")
    let action = statesAction ? [("SOAPAction", "\"\(service.action)\(operation)\"")] : []
    return HTTPMessage.bytes(
      "POST \(service.path) HTTP/1.1",
      fields + [("Content-Type", "text/xml; charset=utf-8")] + action + [
        ("Host", "wsus.contoso.com:8530"), ("Content-Length", "\(body.utf8.count)"),
      ], body: Array(body.utf8))
  }

  /// The answer to a call; `size` bytes of it mean nothing.
  package static func result(_ operation: String, size: Int = 200) -> [UInt8] {
    let filler = String(repeating: "x", count: size)
    return answer(
      200, "OK", body: envelope("<\(operation)Response><Data>\(filler)</Data></\(operation)Response>"))
  }

  /// Status 500 with a SOAP fault.
  package static func fault(_ code: String?, exception: String? = nil) -> [UInt8] {
    answer(500, "Internal Server Error", body: faultText(code, exception: exception))
  }

  package static func faultText(_ code: String?, exception: String? = nil) -> String {
    let inner = exception.map { " ---&gt; \($0): Login failed for user 'CONTOSO\\WSUS01$'." } ?? ""
    let detail = code.map {
      "<ErrorCode>\($0)</ErrorCode><Message /><ID>7c1b3f0e-6d1a-4a5c-9a58-8f6d1f7d2c11</ID>"
    }
    return envelope(
      "<soap:Fault><faultcode>soap:Server</faultcode><faultstring>System.Web.Services.Protocols.SoapException: "
        + "Fault occurred\(inner)\n   at Microsoft.UpdateServices.Internal.SoapUtilities.ThrowException()"
        + "</faultstring><detail>\(detail ?? "")</detail></soap:Fault>")
  }

  /// An answer with a text, by default of XML.
  package static func answer(
    _ status: Int, _ reason: String, fields: [(String, String)] = [],
    type: String = "text/xml; charset=utf-8",
    body: String = ""
  ) -> [UInt8] {
    HTTPMessage.bytes(
      "HTTP/1.1 \(status) \(reason)",
      fields + [
        ("Content-Type", type), ("Server", "Microsoft-IIS/10.0"), ("Content-Length", "\(body.utf8.count)"),
      ],
      body: Array(body.utf8))
  }

  /// An error page of IIS.
  package static func page(_ status: Int, _ reason: String, fields: [(String, String)] = []) -> [UInt8] {
    answer(
      status, reason, fields: fields, type: "text/html; charset=us-ascii",
      body: "<HTML><HEAD><TITLE>\(reason)</TITLE></HEAD><BODY><h2>\(reason)</h2></BODY></HTML>\r\n")
  }

  /// The same text in chunks of so many bytes (RFC 9112, section 7.1).
  package static func chunked(_ status: Int, _ reason: String, _ text: String, chunk: Int) -> [UInt8] {
    let body = Array(text.utf8)
    let head = HTTPMessage.bytes(
      "HTTP/1.1 \(status) \(reason)",
      [("Content-Type", "text/xml; charset=utf-8"), ("Transfer-Encoding", "chunked")])
    var bytes = head
    for start in stride(from: 0, to: body.count, by: chunk) {
      let part = body[start..<min(start + chunk, body.count)]
      bytes += Array("\(String(part.count, radix: 16));a=b\r\n".utf8) + part + [13, 10]
    }
    return bytes + Array("0\r\nX: y\r\n\r\n".utf8)
  }

  /// A request for a file of an update.
  package static func file(
    _ method: String = "GET", _ hash: String = hash, query: String = "", fields: [(String, String)] = []
  ) -> [UInt8] {
    HTTPMessage.bytes(
      "\(method) /Content/\(hash.suffix(2))/\(hash).cab\(query) HTTP/1.1",
      [("Accept", "*/*"), ("User-Agent", "Microsoft BITS/7.8"), ("Host", "wsus.contoso.com:8530")] + fields)
  }

  package static let hash = "0A1B2C3D4E5F60718293A4B5C6D7E8F901234567"

  private static func envelope(_ content: String) -> String {
    "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\">"
      + "<soap:Body>\(content)</soap:Body></soap:Envelope>"
  }
}
