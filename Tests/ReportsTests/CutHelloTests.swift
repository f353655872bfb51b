import Diagnosis
import Foundation
import Protocols
import Testing

@testable import Reports

/// Whatever the snap length leaves of a hello, a report says of it nothing that the whole one does not say.
@Suite struct CutHelloTests {
  private static func vector8(_ bytes: [UInt8]) -> [UInt8] { [UInt8(bytes.count)] + bytes }
  private static func vector16(_ bytes: [UInt8]) -> [UInt8] { [0, UInt8(bytes.count)] + bytes }
  private static func part(_ type: UInt8, _ data: [UInt8]) -> [UInt8] { [0, type] + vector16(data) }
  private static let random = [UInt8](repeating: 7, count: 32)
  private static let session = vector8([UInt8](repeating: 9, count: 32))

  private static func message(_ type: UInt8, _ body: [[UInt8]]) -> [UInt8] {
    let bytes = body.flatMap { $0 }
    return [type, 0, UInt8(bytes.count >> 8), UInt8(bytes.count & 255)] + bytes
  }

  /// Offers TLS 1.3 behind a version of TLS 1.2 and a session id that asks for nothing, as real clients do.
  private static let client = message(
    1,
    [
      [3, 3], random, session, vector16([0x13, 2, 0xc0, 0x30]), vector8([0]),
      vector16(
        part(0, vector16([0] + vector16(Array("sws.update.microsoft.com".utf8))))
          + part(16, vector16(vector8(Array("h2".utf8)) + vector8(Array("http/1.1".utf8))))
          + part(10, vector16([0, 29, 0, 23])) + part(13, vector16([8, 4, 4, 1]))
          + part(43, vector8([0x2a, 0x2a, 3, 3, 3, 4]))),
    ])

  private static let server = message(
    2,
    [
      [3, 3], random, session, [0x13, 2, 0],
      vector16(
        part(16, vector16(vector8(Array("h2".utf8)))) + part(51, [0, 29] + vector16([1, 2, 3]))
          + part(43, [3, 4])),
    ])

  private static func object(_ members: [ByteBuffer]) throws -> [String: Any] {
    let text = members.map(\.text).filter { !$0.isEmpty }.joined(separator: ",")
    return try #require(try JSONSerialization.jsonObject(with: Data("{\(text)}".utf8)) as? [String: Any])
  }

  /// Without the system that it looks like, which is a guess and may become another one.
  private static func members(_ hello: ClientHello) throws -> [String: Any] {
    let offer = ClientOffer(hello, isNamed: false)
    var members = try object([
      JSONWriter.members(of: offer, ClientOffer.fieldsBeforeName),
      JSONWriter.members(of: offer, ClientOffer.fieldsAfterName),
    ])
    members["client_system"] = nil
    return members
  }

  private static func members(_ hello: ServerHello) throws -> [String: Any] {
    try object([JSONWriter.members(of: ServerAnswer(hello), ServerAnswer.fields)])
  }

  /// Members that the whole hello has not, or has with another value; a list may be shorter, not empty.
  private static func invented(_ cut: [String: Any], _ whole: [String: Any]) -> [String] {
    cut.filter { name, value in
      guard name != "complete" else { return value as? Bool != false }
      guard let list = value as? [Any], let all = whole[name] as? [Any] else {
        return Self.text(value) != Self.text(whole[name])
      }
      return list.isEmpty || list.map(Self.text) != all.prefix(list.count).map(Self.text)
    }.map(\.key)
  }

  private static func text(_ value: Any?) -> String? {
    guard let value else { return nil }
    let options: JSONSerialization.WritingOptions = [.sortedKeys, .fragmentsAllowed]
    return (try? JSONSerialization.data(withJSONObject: value, options: options)).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  @Test func cutClientHellosInventNothing() throws {
    func read(_ bytes: ArraySlice<UInt8>, _ isComplete: Bool) -> ClientHello {
      ClientHello(reading: Array(bytes).span, recordVersion: .tls10, isComplete: isComplete)
    }
    let hello = read(Self.client[...], true)
    let whole = try Self.members(hello)
    #expect(whole["max_version"] as? String == "TLS 1.3" && whole["offers_resumption"] as? Bool == false)
    for count in 0..<Self.client.count {
      let cut = read(Self.client[..<count], false)
      let members = try Self.members(cut)
      #expect(Self.invented(members, whole) == [], "\(count) bytes")
      let text = Words.english.offer(cut).text
      #expect(text.contains("truncated "), "\(count) bytes: \(text)")
      #expect(!text.hasPrefix("TLS 1.2,") && !text.hasPrefix("TLS 1.0"), "\(count) bytes: \(text)")
      #expect(!text.contains(" 0 "), "\(count) bytes: \(text)")
    }
  }

  @Test func cutServerHellosInventNothing() throws {
    var store = EvidenceStore()
    func read(_ bytes: ArraySlice<UInt8>, _ isComplete: Bool) -> ServerHello {
      ServerHello(reading: Array(bytes).span, recordVersion: .tls12, isComplete: isComplete)
    }
    let whole = try Self.members(read(Self.server[...], true))
    #expect(whole["cipher_suite"] != nil && whole["version"] != nil)
    for count in 0..<Self.server.count {
      let cut = read(Self.server[..<count], false)
      #expect(Self.invented(try Self.members(cut), whole) == [], "\(count) bytes")
      let event = FlowEvent(
        .serverHello(index: store.add(cut)), from: .server, frame: 1, reassembledIn: 1, time: 0)
      let text = Words.english.detail(of: event, in: store).text
      #expect(text.contains("truncated ") && !text.contains("NULL"), "\(count) bytes: \(text)")
      #expect(!text.hasPrefix("TLS 1.2,"), "\(count) bytes: \(text)")
      #expect(!text.contains("resumed"))
    }
  }
}
