import Analysis
import CaptureFiles
import Diagnosis
import Foundation
import PolicyFiles
import Protocols
import Testing

/// `default 2012, 2012 R2` for each distinct hello of a capture that looks like Schannel's, by its JA3; `foreign`
/// and `undecided` are counted.
private struct Looks {
  var schannel: [String: String] = [:]
  var foreign = 0
  var undecided = 0

  mutating func add(_ path: String) throws {
    let result = try CaptureAnalyzer.analyze(path: path, options: AnalysisOptions(policy: .builtIn))
    for hello in result.store.clientHellos { add(hello) }
  }

  private mutating func add(_ hello: ClientHello) {
    switch hello.clientSystem?.stack {
    case .schannel:
      let years = hello.clientSystem?.systems.map { $0.rawValue.dropFirst("Windows Server ".count) } ?? []
      let order = hello.clientSystem?.order?.rawValue ?? "none"
      schannel[Fingerprints.ja3(hello)] = "\(order) \(years.joined(separator: ", "))"
    case .foreign: foreign += 1
    case .undecided, nil: undecided += 1
    }
  }
}

@Suite struct ClientSystemCaptureTests {
  private static let captures = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Captures")

  private static func traces(_ folder: String) throws -> [String] {
    let folder = captures.appending(path: folder)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path())
    return names.map { folder.appending(path: "\($0)/trace.pcap").path() }.filter {
      FileManager.default.fileExists(atPath: $0)
    }
  }

  /// OpenSSL and GnuTLS made every recorded hello.
  @Test func recordedHellosAreNotSchannels() throws {
    var looks = Looks()
    for path in try Self.traces("recorded") { try looks.add(path) }
    #expect(looks.schannel == [:])
    #expect(looks.foreign > 10)
  }

  @Test func hellosOfTheWalkthroughsAreSchannels() throws {
    var looks = Looks()
    for path in try Self.traces("walkthroughs") { try looks.add(path) }
    #expect(
      Set(looks.schannel.values) == [
        "default 2012 R2", "default 2016", "default 2019, 2022", "shortened 2016, 2019, 2022",
      ]
    )
    #expect(looks.foreign == 0)
  }

  /// Schannel's hellos in the other captures, by JA3: of Windows 7, 10 and Windows Server 2016 and 2019.
  private static let foreignSchannels = [
    "05af1f5ca1b87cc9cc9b25185115607d": "default 2008 R2",
    "36f7277af969a6947a61ae0b815907a1": "default 2008 R2",
    "5182f54f9c6e99d117d9dde3fa2b4cff": "default 2008 R2",
    "7aab5a832d843ee9533ad66a0325c8f1": "reordered 2008 R2",
    "7a1a384ba4724b0b38257cbc107648ba": "shortened 2012, 2012 R2, 2016, 2019, 2022",
    "13aa7015c3b9255a7a1a2f38239d141c": "default 2016",
    "48cf5fb702315efbfc88ee3c8c94c6cb": "default 2016",
    "d0ec4b50a944b182fc10ff51f883ccf7": "default 2016",
    "d1f9f9b224387d2597f02095fcec96d7": "shortened 2016",
    "df5c30e670dba99f9270ed36060cf054": "shortened 2016",
    "10ee8d30a5d01c042afd7b2b205facc4": "default 2019, 2022",
    "28a2c9bd18a11de089ef85a160da29e4": "default 2019, 2022",
    "3b5074b1b5d032e5620f69f9f700ff0e": "default 2019, 2022",
    "54328bd36c14bd82ddaa0c04b25ed9ad": "default 2019, 2022",
    "a0e9f5d64349fb13191bc781f81f42e1": "default 2019, 2022",
    "bd0bf25947d4a37404f0424edf4db9ad": "default 2019, 2022",
    "ce5f3254611a8c095a3d821d44539877": "default 2019, 2022",
    "dd755af715117e3882c5365690ce7bd2": "reordered 2016, 2019, 2022, 2025",
  ]

  /// Firefox, Chrome, Safari, Go, Java, OpenSSL and many more sent the others.
  @Test(.enabled(if: ForeignCaptures.folder != nil)) func noOtherForeignHelloIsTakenForSchannels() throws {
    var looks = Looks()
    for path in ForeignCaptures.paths {
      do { try looks.add(path) } catch is CaptureFault { continue }
    }
    for (ja3, look) in looks.schannel { #expect(Self.foreignSchannels[ja3] == look, "\(ja3)") }
    #expect(looks.schannel.count >= 15)
    #expect(looks.foreign > 200)
    #expect(looks.undecided < 20)
  }
}
