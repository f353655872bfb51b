import Diagnosis
import Packets
import PolicyFiles
import Protocols
import Testing

@Suite struct PolicyFilesTests {
  @Test func everyKey() throws {
    let read = try #require(
      policy(
        """
        version: 1
        mode: replace
        default: {minimum_version: TLS 1.1}
        endpoints:
          - id: contoso
            hosts: [WSUS.Example.com, "*.Example.com", a_b.example.com]
            addresses: [192.0.2.7, "2001:db8::7"]
            role: downstream_server
            minimum_version: TLSv1.1
            maximum_version: tls1.3
            cipher_suites: [TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, tls_aes_128_gcm_sha256, 0xC02F, 0xfafb]
            cipher_suites_as_of: 2024-05-01
            groups: [secp256r1, X25519, 0x6399]
            groups_as_of: 2024-06
            groups_complete: no
            signature_algorithms: [rsa_pkcs1_sha256, RSA_PSS_RSAE_SHA256, 0x0601]
            signature_algorithms_as_of: 2024-07-02
            certificate_key: ecdsa
            expected_issuers: [Contoso Issuing CA, "Contoso: Root"]
            message: >-
              Two
              lines.
            resolution: "Ask #network."
            source: Contoso's runbook
            valid_from: 2019-02-28
            valid_until: 2030-12-31
            periods:
              - until: 2021-12-31
                role: content
                cipher_suites: unknown
                groups: unknown
                signature_algorithms: unknown
                certificate_key: unknown
                expected_issuers: unknown
              - from: 2024-02-29
                until: 2024-02-29
                minimum_version: SSL 3.0
                source: another
        """))
    #expect(read.defaultMinimumVersion == .tls11)
    let entry = try #require(read.endpoints.first)
    let suites = [0xc030, 0x1301, 0xc02f, 0xfafb].map { CipherSuite(rawValue: $0) }
    var endpoint = Endpoint(
      id: "contoso", hosts: ["wsus.example.com", "*.example.com", "a_b.example.com"], role: .downstreamServer,
      minimumVersion: .tls11, maximumVersion: .tls13, cipherSuites: suites, cipherSuitesAsOf: "2024-05-01",
      groups: [.secp256r1, .x25519, NamedGroup(rawValue: 0x6399)], hasRSACertificate: false,
      expectedIssuers: ["Contoso Issuing CA", "Contoso: Root"],
      addresses: [IPAddress(v4: 0xc000_0207), try #require(IPAddress("2001:db8::7"))], message: "Two lines.",
      resolution: "Ask #network.", source: "Contoso's runbook")
    (endpoint.groupsAsOf, endpoint.areGroupsComplete) = ("2024-06", false)
    endpoint.signatureAlgorithms = [0x0401, 0x0804, 0x0601].map(SignatureScheme.init(rawValue:))
    endpoint.signatureAlgorithmsAsOf = "2024-07-02"
    #expect(entry.endpoint == endpoint)
    #expect(entry.validity == DateSpan(from: day("2019-02-28"), until: day("2030-12-31")))
    var early = endpoint
    early.role = .content
    (early.cipherSuites, early.cipherSuitesAsOf, early.groups, early.hasRSACertificate) = (nil, nil, nil, nil)
    (early.groupsAsOf, early.areGroupsComplete) = (nil, true)
    (early.signatureAlgorithms, early.signatureAlgorithmsAsOf) = (nil, nil)
    (early.expectedIssuers, early.message, early.resolution, early.source) = ([], nil, nil, nil)
    var leapDay = endpoint
    leapDay.minimumVersion = .ssl30
    (leapDay.message, leapDay.resolution, leapDay.source) = (nil, nil, "another")
    #expect(entry.endpoint(asOf: day("2020-01-01")) == early)
    #expect(entry.endpoint(asOf: day("2022-01-01")) == endpoint)
    #expect(entry.endpoint(asOf: day("2024-02-29")) == leapDay)
    #expect(entry.endpoint(asOf: day("2019-02-27")) == nil)
    #expect(entry.endpoint(asOf: day("2031-01-01")) == nil)
  }

