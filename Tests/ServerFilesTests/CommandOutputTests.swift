import Diagnosis
import ServerFileBuilding
import Testing

@testable import ServerFiles

/// What consoles print: each form is read, and its neighbours are not taken for it.
@Suite struct CommandOutputTests {
  typealias Build = CommandOutputBuilder

  private func read(_ text: String, _ encoding: BuiltEncoding = .utf8) throws -> ServerFacts {
    try facts(BuiltText.bytes(text, encoding))
  }

  private func expectRefused(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let reading = try ServerFilesTests.read(BuiltText.bytes(text))
    #expect(reading.refused.map(\.reason) == [.unknownText], sourceLocation: sourceLocation)
  }

  private static let protocols = #"SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols"#
  private static let policy = #"SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL"#

  // MARK: Cipher suites

  @Test(arguments: Build.SuiteForm.allCases)
  func theOrderInEffect(_ form: Build.SuiteForm) throws {
    for encoding in [BuiltEncoding.utf8, .utf16LittleEndianWithMark] {
      let facts = try read(Build.cipherSuites(form), encoding)
      #expect(facts.files.first?.kind == .commandOutput)
      let order = try #require(facts.cipherOrders.first)
      #expect(facts.cipherOrders.count == 1 && order.source == .effective)
      #expect(order.suites == Build.suites)
    }
  }

