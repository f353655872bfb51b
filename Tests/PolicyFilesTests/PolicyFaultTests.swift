import Diagnosis
import PolicyFiles
import Testing

@Suite struct PolicyFaultTests {
  /// Each fault of a file is told in one run, in the order of the file, with its line and column.
  @Test func everyFaultAtOnce() {
    let text = """
      version: 1
      endpoints:
        - id: one
          hots: [a.example.com]
          hosts: [b.example.com, "w*.example.com"]
          role: syncing
          minimum_version: TLS 1.4
          cipher_suites: [TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, TLS_WITH_NOTHING]
          groups: [secp256r1, p257]
        - id: one
          hosts: [b.example.com]
          role: content
          minimum_version: TLS 1.3
          maximum_version: TLS 1.2
          valid_from: 2021-02-30
        - hosts: {c.example.com: true}
          role: catalog
          periods:
            - from: 2021-01-01
              until: 2020-01-01
      """
    let found = faults(text)
    #expect(
      found == [
        #"4:5: unknown key "hots" in an endpoint; the valid keys are id, hosts, addresses, role, minimum_version, maximum_version, cipher_suites, cipher_suites_as_of, groups, groups_as_of, groups_complete, signature_algorithms, signature_algorithms_as_of, certificate_key, expected_issuers, message, resolution, source, valid_from, valid_until, periods"#,
        #"5:28: "w*.example.com" has a * that is not the whole first label; write it as *.example.com; it matches any depth"#,
        #"6:11: there is no role "syncing"; write one of sync, legacy_sync, retired, catalog, content, certificate_lists, downstream_server"#,
        #"7:22: there is no version "TLS 1.4"; write SSL 3.0, TLS 1.0, TLS 1.1, TLS 1.2 or TLS 1.3"#,
        #"8:60: there is no cipher suite "TLS_WITH_NOTHING"; use its name in the IANA registry, or its number such as 0xc030"#,
        #"9:25: there is no group "p257"; use its name in the IANA registry, such as secp256r1, secp384r1 or x25519, or its number such as 0x0017"#,
        #"10:9: the id "one" is already used in line 3; change one of the two, or combine them with periods"#,
        #"11:13: the host "b.example.com" is already used in line 5; remove one of the two"#,
        #"13:22: minimum_version TLS 1.3 is higher than maximum_version TLS 1.2; use the older of the two as minimum_version"#,
        #"15:17: "2021-02-30" is not a date; specify year, month and day, such as 2020-07-28"#,
        "16:5: the id of an endpoint is missing; give it a short name, such as id: sws",
        "16:12: hosts is a mapping; it must be a list, such as [a, b]",
        "20:16: until 2020-01-01 is before from 2021-01-01; swap the two dates",
      ])
  }

  @Test(arguments: [
    ("version: 2\nendpoints: []", "1:10: there is no version \"2\""),
    ("version: [1]\nendpoints: []", "1:10: version is a list"),
    ("endpoints: []", "1:1: the version is missing"),
    ("version: 1", "1:1: the list of endpoints is missing"),
    ("version: 1\nmode: add\nendpoints: []", "2:7: there is no mode \"add\""),
    ("version: 1\nendpoints: []\ndefault: TLS 1.2", "3:10: default is the value \"TLS 1.2\""),
    (
      "version: 1\nendpoints: []\ndefault: {maximum_version: TLS 1.2}",
      "3:11: unknown key \"maximum_version\" in default"
    ),
    ("version: 1\nendpoints:\n  - sws", "3:5: an endpoint is the value \"sws\""),
    ("- version: 1", "1:1: the file is a list"),
    ("", "1:1: the file contains no policy"),
    ("# nothing\n", "1:1: the file contains no policy"),
    (
      "version: 1\nendpoints: []\n---\nversion: 1",
      "3:1: this is not YAML: expected a single document in the stream"
    ),
    ("[a]: 1\nversion: 1\nendpoints: []", "1:1: a key is a list or a mapping"),
    (file("message:"), "6:13: message is empty"),
    (file("cipher_suites: []"), "6:20: cipher_suites is empty"),
    (
      file("cipher_suites: unknown", "cipher_suites_as_of: 2020-08"),
      "7:26: cipher_suites_as_of requires cipher_suites"
    ),
    (file("cipher_suites: [0xc030]", "cipher_suites_as_of: August"), "7:26: \"August\" is not a month"),
    (
      file("cipher_suites: [0xc030, TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384]"),
      "6:29: this item of cipher_suites is repeated"
    ),
    (file("cipher_suites: [0xc0]"), "6:21: there is no cipher suite \"0xc0\""),
    (
      file("groups: unknown", "groups_as_of: 2020-08"), "7:19: groups_as_of requires groups"
    ),
    (
      file("signature_algorithms_as_of: 2020-08"),
      "6:33: signature_algorithms_as_of requires signature_algorithms"
    ),
    (
      file("groups: [secp256r1]", "groups_complete: perhaps"),
      "7:22: groups_complete is \"perhaps\"; write yes or no"
    ),
    (file("signature_algorithms: [rsa]"), "6:28: there is no signature algorithm \"rsa\""),
    (file("certificate_key: DSA"), "6:22: \"DSA\" is not a kind of key"),
    (
      file("addresses: [10.0.0.0/8]"),
      "6:17: \"10.0.0.0/8\" is not an address; specify single addresses, not ranges"
    ),
    (file("addresses: [10.0.0.1, 10.0.0.1]"), "6:27: the address \"10.0.0.1\" is already used in line 6"),
    (
      file("valid_from: 2021-01-01", "valid_until: 2020-12-31"),
      "7:18: valid_until 2020-12-31 is before valid_from 2021-01-01"
    ),
    (file("valid_from: 2021-1-1"), "6:17: \"2021-1-1\" is not a date"),
    (file("periods: [{role: retired}]"), "6:15: a period has neither from nor until"),
    (file("periods: [{until: 2020-01-01, id: x}]"), "6:35: unknown key \"id\" in a period"),
    (
      file("periods: [{until: 2020-01-01}, {from: 2020-01-01}]"),
      "6:36: this period overlaps the one until 2020-01-01"
    ),
    (
      file("maximum_version: TLS 1.1"), "6:22: minimum_version TLS 1.2 is higher than maximum_version TLS 1.1"
    ),
    (file("message: \(String(repeating: "x", count: 2001))"), "6:14: message has more than 2000 characters"),
  ])
  func oneFault(_ text: String, _ expected: String) {
    let found = faults(text)
    #expect(found.count == 1, "\(found)")
    #expect(found.first?.hasPrefix(expected) == true, "\(found)")
  }

  @Test(arguments: [
    "https://wsus.example.com", "wsus.example.com:8531", "wsus.example.com/", "10.0.0.1", "a..b",
    ".example.com",
    "example.com.", "-a.example.com", "a b", "größe.example.com", "\"*\"", "\"*.\"", "\"*.*.example.com\"",
    "\"a.*.example.com\"", "\"*example.com\"", "2001:db8::1", String(repeating: "a", count: 64),
    String(repeating: "a.", count: 127) + "a",
  ])
  func noHost(_ host: String) {
    let found = faults("version: 1\nendpoints:\n  - {id: a, role: sync, hosts: [ok.example.com, \(host)]}\n")
    #expect(found.count == 1, "\(host): \(found)")
    #expect(found.first?.hasPrefix("3:49: ") == true, "\(host): \(found)")
  }

  @Test func windowsNamesOfSuitesAreRecognized() {
    let found = faults(file("cipher_suites: [TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384_P256]"))
    #expect(found.first?.hasSuffix("use TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384, without the curve") == true)
  }

  @Test func keysThatStandTwice() {
    let text = """
      version: 1
      version: 1
      endpoints:
        - id: a
          "hosts": [a.example.com]
          role: nothing
          hosts: [b.example.com]
          id: a
      """
    let found = faults(text)
    #expect(
      found.map { $0.prefix { $0 != ";" } } == [
        #"1:1: the key "version" appears twice in one mapping"#,
        #"4:5: the key "id" appears twice in one mapping"#,
        #"5:5: the key "hosts" appears twice in one mapping"#, #"6:11: there is no role "nothing""#,
      ])
  }

  @Test(arguments: [
    ("version: 1\nendpoints: [", "2:13: this is not YAML: while parsing a flow node"),
    (
      "version: 1\n\tendpoints: []",
      "2:1: this is not YAML: while scanning a plain scalar, found a tab character"
    ),
    (
      "version: 1\nendpoints:\n  - id: a\n   hosts: []",
      "4:4: this is not YAML: while parsing a block collection"
    ),
    ("version: 'a", "1:12: this is not YAML: while scanning a quoted scalar"),
    ("version: @x", "1:10: this is not YAML: while scanning for the next token"),
  ])
  func noYAML(_ text: String, _ expected: String) {
    let found = faults(text)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix(expected) == true, "\(found)")
  }

  @Test func noText() {
    #expect(
      faults(Array("version: 1\r\n# ".utf8) + [0xff, 0x41]).first?.hasPrefix("2:3: this is not a UTF-8")
        == true)
    #expect(
      faults([0xff, 0xfe, 0x41, 0x00, 0x00, 0xd8]).first?.hasPrefix("1:2: this is not a UTF-8") == true)
    #expect(
      faults("version: 1\n\u{7}").first?.hasPrefix("2:1: the character U+0007 is not allowed in YAML") == true
    )
    for scalar in ["\u{1ffff}", "\u{2ffff}", "\u{3ffff}", "\u{fffe}", "\u{10ffff}", "\u{feff}\u{feff}"] {
      #expect(faults(scalar).first?.contains("is not allowed in YAML") == true)
    }
    #expect(
      faults([UInt8](repeating: 0x20, count: PolicyFile.byteLimit + 1)).first?.contains(
        "more than 262144 bytes") == true)
    #expect(
      faults([UInt8](repeating: 0x20, count: PolicyFile.byteLimit)).first?.contains("no policy") == true)
  }

  @Test func aFileOfNothingButFaultsIsCutShort() throws {
    let text = "version: 1\nendpoints:\n" + String(repeating: "  - x\n", count: 250)
    #expect(faults(text).count == PolicyFaults.limit)
    let error = #expect(throws: PolicyFaults.self) { try PolicyFile.read(Array(text.utf8), extending: nil) }
    #expect(error?.unkept == 150)
  }
}

