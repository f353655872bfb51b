import PolicyFiles
import Protocols
import Testing

@testable import Diagnosis

/// What a hello and an endpoint lack, and what would bring them together.
@Suite struct CipherComparisonTests {
  private let sws = EndpointPolicy.builtIn.endpoints[0]
  private static let schannel = "0 5 10 11 13 35 23 65281"

  private func compare(
    _ suites: String, groups: String = "29 23 24", _ change: (inout Endpoint) -> Void = { _ in }
  ) -> CipherComparison? {
    var endpoint = sws
    change(&endpoint)
    let hello = WrittenHello(suites: suites, extensions: Self.schannel, groups: groups).hello
    return CipherComparison(hello, endpoint)
  }

  private func lines(_ comparison: CipherComparison?) -> [String] {
    (comparison?.additions ?? []).map { addition in
      let systems = addition.systems.map { system in
        system.rawValue.dropFirst("Windows Server ".count) + (addition.likely.contains(system) ? "*" : "")
      }
      let names = addition.cipherSuites + addition.curves
      return "\(systems.joined(separator: ",")): \(names.joined(separator: ","))"
    }
  }

  private static let four = [
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
  ].joined(separator: ",")
  private static let two = [
    "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384_P256", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384_P384",
    "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256_P256", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256_P384",
  ].joined(separator: ",")

  @Test func theArticlesNamesBySystem() {
    let newer = compare("009d 009c 0035 002f 000a")
    #expect(newer?.gap == .cipherSuite)
    #expect(newer?.common == [])
    #expect(newer?.taken.count == 4)
    #expect(newer?.offered.count == 5)
    #expect(lines(newer) == ["2016*,2019*,2022*,2025: \(Self.four)", "2012,2012 R2: \(Self.two)"])
    let older = compare("009d 009c 0035 002f 000a", groups: "23 24")
    #expect(lines(older) == ["2012*,2012 R2*: \(Self.two)", "2016,2019,2022,2025: \(Self.four)"])
    // A signal is not offered.
    #expect(compare("009d 00ff 5600")?.offered == [CipherSuite(rawValue: 0x009d)])
  }

  @Test func anEndpointsCurvesChooseTheNames() {
    let p384 = compare("009d 0035", groups: "23 24") { $0.groups = [.secp384r1] }
    #expect(
      lines(p384).first
        == "2012*,2012 R2*: TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384_P384,TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256_P384"
    )
    let x25519 = compare("009d 0035", groups: "23 24") { $0.groups = [.x25519] }
    #expect(lines(x25519) == ["2016,2019,2022,2025: \(Self.four)"])
  }

  @Test func aSharedSuiteWithoutACurve() {
    let comparison = compare("c028 c027 0035", groups: "23") { $0.groups = [.secp384r1, .x25519] }
    #expect(comparison?.gap == .curve)
    #expect(comparison?.common == [.ecdheRSAWithAES256CBCSHA384, .ecdheRSAWithAES128CBCSHA256])
    #expect(comparison?.missingGroups == [.secp384r1, .x25519])
    #expect(
      lines(comparison) == [
        "2012*,2012 R2*: TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384_P384,TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256_P384",
        "2016,2019,2022,2025: NistP384,curve25519",
      ])
    // A policy that knows no groups: any elliptic curve would do.
    let any = compare("c030", groups: "256")
    #expect(any?.gap == .curve)
    #expect(any?.missingGroups == [.secp256r1, .secp384r1])
    #expect(lines(any) == ["2016,2019,2022,2025: NistP256,NistP384"])
    #expect(compare("c030", groups: "23") == nil)
  }

  @Test func suitesForAnotherCertificate() {
    let ecdsa = compare("c02c c02b c024 c023 009d 0035")
    #expect(ecdsa?.gap == .certificate)
    #expect(lines(ecdsa).first?.hasSuffix(Self.four) == true)
    // The nearest that is none: no suite with elliptic curves at all, or one with RSA that is not taken.
    #expect(compare("009d 0035")?.gap == .cipherSuite)
    #expect(compare("c02c c014")?.gap == .cipherSuite)
    #expect(compare("c02c c014") { $0.hasRSACertificate = nil }?.gap == .cipherSuite)
    // An endpoint with an ECDSA certificate: suites of RSA do not help, whatever its list says.
    let other = compare("c030 c02f", groups: "23 24") {
      $0.hasRSACertificate = false
      $0.cipherSuites = [
        .ecdheRSAWithAES256GCMSHA384, CipherSuite(rawValue: 0xc02c), CipherSuite(rawValue: 0xc02b),
      ]
    }
    #expect(other?.gap == .certificate)
    #expect(other?.common == [])
    #expect(other?.taken.count == 2)
    #expect(
      lines(other) == [
        "2016*,2019*,2022*,2025*: TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "2012,2012 R2: TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384_P384,TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256_P256,TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256_P384",
      ])
  }

  @Test func nothingIsComparedWithoutProof() {
    #expect(compare("c030 009d") == nil)
    #expect(compare("009d") { $0.cipherSuites = nil } == nil)
    var cut = WrittenHello(suites: "009d", extensions: "").hello
    cut.isComplete = false
    #expect(CipherComparison(cut, sws)?.gap == .cipherSuite)
    cut.hasAllCipherSuites = false
    #expect(CipherComparison(cut, sws) == nil)
  }

  /// What is added brings the two together: compared with the endpoint again, something is shared.
  @Test func whatIsAddedHelps() throws {
    let lists: [(suites: String, groups: String, taken: [NamedGroup]?)] = [
      ("009d 0035", "29 23 24", nil), ("009d 0035", "23 24", nil), ("c02c 0035", "23 24", [.secp384r1]),
      ("c028", "23", [.secp384r1]), ("c030 c02f", "29", [.secp256r1]),
    ]
    for list in lists {
      var endpoint = sws
      endpoint.groups = list.taken
      let written = WrittenHello(suites: list.suites, extensions: Self.schannel, groups: list.groups)
      let comparison = try #require(CipherComparison(written.hello, endpoint))
      #expect(!comparison.additions.isEmpty)
      for addition in comparison.additions {
        for name in addition.cipherSuites + addition.curves {
          var hello = written.hello
          add(name, to: &hello)
          #expect(CipherComparison(hello, endpoint) == nil, "\(list.suites) + \(name)")
        }
      }
    }
  }

  private func add(_ name: String, to hello: inout ClientHello) {
    let curves: [String: NamedGroup] = [
      "NistP256": .secp256r1, "NistP384": .secp384r1, "curve25519": .x25519, "P256": .secp256r1,
      "P384": .secp384r1,
    ]
    if let curve = curves[name] { return hello.supportedGroups.append(curve) }
    let parts = name.split(separator: "_")
    let curve = curves[String(parts.last ?? "")]
    let plain = curve == nil ? name : parts.dropLast().joined(separator: "_")
    if let curve { hello.supportedGroups.append(curve) }
    hello.cipherSuites += CipherSuite.assignments.filter { $0.name == plain }.map {
      CipherSuite(rawValue: $0.number)
    }
  }
}

