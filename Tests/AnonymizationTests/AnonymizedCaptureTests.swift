import Analysis
import CaptureBuilding
import CaptureFiles
import Diagnosis
import Foundation
import Packets
import PolicyFiles
import Protocols
import Redaction
import Testing

@testable import Anonymization

/// All flows of a shipped capture, extracted with pseudonyms.
struct AnonymizedCapture {
  /// Those with a flow.
  static let names = (ShippedCaptures.names + FormatCaptures.all.map { "formats/" + $0.name }).filter {
    name in
    let result = try? CaptureAnalyzer.analyze(
      path: ShippedCaptures.path(name), options: AnalysisOptions(policy: .builtIn))
    return result.map { $0.flowCount > 0 } ?? true
  }

  let before: CaptureResult
  let outcome: ExtractOutcome
  let bytes: [UInt8]
  /// The same flows without pseudonyms.
  let plain: [UInt8]

  init(path: String) throws {
    before = try CaptureAnalyzer.analyze(path: path, options: AnalysisOptions(policy: .builtIn))
    let extraction = try #require(
      try FlowExtraction.read(
        path: path, flows: Set(0..<before.flowCount), endsAtDecision: false, policy: .builtIn,
        shouldStop: { false }))
    var anonymizer = Anonymizer(policy: extraction.result.policy.policy, key: "key")
    _ = try extraction.forEachFrame(shouldStop: { false }) { anonymizer.collect($0, $1) }
    anonymizer.finishCollecting()
    (outcome, bytes) = try Self.write(extraction) { anonymizer.rewrite(&$0, $1) }
    plain = try Self.write(extraction, nil).bytes
  }

  private static func write(
    _ extraction: FlowExtraction, _ rewrite: CaptureCopy.Rewriting?
  ) throws -> (outcome: ExtractOutcome, bytes: [UInt8]) {
    var bytes: [UInt8] = []
    let outcome = try extraction.write(
      as: .forFile("a.pcapng"), application: "wsuscap", shouldStop: { false }, rewrite: rewrite,
      to: {
        bytes += $0
        return true
      })
    return (try #require(outcome), bytes)
  }

  static func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
    let path = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)").path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(bytes).write(to: URL(filePath: path))
    return try body(path)
  }
}

/// What identifies a network in a capture, gathered without the code that replaces it.
struct PacketSecrets {
  var addresses: Set<[UInt8]> = []
  var cards: Set<[UInt8]> = []
  var texts: Set<String> = []

  init(path: String, _ result: CaptureResult) throws {
    let names = PublicNames(result.policy.policy)
    var decoder = PacketDecoder()
    var reader = try CaptureReader(path: path)
    try reader.forEachFrame { header, bytes in
      if header.linkType == 1, bytes.count >= 12 {
        for start in [0, 6] { cards.insert((start..<start + 6).map { bytes[$0] }) }
      }
      let packet = decoder.decode(
        bytes, linkType: LinkType(rawValue: header.linkType), originalLength: header.originalLength, time: 0)
      switch packet {
      case .segment(let segment): add(segment.source.address, segment.destination.address, names)
      case .datagram(let datagram): add(datagram.source.address, datagram.destination.address, names)
      case .unreachable, .otherError, .tunnel, .fragment, .other, .unknownLink, .undecodable: break
      }
      return true
    }
    cards = cards.filter { $0[0] & 1 == 0 && $0.contains { $0 != 0 } }
    for index in 0..<result.store.names.count { addName(result.store.names[index], names) }
    for id in 0..<result.flowCount { result.flow(id).serverName.map { addName($0.name, names) } }
    // What the names of expected issuers and of the certificates below them say anyway.
    let known = result.store.certificates.filter { names.contains(issuer: $0.issuer) }
      .map { ($0.subject + $0.issuer).lowercased() }
    for certificate in result.store.certificates where !names.contains(issuer: certificate.issuer) {
      for name in certificate.subjectAlternativeNames { addName(name, names) }
      for part in (certificate.subject + "," + certificate.issuer).split(separator: ",") {
        guard let value = part.split(separator: "=", maxSplits: 1).last?.lowercased() else { continue }
        if !known.contains(where: { $0.contains(value) }) { addName(value, names) }
      }
    }
  }

