/// Which Windows a registry export comes from: values of `SOFTWARE\Microsoft\Windows NT\CurrentVersion` and
/// `SYSTEM\CurrentControlSet\Control\ComputerName`.
package struct WindowsVersion: Hashable, Sendable {
  /// `ProductName`, such as `Windows Server 2012 R2 Standard`.
  package var productName: String?
  /// `CurrentBuild`, such as `9600`.
  package var build: String?
  /// `ComputerName`, which is in another key: nil where the other two are not.
  package var computerName: String?
  package var citation: Citation

  package init(productName: String?, build: String?, computerName: String? = nil, citation: Citation) {
    self.productName = productName
    self.build = build
    self.computerName = computerName
    self.citation = citation
  }

  package var server: WindowsServer? {
    if let productName, !productName.contains("Server") { return nil }
    return build.flatMap { Self.builds[$0] }
  }

  /// Builds of released servers ("Windows Server release information").
  private static let builds: [String: WindowsServer] = [
    "9200": .v2012, "9600": .v2012R2, "14393": .v2016, "17763": .v2019, "20348": .v2022, "26100": .v2025,
  ]
}

/// Where WSUS synchronises from, as PowerShell printed it: `$config.MUUrl` and
/// `$config.RedirectorChangeNumber`.
package struct UpdateSource: Hashable, Sendable {
  /// As it is printed, such as `https://sws.update.microsoft.com`.
  package var url: String
  package var host: String
  /// 4002 goes with sws, 3011 with sws1 ("WSUS synchronization fails with SoapException").
  package var redirectorChangeNumber: Int?
  package var citation: Citation

  package init(url: String, host: String, redirectorChangeNumber: Int?, citation: Citation) {
    self.url = url
    self.host = host
    self.redirectorChangeNumber = redirectorChangeNumber
    self.citation = citation
  }
}

/// What the registry says of one protocol of Schannel, for one side: the values of
/// `SCHANNEL\Protocols\<protocol>\Client` or `Server` ("TLS registry settings").
package struct ProtocolSetting: Hashable, Sendable {
  /// The key's name, such as `TLS 1.2`.
  package var protocolName: String
  /// The server of WSUS is a client of the update service.
  package var role: Role
  /// 0 disables; 1 and 0xffffffff enable. Nil when the value is not there.
  package var enabled: UInt32?
  /// 1: only programs that ask for the protocol by name get it. Nil when the value is not there.
  package var disabledByDefault: UInt32?
  package var citations: [Citation]

  package init(
    protocolName: String, role: Role, enabled: UInt32?, disabledByDefault: UInt32?, citations: [Citation]
  ) {
    self.protocolName = protocolName
    self.role = role
    self.enabled = enabled
    self.disabledByDefault = disabledByDefault
    self.citations = citations
  }
}

/// The registry's TLS values of one .NET Framework ("Transport Layer Security (TLS) best practices with .NET
/// Framework").
///
/// The key was exported: a value that is nil is not set.
package struct FrameworkSetting: Hashable, Sendable {
  package var version: Version
  /// The key below `WOW6432Node`, which 32-bit programs read.
  package var is32Bit: Bool
  /// `SchUseStrongCrypto`: 1 lets a program that names no version use TLS 1.2.
  package var strongCrypto: UInt32?
  /// `SystemDefaultTlsVersions`: 1 leaves the choice of the version to the system.
  package var systemDefaultTLS: UInt32?
  /// The key's line, and those of the values that are there.
  package var citations: [Citation]

  /// The raw value is the key's name.
  package enum Version: String, CaseIterable, Hashable, Sendable {
    /// .NET Framework 2.0 to 3.5.
    case v2 = "v2.0.50727"
    /// .NET Framework 4 and later.
    case v4 = "v4.0.30319"
  }

  package init(
    version: Version, is32Bit: Bool, strongCrypto: UInt32?, systemDefaultTLS: UInt32?, citations: [Citation]
  ) {
    self.version = version
    self.is32Bit = is32Bit
    self.strongCrypto = strongCrypto
    self.systemDefaultTLS = systemDefaultTLS
    self.citations = citations
  }
}