@Suite struct HostilePolicyTests {
  @Test func aliasesAndBareWildcardsAreTold() {
    let text = """
      version: 1
      endpoints:
        - &base
          id: a
          hosts: [*.example.com, "*.example.org"]
          role: sync
          message: a *b* c
        - *base
        - id: c
          <<: *base
          hosts: [c.example.com]
          role: sync
      """
    let found = faults(text)
    #expect(
      found.map { $0.prefix { $0 != ";" } } == [
        #"5:13: "*.example.com" begins with *, which has another meaning in YAML"#,
        #"8:5: "*base" is an alias, which is not supported"#,
        #"8:5: an endpoint is the value "*base""#,
        #"10:5: unknown key "<<" in an endpoint"#, #"10:9: "*base" is an alias, which is not supported"#,
      ])
    #expect(policy(file("message: a *b* c"))?.endpoints.first?.endpoint.message == "a *b* c")
  }

  /// A kilobyte that stands for more values than there is memory, as a value and as a key.
  @Test(.timeLimit(.minutes(1)), arguments: ["bomb: *l40", "? *l40\n: 1", "*l40 : 1", "{*l40: 1}: 1"])
  func bombs(_ last: String) {
    var text = "version: 1\nendpoints: []\nl0: &l0 [a, a, a, a, a, a, a, a, a]\n"
    for level in 1...40 {
      let aliases = [String](repeating: "*l\(level - 1)", count: 9).joined(separator: ", ")
      text += "l\(level): &l\(level) [\(aliases)]\n"
    }
    #expect(!faults(text + last).isEmpty)
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["[", "{", "? ", "- ", "{? ", "[{a: "])
  func depths(_ opening: String) {
    let count = PolicyFile.byteLimit / opening.utf8.count
    #expect(!faults(String(repeating: opening, count: count)).isEmpty)
    // As deep as the reader allows, around a long list: keys that hold keys would cost it the product of the two.
    let deep = String(repeating: opening, count: 990)
    let wide = String(repeating: "a,", count: 20_000)
    #expect(!faults(deep + "[" + wide + "]").isEmpty)
  }

  @Test func keysBehindAQuestionMark() {
    #expect(faults("? version: 1").contains { $0.hasPrefix("1:1: ") })
    #expect(faults("version: 1\nendpoints: [? a]").contains { $0.hasPrefix("2:13: a key after a ?") })
    let read = policy(file("message: ?Why? Or", "  ? maybe", "resolution: \"? ok?\""))?.endpoints.first?
      .endpoint
    #expect(read?.message == "?Why? Or ? maybe")
    #expect(read?.resolution == "? ok?")
  }

  /// Every file cut anywhere, and with any byte changed, is a policy or has faults with places inside it.
  @Test func cutAndChangedAnywhere() throws {
    let whole = Array(try PolicyFile.text(of: .builtIn).utf8)
    var numbers = SystemRandomNumberGenerator()
    for cut in stride(from: 0, to: whole.count, by: 41) { checkPlaces(Array(whole[..<cut])) }
    for _ in 0..<300 {
      var bytes = whole
      for _ in 0..<3 {
        bytes[.random(in: bytes.indices, using: &numbers)] = UInt8.random(in: 0x20...0x7e, using: &numbers)
      }
      checkPlaces(bytes)
    }
  }

  private func checkPlaces(_ bytes: [UInt8]) {
    let lines = bytes.count { $0 == 0x0a } + 1
    do throws(PolicyFaults) {
      _ = try PolicyFile.read(bytes, extending: .builtIn)
    } catch {
      #expect(!error.faults.isEmpty)
      #expect(
        error.faults.allSatisfy { 1...lines ~= $0.position.line && $0.position.column >= 1 }, "\(error)")
      #expect(error.faults.map(\.position) == error.faults.map(\.position).sorted())
    }
  }
}
