import Diagnosis
import ServerFileBuilding
import Testing

@testable import ServerFiles

@Suite struct RegistryExportTests {
  private let policy = #"SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002"#
  private let local = #"SYSTEM\CurrentControlSet\Control\Cryptography\Configuration\Local\SSL\00010002"#
  private let suites = (0..<40).map { "TLS_ECDHE_RSA_WITH_AES_\($0)_GCM_SHA384" }

  private func bytes(_ export: RegistryExportBuilder) -> [UInt8] {
    BuiltText.bytes(export.text, export.version == .five ? .utf16LittleEndianWithMark : .windows1252)
  }

  @Test(arguments: RegistryExportBuilder.Version.allCases)
  func cipherOrders(_ version: RegistryExportBuilder.Version) throws {
    var export = RegistryExportBuilder(version)
    export.addKey(policy)
    let first = export.nextLine
    export.addText("Functions", suites.joined(separator: ","))
    export.addKey(local)
    let second = export.nextLine
    export.addTexts("Functions", suites)
    export.addText("Other", "x")
    let orders = try facts(bytes(export)).cipherOrders
    #expect(orders.map(\.source) == [.policyRegistry, .localRegistry])
    #expect(orders.map(\.suites) == [suites, suites])
    #expect(orders.map(\.citation.line) == [first, second])
    #expect(orders[0].faults.first == .tooLong(characters: suites.joined(separator: ",").count))
    // The limit and the spaces are those of the policy's text.
    #expect(
      orders[1].faults == [
        .unknownNames(suites.filter { !["128", "256"].contains($0.split(separator: "_")[5]) })
      ])
  }

  @Test func everyEncodingAndBlockSize() throws {
    var export = RegistryExportBuilder()
    export.addKey(policy)
    export.addTexts("Functions", suites)
    for encoding in BuiltEncoding.allCases {
      #expect(
        try facts(BuiltText.bytes(export.text, encoding)).cipherOrders.first?.suites == suites, "\(encoding)")
    }
    let whole = BuiltText.bytes(export.text)
    for size in [3, 17, 1000] {
      #expect(try facts(whole, .registryExport, blockSize: size).facts.cipherOrders.first?.suites == suites)
    }
  }

  @Test(arguments: RegistryExportBuilder.Version.allCases)
  func protocols(_ version: RegistryExportBuilder.Version) throws {
    var export = RegistryExportBuilder(version)
    export.addKey(#"SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols"#)
    let root = export.nextLine - 1
    export.addKey(#"SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.0"#)
    export.addProtocol("TLS 1.0", "Client", enabled: 0, disabledByDefault: 1)
    let last = export.nextLine - 1
    export.addProtocol("TLS 1.0", "Server", enabled: 0xFFFF_FFFF, disabledByDefault: nil)
    export.addProtocol("TLS 1.2", "Client", enabled: nil, disabledByDefault: nil)
    let facts = try facts(bytes(export))
    #expect(facts.exportedProtocols?.line == root)
    #expect(facts.protocolSettings.map(\.protocolName) == ["TLS 1.0", "TLS 1.0", "TLS 1.2"])
    #expect(facts.protocolSettings.map(\.role) == [.client, .server, .client])
    #expect(facts.protocolSettings.map(\.enabled) == [0, 0xFFFF_FFFF, nil])
    #expect(facts.protocolSettings.map(\.disabledByDefault) == [1, nil, nil])
    #expect(facts.protocolSettings[0].citations.map(\.line) == [last - 2, last - 1, last])
  }

  @Test func frameworksInAllFourPlaces() throws {
    var export = RegistryExportBuilder()
    export.addKey(#"SOFTWARE\Microsoft\.NETFramework"#)
    for is32Bit in [false, true] {
      export.addFramework("v2.0.50727", is32Bit: is32Bit, strongCrypto: is32Bit ? nil : 1, systemDefault: 1)
      export.addFramework("v4.0.30319", is32Bit: is32Bit, strongCrypto: 0, systemDefault: is32Bit ? 0 : nil)
      export.addFramework("v3.0", is32Bit: is32Bit, strongCrypto: 1, systemDefault: 1)
    }
    let settings = try facts(bytes(export)).frameworkSettings
    #expect(settings.map(\.version) == [.v2, .v4, .v2, .v4])
    #expect(settings.map(\.is32Bit) == [false, false, true, true])
    #expect(settings.map(\.strongCrypto) == [1, 0, nil, 0])
    #expect(settings.map(\.systemDefaultTLS) == [1, nil, 1, 0])
    #expect(settings.map(\.citations.count) == [3, 2, 2, 3])
  }

  @Test func theWindowsVersion() throws {
    for (build, name, server): (String, String, WindowsServer?) in [
      ("9600", "Windows Server 2012 R2 Standard", .v2012R2),
      ("20348", "Windows Server 2022 Standard", .v2022),
      ("9600", "Windows 8.1 Pro", nil), ("10586", "Windows Server 2016 Technical Preview", nil),
    ] {
      var export = RegistryExportBuilder()
      export.addKey(#"SOFTWARE\Microsoft\Windows NT\CurrentVersion"#)
      export.addText("CurrentBuild", build)
      export.addText("ProductName", name)
      export.addText("PathName", #"C:\Windows "x" \"#)
      let version = try #require(try facts(bytes(export)).windowsVersions.first)
      #expect(version.productName == name && version.build == build && version.server == server)
      #expect(version.citation.line == 5)
    }
  }

  @Test func theComputersName() throws {
    var export = RegistryExportBuilder()
    export.addKey(#"SYSTEM\CurrentControlSet\Control\ComputerName\ComputerName"#)
    export.addText("ComputerName", "WSUS01")
    export.addKey(#"SYSTEM\CurrentControlSet\Control\ComputerName\ActiveComputerName"#)
    export.addText("ComputerName", "OTHER")
    let versions = try facts(bytes(export)).windowsVersions
    #expect(versions.map(\.computerName) == ["WSUS01"])
    #expect(versions.map(\.server) == [nil])
  }

  @Test func otherKeysAreNotTaken() throws {
    var export = RegistryExportBuilder()
    export.addKey(#"SYSTEM\ControlSetX\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.0\Client"#)
    export.addNumber("Enabled", 0)
    export.addKey(policy + #"\Below"#)
    export.addText("Functions", suites[0])
    export.addProtocol("TLS 1.0", "Both", enabled: 0, disabledByDefault: 1)
    let text =
      export.text + "[-HKEY_LOCAL_MACHINE\\\(policy)]\n\"Functions\"=\"TLS_A\"\n"
      + "[HKEY_CURRENT_USER\\\(policy)]\n\"Functions\"=\"TLS_B\"\n[HKEY_LOCAL_MACHINE\\\(policy)]\n\"Functions\"=-\n"
    let facts = try facts(BuiltText.bytes(text))
    #expect(facts.cipherOrders.isEmpty && facts.protocolSettings.isEmpty)
  }

  /// The set in use counts: by its name, else by `SYSTEM\Select`, else the first is taken with a note.
  @Test func controlSets() throws {
    func key(_ set: String) -> String {
      "SYSTEM\\\(set)\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS 1.0\\Client"
    }
    let cases: [(sets: [String], selected: UInt32?, expected: Int, note: Int?)] = [
      (["ControlSet001"], nil, 0, 1), (["ControlSet002", "ControlSet001"], nil, 1, 1),
      (["CurrentControlSet", "ControlSet001"], nil, 0, nil), (["ControlSet001", "ControlSet002"], 2, 1, nil),
      (["ControlSet001"], 2, 0, 1), (["CurrentControlSet"], 1, 0, nil),
    ]
    for (index, (sets, selected, expected, note)) in cases.enumerated() {
      var export = RegistryExportBuilder()
      for (number, set) in sets.enumerated() {
        export.addKey(key(set))
        export.addNumber("Enabled", UInt32(number))
      }
      if let selected {
        export.addKey("SYSTEM\\Select")
        export.addNumber("Current", selected)
      }
      let facts = try facts(bytes(export))
      #expect(facts.protocolSettings.map(\.enabled) == [UInt32(expected)], "case \(index)")
      let notes: [ServerFileNote] = note.map { [.otherControlSet($0)] } ?? []
      #expect(facts.files.first?.notes == notes, "case \(index)")
    }
  }

  @Test func algorithmsOfSchannel() throws {
    let schannel = #"SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL"#
    var export = RegistryExportBuilder()
    for (key, value) in [
      (#"KeyExchangeAlgorithms\ECDH"#, UInt32(0)), (#"Hashes\SHA384"#, 0),
      (#"Ciphers\AES 128/128"#, 0xFFFF_FFFF),
      (#"Ciphers\AES 128/128\Below"#, 0), (#"CipherSuites\AES"#, 0), (#"Ciphers\RC4 128/128"#, 0),
    ] {
      export.addKey(schannel + "\\" + key)
      export.addNumber("Enabled", value)
    }
    export.addKey(schannel + #"\KeyExchangeAlgorithms\PKCS"#)
    let algorithms = try facts(bytes(export)).algorithms
    #expect(algorithms.map(\.name) == ["ECDH", "SHA384", "AES 128/128", "RC4 128/128", "PKCS"])
    #expect(algorithms.map(\.isDisabled) == [true, true, false, true, false])
    #expect(algorithms.filter { $0.isDisabled && $0.isNeededByEndpoint }.map(\.name) == ["ECDH", "SHA384"])
  }

  @Test func aPolicyOfTheWrongTypeIsAFault() throws {
    for (key, isFault) in [
      (policy, true),
      (#"SYSTEM\CurrentControlSet\Control\Cryptography\Configuration\Local\SSL\00010002"#, false),
    ] {
      var export = RegistryExportBuilder()
      export.addKey(key)
      export.addTexts("Functions", suites)
      let order = try #require(try facts(bytes(export)).cipherOrders.first)
      #expect(order.faults.contains(.wrongType) == isFault)
    }
  }

  @Test func caseCommentsAndHexadecimalNumbers() throws {
    let text = """
      Windows Registry Editor Version 5.00

      ; exported by hand
      [hkey_local_machine\\system\\CURRENTCONTROLSET\\control\\securityproviders\\schannel\\protocols\\TLS 1.1\\client]
      "ENABLED"=hex(4):ff,ff,ff,ff
      "disabledbydefault"=dword:1 ; a comment
      """
    let setting = try #require(try facts(BuiltText.bytes(text)).protocolSettings.first)
    #expect(setting.protocolName == "TLS 1.1")
    #expect(setting.enabled == 0xFFFF_FFFF && setting.disabledByDefault == 1)
  }

  @Test func aTextOverSeveralLines() throws {
    let text = """
      REGEDIT4

      [HKEY_LOCAL_MACHINE\\\(policy)]
      "Functions"="TLS_RSA_WITH_AES_128_CBC_SHA,
      TLS_RSA_WITH_AES_256_CBC_SHA"
      "After"=dword:00000001
      """
    let order = try #require(try facts(BuiltText.bytes(text)).cipherOrders.first)
    #expect(order.suites == ["TLS_RSA_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_AES_256_CBC_SHA"])
    #expect(order.faults == [.whiteSpace])
    #expect(order.citation.line == 4)
  }

  @Test(arguments: [
    "hex(7):54,00,4", "hex(7):xx", "dword:zz", "dword:", "hex(4):01,00", "what", "",
  ])
  func valuesThatAreNotWhatTheyClaim(_ value: String) throws {
    let text =
      "Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\\(policy)]\n\"Functions\"=\(value)\n"
    let facts = try facts(BuiltText.bytes(text))
    #expect(facts.cipherOrders.isEmpty)
    let expected: ServerFileNote = .unreadableValue(name: "Functions", line: 4)
    #expect(facts.files.first?.notes == [expected], "\(value)")
  }

  @Test func aCutIsNoted() throws {
    var export = RegistryExportBuilder()
    export.addKey(policy)
    export.addTexts("Functions", suites)
    let text = export.text
    let half = String(text.prefix(text.count / 2).reversed().drop { $0 != "\\" }.reversed())
    let notes = try facts(BuiltText.bytes(half)).files.first?.notes ?? []
    #expect(notes.contains { if case .endsEarly = $0 { true } else { false } })
    for length in stride(from: 40, to: text.count, by: 101) {
      _ = try read(BuiltText.bytes(String(text.prefix(length))))
    }
  }

  @Test func hostileExportsFindAnEnd() throws {
    let start = "REGEDIT4\n\n[HKEY_LOCAL_MACHINE\\\(policy)]\n"
    let pages = [
      start + "\"Functions\"=\"" + String(repeating: "a\n", count: 300_000),
      start + "\"Functions\"=hex(7):" + String(repeating: "54,\\\n", count: 300_000),
      start + String(repeating: "\"Functions\"=hex(7):zz\n", count: 10),
      "REGEDIT4\n"
        + String(repeating: "[HKEY_LOCAL_MACHINE\\\(policy)]\n\"Functions\"=\"TLS_A\"\n", count: 2000),
    ]
    for page in pages { _ = try read(BuiltText.bytes(page)) }
    let many = try facts(BuiltText.bytes(pages[3])).cipherOrders.count
    #expect(many == RegistryGathering.keyLimit)
  }
}