  @Test func theOrderAsOneTextOrNumbered() throws {
    let command = "PS C:\\> (Get-TlsCipherSuite).Name -join ','\n"
    let list = Build.suites.joined(separator: ",")
    // The width of the window breaks the text anywhere.
    for answer in [list, list.prefix(50) + "\n" + list.dropFirst(50)] {
      let order = try #require(
        try read(command + answer + "\n\nPS C:\\> hostname\nWSUS\n").cipherOrders.first)
      #expect(order.source == .effective && order.suites == Build.suites)
    }
    for separator in [".", ")", ":", ""] {
      let numbered = Build.suites.enumerated().map { "\($0 + 1)\(separator) \($1)\n" }.joined()
      #expect(try read(numbered).cipherOrders.map(\.suites) == [Build.suites])
    }
    try expectRefused(command + "an error\n")
    try expectRefused(Build.suites.map { "1234 \($0)\n" }.joined())
  }

  @Test func apartOfTheSuitesIsNoOrder() throws {
    let table = Build.cipherSuites(.table)
    for command in [
      "Get-TlsCipherSuite -Name AES | ft Name", "Get-TlsCipherSuite | ? Name -match DHE | ft Name",
      "Get-TlsCipherSuite | Where-Object Certificate -eq RSA", "Get-TlsCipherSuite | select -First 3",
      "Get-TlsCipherSuite | Select-String DHE",
    ] {
      try expectRefused(table.replacing("Get-TlsCipherSuite | Format-Table Name", with: command))
    }
    try expectRefused("TLS_RSA_WITH_AES_128_CBC_SHA\n")
    try expectRefused("Use TLS_RSA_WITH_AES_128_CBC_SHA\nor TLS_RSA_WITH_AES_256_CBC_SHA\n")
    try expectRefused("TLS_RSA_WITH_AES_128_CBC_SHA,TLS_RSA_WITH_AES_256_CBC_SHA\nTLS_RSA_WITH_NULL_SHA,x\n")
  }

  // MARK: Registry

  @Test func itemProperties() throws {
    let text =
      Build.itemProperty(
        Self.protocols + #"\TLS 1.0\Client"#, [("Enabled", "0"), ("DisabledByDefault", "1")])
      + Build.itemProperty(Self.protocols + #"\TLS 1.2\Client"#, [("Enabled", "-1")])
      + Build.itemProperty(#"SOFTWARE\Microsoft\.NETFramework\v4.0.30319"#, [("SchUseStrongCrypto", "1")])
      + Build.itemProperty(#"SOFTWARE\Contoso"#, [("Enabled", "0")])
    let facts = try read(text)
    #expect(facts.protocolSettings.map(\.protocolName) == ["TLS 1.0", "TLS 1.2"])
    #expect(facts.protocolSettings.map(\.enabled) == [0, 0xFFFF_FFFF])
    #expect(facts.protocolSettings.map(\.disabledByDefault) == [1, nil])
    #expect(facts.frameworkSettings.map(\.strongCrypto) == [1])
  }

  /// PowerShell breaks long values at the width of the window, under the colon.
  @Test func brokenItemProperties() throws {
    let list = Build.suites.joined(separator: ",")
    let path = Self.policy + #"\00010002"#
    let broken = [list.prefix(60), list.dropFirst(60).prefix(60), list.dropFirst(120)].joined(
      separator: "\n" + String(repeating: " ", count: 15))
    let text =
      "\nFunctions    : \(broken)\nPSPath       : Microsoft.PowerShell.Core\\Registry::HKEY_LOCAL_MACHINE\\"
      + "\(path.prefix(30))\n               \(path.dropFirst(30))\nPSProvider   : Microsoft.PowerShell.Core\\Registry\n\n"
    let order = try #require(try read(text).cipherOrders.first)
    #expect(order.source == .policyRegistry && order.suites == Build.suites)
  }

  @Test func childItems() throws {
    let list = Build.suites.joined(separator: ",")
    for word in ["Hive", "Struktur", "Ruche ", "ハイブ"] {
      let text = Build.childItems(
        Self.policy, [("00010002", ["Functions : " + list.prefix(50), list.dropFirst(50).description])],
        word: word)
      let order = try #require(try read(text).cipherOrders.first, "\(word)")
      #expect(order.source == .policyRegistry && order.suites == Build.suites)
    }
    let sides = Build.childItems(
      Self.protocols + #"\TLS 1.0"#,
      [("Client", ["Enabled           : 0", "DisabledByDefault : 1"]), ("Server", ["Enabled : 1"])])
    let settings = try read(sides).protocolSettings
    #expect(settings.map(\.role) == [.client, .server])
    #expect(settings.map(\.enabled) == [0, 1] && settings.map(\.disabledByDefault) == [1, nil])
  }

  @Test func theCommandNamesTheKeyOfSelectedProperties() throws {
    for path in [
      #"HKLM:\"# + Self.protocols + #"\TLS 1.1\Client"#,
      #"Registry::HKEY_LOCAL_MACHINE\"# + Self.protocols + #"\TLS 1.1\Client"#,
    ] {
      let text = "PS C:\\> Get-ItemProperty '\(path)' | fl Enabled\n\nEnabled : 0\n\n"
      #expect(try read(text).protocolSettings.map(\.enabled) == [0])
    }
    try expectRefused(
      "PS C:\\> Get-ItemProperty 'HKCU:\\\(Self.protocols)\\TLS 1.1\\Client' | fl Enabled\n\nEnabled : 0\n")
    try expectRefused("Enabled : 0\nDisabledByDefault : 1\n")
  }

  @Test func aValueAlone() throws {
    let path = #"HKLM:\"# + Self.policy + #"\00010002"#
    for (command, answer, isFault) in [
      ("(Get-ItemProperty '\(path)').Functions", Build.suites.joined(separator: ","), false),
      ("Get-ItemPropertyValue -Path '\(path)' -Name Functions", Build.suites.joined(separator: ","), false),
      ("(Get-ItemProperty '\(path)').Functions", Build.suites.joined(separator: "\n"), true),
    ] {
      let order = try #require(try read("PS C:\\> \(command)\n\(answer)\n\nPS C:\\>\n").cipherOrders.first)
      #expect(order.suites == Build.suites && order.source == .policyRegistry)
      #expect(order.faults.contains(.wrongType) == isFault)
    }
  }

  /// Without quotation marks a grave accent precedes each blank; the name needs no `-Name`.
  @Test func pathsWithoutQuotationMarks() throws {
    let escaped = #"HKLM:\"# + Self.protocols + #"\TLS` 1.1\Client"#
    for command in ["(Get-ItemProperty \(escaped)).Enabled", "Get-ItemPropertyValue \(escaped) Enabled"] {
      let settings = try read("PS C:\\> \(command)\n0\n\nPS C:\\>\n").protocolSettings
      #expect(settings.map(\.protocolName) == ["TLS 1.1"], "\(command)")
      #expect(settings.map(\.enabled) == [0], "\(command)")
    }
    try expectRefused("PS C:\\> Get-ItemPropertyValue \(escaped)\n0\n")
  }

  @Test func aPolicyAsSeveralTextsIsOfTheWrongType() throws {
    let text = Build.itemProperty(
      Self.policy + #"\00010002"#, [("Functions", "{TLS_A_B_C, TLS_RSA_WITH_AES_128_CBC_SHA...}")])
    let order = try #require(try read(text).cipherOrders.first)
    #expect(order.faults.contains(.wrongType) && order.suites.count == 2)
  }

  @Test func regQuery() throws {
    var text = RegistryQueryBuilder.protocols(enabled: 0)
    text += RegistryQueryBuilder.key(
      Self.policy + #"\00010002"#, [("Functions", "REG_SZ", Build.suites.joined(separator: ","))])
    text += RegistryQueryBuilder.key(
      #"SYSTEM\CurrentControlSet\Control\Cryptography\Configuration\Local\SSL\00010002"#,
      [("Functions", "REG_MULTI_SZ", Build.suites.joined(separator: "\\0"))])
    text += RegistryQueryBuilder.key(
      #"SOFTWARE\Microsoft\.NETFramework\v4.0.30319"#, [("SchUseStrongCrypto", "REG_DWORD", "0x1")])
    for encoding in [BuiltEncoding.utf8, .utf16LittleEndianWithMark] {
      let facts = try read(
        "C:\\> reg query HKLM /s\n" + text + "\nEnd of search: 5 match(es) found.\n", encoding)
      #expect(facts.files.first?.kind == .registryQuery)
      #expect(
        facts.protocolSettings.map(\.enabled) == [0, 0]
          && facts.protocolSettings.map(\.disabledByDefault) == [1, 1])
      #expect(facts.cipherOrders.map(\.source) == [.policyRegistry, .localRegistry])
      #expect(facts.cipherOrders.map(\.suites) == [Build.suites, Build.suites])
      #expect(!facts.cipherOrders.contains { $0.faults.contains(.wrongType) })
      #expect(facts.frameworkSettings.map(\.strongCrypto) == [1])
    }
  }

  @Test func regQueryOfOtherKindsAndKeys() throws {
    let wrong = RegistryQueryBuilder.key(
      Self.policy + #"\00010002"#, [("Functions", "REG_MULTI_SZ", "TLS_A\\0TLS_B")])
    #expect(try read(wrong).cipherOrders.first?.faults.first == .wrongType)
    let other = RegistryQueryBuilder.key(#"SOFTWARE\Contoso"#, [("Enabled", "REG_DWORD", "0x0")])
    #expect(try read(other).protocolSettings.isEmpty)
    let text = RegistryQueryBuilder.key(Self.protocols + #"\TLS 1.0\Client"#, [("Enabled", "REG_SZ", "0")])
    #expect(try read(text).protocolSettings.map(\.enabled) == [nil])
    try expectRefused("HKEY_LOCAL_MACHINE\\SOFTWARE and REG_DWORD are words of a page.\n")
    try expectRefused("ERROR: The system was unable to find the specified registry key or value.\n")
  }

  // MARK: Configuration

  @Test func theConfigurationNamesItsProxy() throws {
    let facts = try read(
      Build.configuration(url: "https://fe2.update.microsoft.com/v6", proxy: "proxy.contoso.com"))
    #expect(facts.files.first?.kind == .updateSource)
    #expect(facts.updateSources.map(\.host) == ["fe2.update.microsoft.com"])
    let proxy = try #require(facts.proxySettings.first)
    #expect(
      proxy.host == "proxy.contoso.com" && proxy.port == 8080 && proxy.isEnabled
        && proxy.user == .updateServices)
    #expect(facts.upstreamServers.isEmpty)
    let off = try read(Build.configuration(proxy: "proxy.contoso.com", usesProxy: false))
    #expect(off.proxySettings.map(\.isEnabled) == [false])
    #expect(try read(Build.configuration()).proxySettings.isEmpty)
  }

  @Test func aDownstreamServerHasNoSourceOfItsOwn() throws {
    let facts = try read(Build.configuration(upstream: "wsus-up.contoso.com"))
    let upstream = try #require(facts.upstreamServers.first)
    #expect(upstream.host == "wsus-up.contoso.com" && upstream.port == 8531 && upstream.usesTLS == true)
    #expect(facts.updateSources.isEmpty)
  }

  @Test func selectionsAndTables() throws {
    let table =
      "\nMUUrl                            ProxyName         ProxyServerPort\n-----                            ---------         ---------------\nhttps://sws.update.microsoft.com proxy.contoso.com            8080\n\n"
    let facts = try read(table)
    #expect(facts.updateSources.map(\.host) == ["sws.update.microsoft.com"])
    #expect(facts.proxySettings.map(\.port) == [8080])
    let separate = Build.list([
      ("UseProxy", "True"), ("ProxyName", "one.contoso.com"), ("UseSeparateProxyForSsl", "True"),
      ("SslProxyName", "two.contoso.com"), ("SslProxyServerPort", "3128"),
    ])
    #expect(try read(separate).proxySettings.map(\.host) == ["two.contoso.com"])
  }

  @Test func proxiesOfWinHTTP() throws {
    for language in BuiltLanguage.allCases {
      let proxy = try #require(try read(Build.winHTTP(language)).proxySettings.first)
      #expect(proxy.host == "proxy.contoso.com" && proxy.port == 8080 && proxy.user == .winHTTP)
      #expect(try read(Build.winHTTP(language, server: nil)).proxySettings.isEmpty)
    }
    #expect(
      try read(Build.winHTTP(server: "http=a.contoso.com:80;https=b.contoso.com:8443")).proxySettings.map(
        \.host) == ["b.contoso.com"])
    try expectRefused("WinHTTP is a library; its proxy is set by netsh.\n")
    try expectRefused("C:\\> netsh winhttp show proxy\n")
  }

  // MARK: Updates

  @Test func updatesInEachForm() throws {
    let identifiers = ["KB4565540", "KB4565541", "KB2919355"]
    let list = identifiers.map {
      Build.list([("Description", "Update"), ("HotFixID", $0), ("InstalledOn", "20.07.2020 00:00:00")]) + "\n"
    }.joined()
    let quickFixes =
      "Caption  CSName  Description  HotFixID   InstalledBy  InstalledOn\n"
      + identifiers.map { "http://x  WSUS  Update  \($0)  SYSTEM  7/20/2020\n" }.joined()
    for text in [Build.hotfixes(identifiers), Build.systemInformation(identifiers), list, quickFixes] {
      let hotfixes = try read(text).hotfixes
      #expect(hotfixes.map(\.id) == identifiers)
      #expect(hotfixes.map(\.kind) == [.securityOnly(.v2012R2), .monthlyRollup(.v2012R2), nil])
    }
    #expect(try read(Build.hotfixes(identifiers)).hotfixes.first?.installed == "7/20/2020")
    #expect(try read(list).hotfixes.first?.installed == "20.07.2020")
  }

  @Test(arguments: [
    "Install KB4565541 first.\n", "[1] KB4565541 is a rollup\n", "HotFixID\n",
    "See https://support/kb/4565541\n",
    "KB4565540\nKB4565541\n",
  ])
  func mentionsOfUpdatesAreNoList(_ text: String) throws { try expectRefused(text) }

  // MARK: Imports

  @Test func importsOfTheScript() throws {
    let update = "12345678-90ab-cdef-1234-567890abcdef"
    for language in BuiltLanguage.allCases {
      for (failure, kind) in [
        (BuiltFailure.closedOnReceive, LoggedFailure.Kind.connectionClosed), (.timeout, .timeout),
      ] {
        let facts = try read(Build.importFailure(update, failure, language))
        let imports = try #require(facts.importFailures.first)
        #expect(imports.origin == .script && imports.kind == kind && imports.updates == [update])
      }
    }
    let transcript =
      "**********************\nWindows PowerShell transcript start\n"
      + Build.importFailure(update, .secureChannel) + "\n" + Build.importFailure(update, .secureChannel)
    #expect(try read(transcript).importFailures.map(\.count) == [2])
  }

  @Test(arguments: [
    "The script calls ImportUpdateFromCatalogSite with two arguments.\n",
    "Attempting WSUS update import for Update ID: 12345678-90ab-cdef-1234-567890abcdef... Import Successful.\n",
    "$server.ImportUpdateFromCatalogSite($uid, $null)\n", "Get-Help ImportUpdateToWSUS.ps1\n",
    "ImportUpdateFromCatalogSite\n",
  ])
  func otherTextsAboutImportsAreNoFailure(_ text: String) throws { try expectRefused(text) }

  // MARK: Synchronisation

  @Test func detailsOfTheConsole() throws {
    for language in BuiltLanguage.allCases {
      for (failure, kind) in [
        (BuiltFailure.closedByRemoteHost, LoggedFailure.Kind.closedByRemoteHost),
        (.noCommonAlgorithm, .noCommonAlgorithm),
        (.nameNotResolved, .nameResolution), (.untrustedCertificate, .untrustedCertificate),
        (.proxyAuthentication, .proxy),
      ] {
        let facts = try read(ConsoleErrorBuilder.details(failure, language))
        #expect(facts.files.first?.kind == .consoleError)
        #expect(facts.syncFailures.map(\.kind) == [kind], "\(failure) \(language)")
      }
    }
    let quoted = ConsoleErrorBuilder.details(.timeout).split(separator: "\n").map { "> \($0)\n" }.joined()
    #expect(try read(quoted).syncFailures.map(\.kind) == [.timeout])
  }

  @Test func eventsOfASubscription() throws {
    let failed = try read(ConsoleErrorBuilder.event(.nameNotResolved))
    #expect(failed.syncFailures.map(\.kind) == [.nameResolution])
    #expect(failed.syncFailures.first?.text.hasPrefix("UssCommunicationError") == true)
    #expect(failed.files.first?.notes.contains(.timesWithoutZone(count: 1)) == true)
    let succeeded = try read(ConsoleErrorBuilder.event(.timeout, result: "Succeeded"))
    #expect(succeeded.synchronizations.map(\.outcome) == [.succeeded] && succeeded.syncFailures.isEmpty)
  }

  @Test(arguments: [
    "WebException: The operation has timed out\n   at Contoso.Program.Main()\n",
    "System.NullReferenceException: x\n   at Contoso.Program.Main()\n",
    "UssCommunicationError is an error of WSUS.\n",
    "Result : Failed\nName : other\n", "Exception\n",
  ])
  func otherErrorsAreNone(_ text: String) throws { try expectRefused(text) }

  // MARK: Events

  @Test(arguments: EventBuilder.Form.allCases)
  func eventsInEachForm(_ form: EventBuilder.Form) throws {
    for language in BuiltLanguage.allCases {
      let facts = try read(EventBuilder.text(form, language))
      #expect(facts.files.first?.kind == .eventLog, "\(form) \(language)")
      let event = try #require(facts.events.first, "\(form) \(language)")
      #expect(facts.events.count == 1 && event.id == 36871 && event.source == .schannel)
      #expect(event.isWithoutProtocol && event.errorState == 10013, "\(form) \(language)")
      #expect(event.time == (form == .xml ? utc("2020-08-04T13:40:31.127Z").map { $0 + 329_200 } : nil))
      #expect((event.localTime == nil) == (form == .xml))
    }
    let other = try read(
      EventBuilder.text(form, id: 36871, state: 10010, message: "The internal error state is 10010."))
    #expect(other.events.map(\.isWithoutProtocol) == [false])
  }

  @Test func eventsOfWSUS() throws {
    for form in EventBuilder.Form.allCases {
      let facts = try read(
        EventBuilder.text(
          form, id: 386, source: "Windows Server Update Services",
          message:
            "Synchronization failed. Reason: The underlying connection was closed: An unexpected error occurred on a send."
        ))
      #expect(facts.synchronizations.map(\.outcome) == [.failed], "\(form)")
      #expect(facts.synchronizations.first?.kind == .connectionClosed, "\(form)")
    }
  }

  @Test func otherEventsAreNone() throws {
    for form in EventBuilder.Form.allCases {
      try expectRefused(
        EventBuilder.text(
          form, id: 7036, source: "Service Control Manager", message: "The service entered the stopped state."
        ))
      try expectRefused(
        EventBuilder.text(
          form, id: 10016, source: "Schannel", message: "No event of Schannel has this number at all."))
    }
    try expectRefused("Event 36871 of Schannel means that no protocol is left.\n")
    try expectRefused("Source: Schannel\nlook for event 36871 there\n")
  }

  // MARK: Group Policy

  @Test func policiesOfGpresult() throws {
    for language in BuiltLanguage.allCases {
      let text = try read(GroupPolicyTextBuilder.text(language))
      #expect(text.files.first?.kind == .groupPolicyText)
      let order = try #require(text.cipherOrders.first)
      #expect(order.source == .groupPolicy(winningObject: "Contoso TLS baseline", setting: nil))
      #expect(order.suites == Build.suites && !order.isDisabled)
      for isExtra in [false, true] {
        let xml = try read(GroupPolicyXMLBuilder.text(language, isExtra: isExtra), .utf16LittleEndianWithMark)
        #expect(xml.files.first?.kind == .groupPolicyXML)
        let order = try #require(xml.cipherOrders.first)
        var object: String?
        if case .groupPolicy(let name, _) = order.source { object = name }
        #expect(object == "Contoso TLS baseline" && order.suites == Build.suites)
      }
      let disabled = try read(GroupPolicyXMLBuilder.text(language, suites: nil))
      #expect(disabled.cipherOrders.map(\.isDisabled) == [true] && disabled.effectiveCipherOrder == nil)
    }
    let disabled = try read(GroupPolicyTextBuilder.text(suites: "", isEnabled: false))
    #expect(disabled.cipherOrders.map(\.isDisabled) == [true])
  }

  @Test func otherPoliciesAreNoOrder() throws {
    let text = GroupPolicyTextBuilder.text().replacing("00010002\\Functions", with: "00010002\\EccCurves")
    #expect(try read(text).cipherOrders.isEmpty)
    let xml = GroupPolicyXMLBuilder.text(suites: "NistP256,NistP384").replacing(
      "SSL Cipher Suite Order", with: "ECC Curve Order")
    #expect(try read(xml).cipherOrders.isEmpty)
    let lower = GroupPolicyXMLBuilder.text().replacing(">1</Precedence>", with: ">2</Precedence>")
    #expect(try read(lower).cipherOrders.isEmpty)
    try expectRefused("GPO: a page about Group Policy\n")
    try expectRefused("<Rsop>another schema</Rsop>\n")
  }

  // MARK: Logs of Configuration Manager

  @Test func otherComponentsOfConfigurationManager() throws {
    for (component, kind, logged) in [
      (
        SiteServerLogBuilder.Component.configuration, ServerFileKind.configurationManagerLog,
        LoggedComponent.configurationManagerOfWSUS
      ),
      (.control, .controlManagerLog, .controlManagerOfWSUS),
    ] {
      for language in BuiltLanguage.allCases {
        for (failure, expected) in [
          (BuiltFailure.noCommonAlgorithm, LoggedFailure.Kind.noCommonAlgorithm), (.badGateway, .httpError),
          (.timeout, .timeout),
        ] {
          let facts = try read(SiteServerLogBuilder.text(component, language, failure: failure))
          #expect(facts.files.first?.kind == kind)
          #expect(facts.failures.map(\.kind) == [expected] && facts.failures.map(\.component) == [logged])
          #expect(facts.failures.first?.first == utc("2020-08-05T02:00:00.000Z"))
        }
      }
    }
    let other = SiteServerLogBuilder.text(.control).replacing(
      "SMS_WSUS_CONTROL_MANAGER", with: "SMS_DISCOVERY_DATA_MANAGER")
    try expectRefused(other)
  }

  /// The only change of a transcript is what stands between its parts.
  @Test func aTranscriptHasSeveralParts() throws {
    let text =
      Build.hotfixes(["KB4565540"]) + Build.configuration(proxy: "proxy.contoso.com")
      + Build.cipherSuites(.table) + Build.winHTTP()
    let facts = try read(text)
    #expect(facts.hotfixes.count == 1 && facts.updateSources.count == 1 && facts.cipherOrders.count == 1)
    #expect(facts.proxySettings.map(\.user).count == 2)
  }
}