  @Test func whatIsLeftOut() throws {
    let entry = try #require(policy(file())?.endpoints.first)
    var expected = Endpoint(
      id: "wsus", hosts: ["wsus.example.com"], role: .sync, minimumVersion: .tls12,
      maximumVersion: .tls13, cipherSuites: nil, cipherSuitesAsOf: nil, groups: nil,
      hasRSACertificate: nil, expectedIssuers: [])
    expected.statesMinimumVersion = false
    #expect(entry == DatedEndpoint(expected))
    let other = try #require(policy("default: {minimum_version: TLS 1.0}\n" + file()))
    #expect(other.endpoints.first?.endpoint.minimumVersion == .tls10)
    #expect(policy("version: 1\nendpoints: []\n")?.endpoints.isEmpty == true)
  }

  @Test func extendReplacesByIDAndAddsTheOthersBefore() throws {
    let text = """
      version: 1
      mode: extend
      endpoints:
        - {id: sws, hosts: [sws.example.com], role: sync}
        - {id: mine, hosts: [ctldl.windowsupdate.com], role: downstream_server}
      """
    let builtIn = DatedEndpointPolicy.builtIn
    let read = try #require(policy(text, extending: builtIn))
    #expect(read.endpoints.map(\.endpoint.id) == ["mine"] + builtIn.endpoints.map(\.endpoint.id))
    #expect(read.endpoints.dropFirst(2) == builtIn.endpoints.dropFirst())
    #expect(read.defaultMinimumVersion == builtIn.defaultMinimumVersion)
    // Of two entries for one host the user's counts.
    let today = read.policy(asOf: day("2026-01-01"))
    #expect(today.endpoint(forHost: "ctldl.windowsupdate.com")?.id == "mine")
    #expect(today.endpoint(forHost: "sws.example.com")?.id == "sws")
    #expect(today.endpoint(forHost: "sws.update.microsoft.com")?.id == "content")
    let replaced = try #require(policy(text.replacing("extend", with: "replace"), extending: builtIn))
    #expect(replaced.endpoints.map(\.endpoint.id) == ["sws", "mine"])
    let onlyDefault = "version: 1\nmode: extend\ndefault: {minimum_version: TLS 1.3}\nendpoints: []\n"
    #expect(policy(onlyDefault, extending: builtIn)?.defaultMinimumVersion == .tls13)
  }

  @Test func oneHostMayMoveFromEntryToEntry() throws {
    let text = """
      version: 1
      endpoints:
        - {id: old, hosts: [a.example.com], role: sync, valid_until: 2021-12-31}
        - {id: new, hosts: [a.example.com], role: sync, valid_from: 2022-01-01}
      """
    let read = try #require(policy(text))
    #expect(read.policy(asOf: day("2021-12-31")).endpoint(forHost: "a.example.com")?.id == "old")
    #expect(read.policy(asOf: day("2022-01-01")).endpoint(forHost: "a.example.com")?.id == "new")
    #expect(faults(text.replacing("2022-01-01", with: "2021-12-31")).count == 1)
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func lineEndsAndByteOrders(_ end: String) throws {
    let text = file("message: Größe 名").replacing("\n", with: end)
    let expected = try #require(policy(file("message: Größe 名")))
    let units = Array(text.utf16)
    let little = units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    let big = units.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
    for bytes in [
      Array(text.utf8), [0xef, 0xbb, 0xbf] + text.utf8, [0xff, 0xfe] + little, [0xfe, 0xff] + big,
    ] {
      #expect(try PolicyFile.read(bytes, extending: nil) == expected)
    }
  }
}

@Suite struct PolicyWritingTests {
  private func roundTrip(_ policy: DatedEndpointPolicy) throws -> DatedEndpointPolicy {
    try PolicyFile.read(Array(PolicyFile.text(of: policy).utf8), extending: .builtIn)
  }

  @Test func builtInComesBack() throws {
    let builtIn = DatedEndpointPolicy.builtIn
    #expect(try roundTrip(builtIn) == builtIn)
    for date in ["2019-01-01", "2020-08-15", "2026-01-01"] {
      let policy = builtIn.policy(asOf: day(date))
      let plain = DatedEndpointPolicy(
        endpoints: policy.endpoints.map { DatedEndpoint($0) },
        defaultMinimumVersion: policy.defaultMinimumVersion)
      #expect(try roundTrip(plain).policy(asOf: day("1995-05-05")) == policy)
    }
  }

