import Diagnosis
import Foundation
import FoundationXML
import Packets
import Protocols
import ServerFileBuilding
import Testing

@testable import ServerFiles

/// What is written for a person to apply: it parses, and holds the article's settings and nothing else.
@Suite struct ResolutionFileTests {
  private func finding(_ verdict: Verdict, issue: Int) -> Finding {
    let endpoint = Endpoint(
      id: "sws", hosts: ["sws.update.microsoft.com"], role: .sync, minimumVersion: .tls12,
      maximumVersion: .tls12, cipherSuites: [.ecdheRSAWithAES256GCMSHA384], cipherSuitesAsOf: nil,
      groups: nil,
      hasRSACertificate: true, expectedIssuers: [])
    return Finding(
      code: .verdict(verdict), severity: .error, client: IPAddress(v4: 0x0a00_0005),
      serverName: "sws.update.microsoft.com", endpoint: endpoint, serverAddresses: [], serverPorts: [443],
      route: .direct, confidence: .certain, flows: [0], first: 0, last: 0,
      issue: IssueAssessment(candidates: [issue], best: issue, basis: .onlyCandidate), decisiveFlow: 0)
  }

  private let verdicts: [(issue: Int, verdict: Verdict)] = [
    (1, .versionReject), (2, .clientFin), (3, .versionReject), (4, .clientFin), (5, .noCommonCipher),
  ]

  private func facts(_ files: [String: [UInt8]]) throws -> (facts: ServerFacts, folder: EvidenceFolder) {
    let folder = try EvidenceFolder()
    for (name, bytes) in files { try folder.write(bytes, name) }
    return (ServerFileReader().read([folder.path]).facts, folder)
  }