@Suite struct VersionOutlookTests {
  private let sws = EndpointPolicy.builtIn.endpoints[0]
  private static let extended = "c014 c013 0039 0033 0035 002f c00a c009 0038 0032 000a 0013"
  private static let renewed = "c014 c013 0035 002f c00a c009 0038 0032 000a 0013 0005 0004"
  private static let original = "002f 0035 0005 000a c013 c014 c009 c00a 0032 0038 0013 0004"
  private static let server2019 = "c00a c009 c014 c013 0035 002f 000a"

  private func outlook(
    _ suites: String, _ extensions: String = "0 5 10 11 35 23 65281", groups: String = "23 24",
    version: String = "0301", _ change: (inout Endpoint) -> Void = { _ in }
  ) -> VersionOutlook? {
    var endpoint = sws
    change(&endpoint)
    return VersionOutlook(
      WrittenHello(suites: suites, extensions: extensions, groups: groups, version: version).hello, endpoint)
  }

  @Test func defaultListsShareSuitesWithTLS12() {
    let both: [CipherSuite] = [.ecdheRSAWithAES256CBCSHA384, .ecdheRSAWithAES128CBCSHA256]
    #expect(outlook(Self.extended)?.systems == [.v2012R2])
    #expect(outlook(Self.extended)?.common == both)
    #expect(outlook(Self.renewed)?.systems == [.v2012, .v2012R2])
    #expect(outlook(Self.renewed)?.common == both)
    #expect(outlook(Self.extended)?.additions == [])
    // Before any update one of the two was not offered.
    let original = outlook(Self.original, "65281 0 5 10 11 35")
    #expect(original?.common == [.ecdheRSAWithAES128CBCSHA256])
    let newer = outlook(Self.server2019, groups: "29 23 24")
    #expect(newer?.systems == [.v2019, .v2022])
    #expect(newer?.common == sws.cipherSuites)
  }

  @Test func anEndpointThatTakesNoneOfThem() {
    let old = outlook(Self.renewed) { $0.cipherSuites = [.ecdheRSAWithAES256GCMSHA384] }
    // The older systems cannot do it at all.
    #expect(old == nil)
    let rare = outlook(Self.server2019, groups: "29 23 24") {
      $0.cipherSuites = [CipherSuite(rawValue: 0x0039)]
    }
    #expect(rare?.common == [])
    #expect(rare?.additions.map(\.cipherSuites) == [["TLS_DHE_RSA_WITH_AES_256_CBC_SHA"]])
  }

  @Test func nothingIsGuessed() {
    // A shortened list, another stack, Windows Server 2008 R2, a hello of TLS 1.2.
    #expect(outlook("c014 c013 0035 002f") == nil)
    #expect(outlook(Self.extended, "0 11 10 35 22 23") == nil)
    #expect(outlook(Self.extended, "0 10 11") == nil)
    #expect(outlook(Self.extended, "0 5 10 11 23 65281") == nil)
    #expect(outlook(WrittenHello.suites2012R2, version: "0303") == nil)
    #expect(outlook(Self.extended) { $0.cipherSuites = nil } == nil)
    #expect(outlook(Self.extended) { $0.minimumVersion = .tls13 } == nil)
    #expect(outlook(Self.extended) { $0.groups = [.x25519] } == nil)
    #expect(outlook(Self.extended) { $0.groups = [.secp384r1] } != nil)
  }
}