  @Test func anyPolicyComesBack() throws {
    var numbers = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let policy = RandomPolicy.make(&numbers)
      #expect(try roundTrip(policy) == policy)
    }
  }
}

/// Policies with every field in every state.
private enum RandomPolicy {
  static let texts = [
    "plain", "*alias", "*.star", "a: b", "- item", "# no comment", "it's \"quoted\"", "two\nlines\n",
    "  spaces  ",
    "unknown", "null", "2020-08-15", "1", "Größe 名 \u{1f600}", "a\tb", "&anchor", "%", "@", "`", "", "[",
    "{x: y}",
    "ends with colon:", "tail \\", "\u{85}\u{2028}",
  ].filter { !$0.isEmpty }

  static func make(_ numbers: inout SystemRandomNumberGenerator) -> DatedEndpointPolicy {
    let endpoints = (0..<Int.random(in: 0..<4, using: &numbers)).map { number in
      let base = endpoint(number, &numbers)
      var periods: [DatedEndpoint.Period] = []
      for index in 0..<Int.random(in: 0..<3, using: &numbers) {
        var other = endpoint(number, &numbers)
        (other.id, other.hosts, other.addresses) = (base.id, base.hosts, base.addresses)
        let start = 18_000 + index * 100
        let span = DateSpan(
          from: CalendarDate(daysSince1970: start), until: CalendarDate(daysSince1970: start + 99))
        periods.append(DatedEndpoint.Period(span: span, endpoint: other))
      }
      let from = Bool.random(using: &numbers) ? CalendarDate(daysSince1970: -1) : nil
      return DatedEndpoint(base, validity: DateSpan(from: from), periods: periods)
    }
    return DatedEndpointPolicy(endpoints: endpoints, defaultMinimumVersion: .tls11)
  }

  private static func endpoint(_ number: Int, _ numbers: inout SystemRandomNumberGenerator) -> Endpoint {
    func maybe<Value>(_ value: Value, _ numbers: inout SystemRandomNumberGenerator) -> Value? {
      Bool.random(using: &numbers) ? value : nil
    }
    func text(_ numbers: inout SystemRandomNumberGenerator) -> String {
      texts.randomElement(using: &numbers) ?? "a"
    }
    let suites = maybe(
      Array(Set((0..<3).map { _ in CipherSuite(rawValue: .random(in: 0...0xfdff, using: &numbers)) }))
        + [CipherSuite(rawValue: 0xfeff), CipherSuite(rawValue: 0xffe0)].filter { _ in number == 0 }, &numbers
    )
    var endpoint = Endpoint(
      id: "e\(number)", hosts: ["h\(number).example.com", "*.h\(number).example.com"],
      role: EndpointRole.allCases.randomElement(using: &numbers) ?? .sync,
      minimumVersion: [.ssl30, .tls10, .tls12].randomElement(using: &numbers) ?? .tls10,
      maximumVersion: [.tls12, .tls13].randomElement(using: &numbers) ?? .tls12, cipherSuites: suites,
      cipherSuitesAsOf: suites == nil ? nil : maybe("2020-08", &numbers),
      groups: maybe([NamedGroup(rawValue: .random(in: 0...0xffff, using: &numbers))], &numbers),
      hasRSACertificate: maybe(.random(using: &numbers), &numbers),
      expectedIssuers: maybe([text(&numbers)], &numbers) ?? [],
      addresses: maybe([IPAddress(v4: UInt32(number))], &numbers) ?? [],
      message: maybe(text(&numbers), &numbers),
      resolution: maybe(text(&numbers), &numbers), source: maybe(text(&numbers), &numbers))
    if endpoint.groups != nil {
      endpoint.groupsAsOf = maybe("2020-08-15", &numbers)
      endpoint.areGroupsComplete = .random(using: &numbers)
    }
    endpoint.signatureAlgorithms = maybe([.rsaPSSRSAESHA256, SignatureScheme(rawValue: 0xfe01)], &numbers)
    if endpoint.signatureAlgorithms != nil {
      endpoint.signatureAlgorithmsAsOf = maybe("2021-01", &numbers)
    }
    return endpoint
  }
}