  private func order(_ suites: [String], build: String? = nil) throws -> ServerFacts {
    var export = RegistryExportBuilder()
    export.addKey(#"SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002"#)
    export.addText("Functions", suites.joined(separator: ","))
    if let build {
      export.addKey(#"SOFTWARE\Microsoft\Windows NT\CurrentVersion"#)
      export.addText("CurrentBuild", build)
    }
    return try facts(["suites.reg": BuiltText.bytes(export.text, .utf16LittleEndianWithMark)]).facts
  }

  /// The settings that a written registry file holds, as our own reader takes them.
  private func read(_ file: ResolutionFile) throws -> ServerFacts { try facts([file.name: file.bytes]).facts }

  @Test func everyIssueGetsTheSwitchAndTheFrameworkValues() throws {
    for (issue, verdict) in verdicts {
      let fixes = ResolutionFiles(for: [finding(verdict, issue: issue)], facts: ServerFacts()) { _ in nil }
      let names = fixes.files.map(\.name)
      #expect(names.contains("w3wp.exe.config") && names.contains("dotnet-tls12.reg"), "issue \(issue)")
      #expect(fixes.refusals == (issue == 5 ? [.unknownCipherOrder] : []))
    }
  }

  @Test func theNewConfigurationIsTheArticles() throws {
    let fixes = ResolutionFiles(for: [finding(.versionReject, issue: 1)], facts: ServerFacts()) { _ in nil }
    let file = try #require(fixes.files.first { $0.name == "w3wp.exe.config" })
    let parser = XMLParser(data: Data(file.bytes))
    let elements = Elements()
    parser.delegate = elements
    #expect(parser.parse())
    #expect(elements.names == ["configuration", "runtime", "AppContextSwitchOverrides"])
    #expect(elements.attributes == ["value": "Switch.System.Net.DontEnableSystemDefaultTlsVersions=false"])
    #expect(try read(file).workerProcessSwitches.map(\.value) == [false])
  }

  @Test func aGivenConfigurationKeepsAllElse() throws {
    let given = Array(
      """
      <?xml version="1.0" encoding="utf-8"?>
      <configuration>
        <!-- kept -->
        <runtime><gcServer enabled="true"/></runtime>
        <system.net><settings/></system.net>
      </configuration>
      """.utf8)
    let (facts, folder) = try facts(["w3wp.exe.config": given])
    let fixes = ResolutionFiles(for: [finding(.versionReject, issue: 1)], facts: facts) { path in
      (try? Data(contentsOf: URL(filePath: path))).map { [UInt8]($0) }
    }
    withExtendedLifetime(folder) {}
    let file = try #require(fixes.files.first { $0.name == "w3wp.exe.config" })
    let text = String(decoding: file.bytes, as: UTF8.self)
    #expect(text.contains(#"<gcServer enabled="true"/>"#) && text.contains("<!-- kept -->"))
    #expect(text.contains("Switch.System.Net.DontEnableSystemDefaultTlsVersions=false"))
    #expect(try read(file).workerProcessSwitches.map(\.value) == [false])
  }

  private func configuration(_ files: [String: String]) throws -> (text: String?, [ResolutionRefusal]) {
    let (facts, folder) = try facts(files.mapValues { Array($0.utf8) })
    let fixes = ResolutionFiles(for: [finding(.versionReject, issue: 1)], facts: facts) { path in
      (try? Data(contentsOf: URL(filePath: path))).map { [UInt8]($0) }
    }
    withExtendedLifetime(folder) {}
    let file = fixes.files.first { $0.name == "w3wp.exe.config" }
    return (file.map { String(decoding: $0.bytes, as: UTF8.self) }, fixes.refusals)
  }

  private let real = #"<configuration><runtime><gcServer enabled="true"/></runtime></configuration>"#
  private let other = "<configuration><runtime/></configuration>"

  /// Only the file in use is extended: copies have another name, or are in a folder of their own.
  @Test func copiesOfTheConfigurationAreNotIt() throws {
    for folder in [
      ["w3wp.exe.config": real, "w3wp.exe.config.bak": other],
      ["w3wp.exe.config": real, "a-w3wp.exe.config": other, "z.config": other],
      ["w3wp.exe.config": real, "backup/w3wp.exe.config": other],
      ["w3wp.exe.config": real, "2020/old/w3wp.exe.config": other],
      ["inetsrv/w3wp.exe.config": real, "w3wp.exe.config": other],
      ["system32/inetsrv/W3wp.exe.config": real, "SysWOW64/inetsrv/w3wp.exe.config": other],
      ["a/w3wp.exe.config": real, "b/w3wp.exe.config": real],
    ] {
      let (text, refusals) = try configuration(folder)
      #expect(text?.contains("gcServer") == true, "\(folder.keys.sorted())")
      #expect(text?.contains("DontEnableSystemDefaultTlsVersions=false") == true)
      #expect(refusals.isEmpty)
    }
  }

  @Test func twoConfigurationsThatDifferAreRefused() throws {
    let (text, refusals) = try configuration(["a/w3wp.exe.config": real, "b/w3wp.exe.config": other])
    #expect(text == nil)
    guard case .severalConfigurations(let paths)? = refusals.first else {
      Issue.record("\(refusals)")
      return
    }
    #expect(paths.count == 2)
  }

  /// A copy alone does not show what the file in use holds.
  @Test func aFreshFileSaysThatItIsForAServerWithoutOne() throws {
    for folder in [["w3wp.exe.config.bak": real], [:]] {
      let text = try configuration(folder).text
      #expect(text?.contains("Only if %SystemRoot%") == true)
      #expect(text?.contains("gcServer") == false)
    }
    #expect(try configuration(["w3wp.exe.config": real]).text?.contains("Only if") == false)
  }

  @Test func otherSwitchesOfTheConfigurationStay() throws {
    let switches = #"<AppContextSwitchOverrides value="Switch.A=true;Switch.B=false"/>"#
    let given = "<configuration><runtime><gcServer enabled=\"true\"/>\(switches)</runtime></configuration>"
    let text = try configuration(["w3wp.exe.config": given, "w3wp.exe.config.bak": other]).text
    for part in ["gcServer", "Switch.A=true", "Switch.B=false", "DontEnableSystemDefaultTlsVersions=false"] {
      #expect(text?.contains(part) == true, "\(part)")
    }
  }

  @Test func aBrokenConfigurationIsRefused() throws {
    let (facts, folder) = try facts(["w3wp.exe.config": Array("<configuration>\n<runtime>".utf8)])
    let fixes = ResolutionFiles(for: [finding(.versionReject, issue: 1)], facts: facts) { _ in [] }
    withExtendedLifetime(folder) {}
    #expect(!fixes.files.contains { $0.name == "w3wp.exe.config" })
    guard case .brokenConfiguration? = fixes.refusals.first else {
      Issue.record("\(fixes.refusals)")
      return
    }
  }

  @Test func theFrameworkValuesStandInAllFourPlaces() throws {
    let settings = try read(RegistryFiles.strongCryptography).frameworkSettings
    #expect(settings.count == 4)
    #expect(Set(settings.map { "\($0.version.rawValue) \($0.is32Bit)" }).count == 4)
    #expect(settings.allSatisfy { $0.strongCrypto == 1 && $0.systemDefaultTLS == 1 })
  }

  @Test func theProtocolIsEnabledForClients() throws {
    let settings = try read(RegistryFiles.modernProtocol).protocolSettings
    #expect(settings.map(\.protocolName) == ["TLS 1.2"])
    #expect(settings.first?.enabled == 1 && settings.first?.disabledByDefault == 0)
    #expect(settings.first?.role == .client)
  }

  @Test func theOrderIsKeptAndExtendedInTheSystemsSpelling() throws {
    let old = ["TLS_RSA_WITH_AES_256_CBC_SHA", "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256_P256"]
    let new = ["TLS_RSA_WITH_AES_256_CBC_SHA", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"]
    for (suites, build, added) in [
      (old, nil as String?, ResolutionStep.allowCipherSuitesWithCurve.commands),
      (new, nil, ResolutionStep.allowCipherSuites.commands),
      ([old[0]], "9600", ResolutionStep.allowCipherSuitesWithCurve.commands),
      ([old[0]], "17763", ResolutionStep.allowCipherSuites.commands),
    ] {
      let file = try CipherOrderFile.file(finding(.noCommonCipher, issue: 5), order(suites, build: build))
      let orders = try read(file).cipherOrders
      #expect(orders.map(\.suites) == [suites + added])
      #expect(
        orders[0].source == .policyRegistry && orders[0].faults.isEmpty || build != nil || suites == new)
    }
    #expect(throws: ResolutionRefusal.unknownSystem) {
      try CipherOrderFile.file(finding(.noCommonCipher, issue: 5), order(["TLS_RSA_WITH_AES_256_CBC_SHA"]))
    }
  }

  /// Group Policy would overwrite the value: its object is to be changed.
  @Test func anOrderOfGroupPolicyGetsNoRegistryFile() throws {
    var facts = try order(["TLS_RSA_WITH_AES_256_CBC_SHA"], build: "17763")
    facts.cipherOrders.append(
      CipherOrder(
        source: .groupPolicy(winningObject: "Hardening", setting: nil),
        suites: ["TLS_RSA_WITH_AES_256_CBC_SHA"],
        text: nil, citation: Citation(file: "GPReport.html", kind: .groupPolicyReport, line: 1, text: "")))
    let fixes = ResolutionFiles(for: [finding(.noCommonCipher, issue: 5)], facts: facts) { _ in nil }
    #expect(!fixes.files.contains { $0.name == "cipher-suites.reg" })
    #expect(fixes.refusals == [.orderOfGroupPolicy(object: "Hardening")])
  }

  @Test func anOrderThatIsFullIsNotMadeLonger() throws {
    let many = (0..<40).map { _ in "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256" }.joined(separator: ",")
    let full = Array(many.prefix(1000).split(separator: ",").dropLast().map(String.init))
    let order = try order(full, build: "17763")
    if let file = try? CipherOrderFile.file(finding(.noCommonCipher, issue: 5), order) {
      let written = try #require(try read(file).cipherOrders.first)
      #expect(written.suites.joined(separator: ",").count <= CipherOrder.characterLimit)
    }
    let fuller = full + ["TLS_RSA_WITH_AES_256_CBC_SHA"]
    #expect(throws: ResolutionRefusal.fullCipherOrder) {
      try CipherOrderFile.file(finding(.noCommonCipher, issue: 5), self.order(fuller, build: "17763"))
    }
  }

  /// A name with a line of its own would become a key of the registry.
  @Test func namesOfTheServerCannotAddKeys() throws {
    var facts = ServerFacts()
    let hostile = "TLS_X\"\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Evil]\r\n\"A\"=\"1"
    facts.cipherOrders = [
      CipherOrder(
        source: .policyRegistry, suites: [hostile, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"], text: nil,
        citation: Citation(file: "x.reg", kind: .registryExport, line: 1, text: ""))
    ]
    let file = try CipherOrderFile.file(finding(.noCommonCipher, issue: 5), facts)
    let text = try #require(String(data: Data(file.bytes), encoding: .utf16))
    #expect(!text.contains("Evil"))
    #expect(text.components(separatedBy: "\r\n[").count == 2)
  }

  private final class Elements: NSObject, XMLParserDelegate {
    var names: [String] = []
    var attributes: [String: String] = [:]
    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) {
      names.append(name)
      self.attributes.merge(attributes) { $1 }
    }
  }
}