/// What a `w3wp.exe.config` says of `Switch.System.Net.DontEnableSystemDefaultTlsVersions`.
package struct WorkerProcessSwitch: Hashable, Sendable {
  /// False lets the worker process use the system's TLS versions (the resolution of issue 1); nil when the
  /// file does not set the switch in a way that .NET reads.
  package var value: Bool?
  package var citation: Citation
  /// The file is not well-formed XML: .NET ignores it.
  package var fault: XMLFault?

  /// The switch's name, upper and lower case as .NET compares it.
  package static let name = "Switch.System.Net.DontEnableSystemDefaultTlsVersions"

  package init(value: Bool?, citation: Citation, fault: XMLFault?) {
    self.value = value
    self.citation = citation
    self.fault = fault
  }
}

extension ServerFacts {
  /// The configuration that the worker process reads; nil when there is none among the files, or several may
  /// be it.
  package var workerProcessSwitch: WorkerProcessSwitch? {
    let candidates = workerProcessCandidates
    return candidates.count == 1 ? candidates.first : nil
  }

  /// The files that may be the one in `%SystemRoot%\system32\inetsrv`: those of its name, of these the ones
  /// in a folder `inetsrv`, of these the ones in the fewest folders. Copies have another name or are in a
  /// folder of their own.
  package var workerProcessCandidates: [WorkerProcessSwitch] {
    let named = workerProcessSwitches.map { (setting: $0, path: ConfigurationPath($0.citation.file)) }
      .filter(\.path.hasName)
    let best = named.map(\.path.rank).min { $0.lexicographicallyPrecedes($1) }
    return named.filter { $0.path.rank == best }.map(\.setting)
  }
}

/// What a path tells of a `w3wp.exe.config`.
private struct ConfigurationPath {
  private let folders: [String]
  let hasName: Bool

  init(_ path: String) {
    let parts = path.lowercased().split { $0 == "/" || $0 == "\\" }.map(String.init)
    folders = parts.dropLast()
    hasName = parts.last == "w3wp.exe.config"
  }

  /// The smaller, the more likely it is the file in use.
  var rank: [Int] {
    let isCopy = folders.contains { folder in
      folder.split { !$0.isLetter && !$0.isNumber }.contains { Self.copies.contains(String($0)) }
    }
    return [isCopy ? 1 : 0, folders.last == "inetsrv" ? 0 : 1, folders.count]
  }

  private static let copies: Set<String> = [
    "backup", "backups", "bak", "copy", "old", "archive", "previous", "syswow64", "winsxs",
  ]
}

/// Why a text is not well-formed XML (Extensible Markup Language 1.0, fifth edition), and where.
package struct XMLFault: Error, Hashable, Sendable {
  package var reason: Reason
  package var line: Int
  package var column: Int

  package init(_ reason: Reason, line: Int, column: Int) {
    self.reason = reason
    self.line = line
    self.column = column
  }

  package enum Reason: Hashable, Sendable {
    /// The text ends inside of this: a tag, a comment, an attribute's value.
    case endsInside(Part)
    /// The text ends before the end tag of this element.
    case missingEndTag(String)
    /// An end tag that fits no start tag.
    case wrongEndTag(found: String, expected: String?)
    /// A missing name.
    case badName
    /// An attribute without `=` or without quotation marks.
    case badAttribute
    /// A repeated attribute.
    case repeatedAttribute(String)
    /// `<` in an attribute's value, or `&` that starts no reference.
    case unescaped(Character)
    /// `--` inside a comment.
    case badComment
    /// Text or an element after the end of the root, or text before it.
    case outsideRoot
    /// `<?xml …?>` after the start of the text: a blank line before it is enough.
    case misplacedDeclaration
    /// A declaration of document types, which configuration files have not.
    case documentType
    /// No element at all.
    case noElement
    /// The root is not `configuration`.
    case wrongRoot(String)
    /// Elements in elements, deeper than any configuration.
    case tooDeep
    /// A control character.
    case controlCharacter
  }

  package enum Part: String, CaseIterable, Hashable, Sendable {
    case tag, comment, attribute, instruction, characterData
  }
}

extension XMLFault.Reason {
  package var code: String {
    switch self {
    case .endsInside: "ends_inside"
    case .missingEndTag: "missing_end_tag"
    case .wrongEndTag: "wrong_end_tag"
    case .badName: "bad_name"
    case .badAttribute: "bad_attribute"
    case .repeatedAttribute: "repeated_attribute"
    case .unescaped: "unescaped"
    case .badComment: "bad_comment"
    case .outsideRoot: "outside_root"
    case .misplacedDeclaration: "misplaced_declaration"
    case .documentType: "document_type"
    case .noElement: "no_element"
    case .wrongRoot: "wrong_root"
    case .tooDeep: "too_deep"
    case .controlCharacter: "control_character"
    }
  }
}