  private mutating func add(_ source: IPAddress, _ destination: IPAddress, _ names: PublicNames) {
    for address in [source, destination] where !names.addresses.contains(address) && !address.isEverywhere {
      addresses.insert(address.bytes)
      texts.insert("\(address)")
    }
  }

  private mutating func addName(_ name: String, _ names: PublicNames) {
    let host = HostName.host(ofAuthority: name).lowercased()
    guard host.utf8.count > 5, !names.contains(host: host), !names.contains(issuer: name) else { return }
    texts.insert(host)
  }
}

@Suite struct AnonymizedCaptureTests {
  @Test(arguments: AnonymizedCapture.names)
  func shippedCaptures(_ name: String) throws {
    let path = ShippedCaptures.path(name)
    let capture = try AnonymizedCapture(path: path)
    #expect(capture.outcome.changes.isEmpty, "\(capture.outcome.changes)")
    let secrets = try PacketSecrets(path: path, capture.before)
    let frames = try frames(capture.bytes)
    let plain = try self.frames(capture.plain)
    #expect(frames.map(\.count) == plain.map(\.count))
    // Those with many zeros are found by chance, in checksums and lengths: they must not be where they were.
    let addresses = secrets.addresses.filter { address in
      address.count { $0 == 0 } < 2
        ? frames.contains { $0.contains(address) }
        : zip(frames, plain).contains {
          !Set($0.offsets(of: address)).isDisjoint(with: $1.offsets(of: address))
        }
    }
    #expect(addresses.isEmpty)
    let cards = secrets.cards.filter { card in frames.contains { $0.contains(card) } }
    #expect(cards.isEmpty)
    let text = String(decoding: capture.bytes.map { $0 < 0x80 ? $0 : 0x3f }, as: UTF8.self).lowercased()
    let bytes = Data(text.utf8)
    let texts = secrets.texts.filter { bytes.range(of: Data($0.utf8)) != nil }
    #expect(texts.isEmpty)
    // Wireshark's own check of the file, its lengths and checksums.
    guard Tshark.isInstalled else { return }
    let before = try AnonymizedCapture.withFile(capture.plain) { try Tshark.wrongChecksums($0) }
    #expect(try AnonymizedCapture.withFile(capture.bytes) { try Tshark.wrongChecksums($0) } == before)
  }

  private func frames(_ capture: [UInt8]) throws -> [[UInt8]] {
    try AnonymizedCapture.withFile(capture) { path in
      var reader = try CaptureReader(path: path)
      var frames: [[UInt8]] = []
      try reader.forEachFrame { _, bytes in
        frames.append((0..<bytes.count).map { bytes[$0] })
        return true
      }
      return frames
    }
  }
}

enum Tshark {
  static let isInstalled = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"].contains {
    FileManager.default.isExecutableFile(atPath: $0 + "/tshark")
  }

  /// How many packets have a wrong checksum; tshark has nothing else to say.
  static func wrongChecksums(_ path: String) throws -> Int {
    let process = Process()
    let (output, errors) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments =
      ["tshark", "-r", path, "-T", "fields", "-e", "frame.number"]
      + ["ip", "tcp", "udp"].flatMap {
        ["-o", "\($0).check_checksum:TRUE"]
      } + ["-Y", "ip.checksum.status == 0 || tcp.checksum.status == 0 || udp.checksum.status == 0"]
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let lines = output.fileHandleForReading.readDataToEndOfFile()
    let complaints = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(complaints.split(separator: "\n").allSatisfy { $0.contains("Running as user") }, "\(complaints)")
    return lines.count { $0 == UInt8(ascii: "\n") }
  }
}
