import Diagnosis

/// Appends the suites that the endpoint accepts to the WSUS server's order ("Resolution for issue 5"), so
/// that working suites keep their preference.
/// 1. The order must be known, because the value replaces it.
/// 2. So must the system: before Windows Server 2016 names end in the curve.
/// 3. The value has at most 1023 characters: suites that do not fit are left out, as long as one does.
/// 4. Where Group Policy sets the order, its object is to be changed, and not the value that it writes.
enum CipherOrderFile {
  static func file(_ finding: Finding, _ facts: ServerFacts) throws(ResolutionRefusal) -> ResolutionFile {
    guard let order = facts.effectiveCipherOrder, !order.suites.isEmpty else { throw .unknownCipherOrder }
    if case .groupPolicy(let object, _) = order.source { throw .orderOfGroupPolicy(object: object) }
    guard let isOld = isBefore2016(order, facts) else { throw .unknownSystem }
    // Anything else in a name could become a line of its own in the file.
    var names = order.suites.filter { $0.utf8.allSatisfy(isOfName) }
    var isExtended = false
    for name in wanted(finding, isBefore2016: isOld) where !names.contains(name) {
      let extended = (names + [name]).joined(separator: ",")
      guard extended.unicodeScalars.count <= CipherOrder.characterLimit else { continue }
      names.append(name)
      isExtended = true
    }
    guard isExtended else { throw .fullCipherOrder }
    var text = RegistryText()
    text.add(key: #"SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002"#)
    text.add("Functions", text: names.joined(separator: ","))
    return ResolutionFile(name: "cipher-suites.reg", bytes: text.bytes, step: .extendFunctionsValue)
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// By the release, else by the names that the order already has.
  private static func isBefore2016(_ order: CipherOrder, _ facts: ServerFacts) -> Bool? {
    if let server = facts.windowsVersions.compactMap(\.server).last {
      return server == .v2012 || server == .v2012R2
    }
    let ecdhe = order.suites.filter { $0.hasPrefix("TLS_ECDHE_") }
    if ecdhe.isEmpty { return nil }
    return ecdhe.contains { ["_P256", "_P384", "_P521"].contains(String($0.suffix(5))) }
  }

  /// The names of the endpoint's suites on that system, the strongest first.
  private static func wanted(_ finding: Finding, isBefore2016 isOld: Bool) -> [String] {
    (isOld ? ResolutionStep.allowCipherSuitesWithCurve : .allowCipherSuites).commands
  }
}
