/// Names of classes, methods and settings: `WebServiceCommunicationHelper.ProcessWebServiceProxyException`.
///
/// A name is known when all the words that it consists of are. One of a single word in other letters than
/// those of code, with digits at its end or with hyphens is none: computers are called so.
enum CodeNames {
  static func contains(_ word: String) -> Bool {
    if exact.contains(word.lowercased()) || isThread(word) || isCommand(word) || isConstant(word) {
      return true
    }
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count <= partLimit && parts.allSatisfy(isCode)
  }

  /// Whether a name begins as those of .NET and of Microsoft's own programs do, so that only parts of it may
  /// be foreign.
  static func isBelowKnownRoot(_ word: String) -> Bool {
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count > 2 && parts.allSatisfy { !$0.isEmpty }
      && roots.contains { word.hasPrefix($0 + ".") }
  }

  private static let roots = [
    "System", "Microsoft.UpdateServices", "Microsoft.ConfigurationManagement",
    "Microsoft.SystemsManagementServer",
  ]

  /// Parts of a name; the longest in .NET have ten.
  private static let partLimit = 16

  /// A part of a name: a capital begins it, or is inside.
  static func isCode(_ part: Substring) -> Bool {
    if exact.contains(part.lowercased()) { return true }
    let words = words(in: part).map { $0.lowercased() }
    guard words.count > 1 else {
      return part.first?.isUppercase == true && MessageWords.contains(words.joined())
    }
    return words.allSatisfy(isPart)
  }

  /// `SMSProvider2Name` is `SMS`, `Provider2`, `Name`.
  static func words(in part: Substring) -> [Substring] {
    var words: [Substring] = []
    var start = part.startIndex
    var index = part.startIndex
    while index < part.endIndex {
      let next = part.index(after: index)
      if index > start, begins(part, at: index, next) {
        words.append(part[start..<index])
        start = index
      }
      index = next
    }
    if start < part.endIndex { words.append(part[start...]) }
    return words
  }

  /// Whether a word begins at a letter: a capital behind another character, or before a small letter.
  private static func begins(_ part: Substring, at index: String.Index, _ next: String.Index) -> Bool {
    guard part[index].isUppercase else { return false }
    let isBehindCapital = part[part.index(before: index)].isUppercase
    return !isBehindCapital || next < part.endIndex && part[next].isLowercase
  }

  /// A program and the number of a thread: `w3wp.126`.
  private static func isThread(_ word: String) -> Bool {
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, (1...6).contains(parts[1].utf8.count) else { return false }
    return programs.contains(parts[0].lowercased()) && parts[1].allSatisfy { $0.isASCII && $0.isNumber }
  }

  /// `WSUS_CONFIG_SUBSCRIPTION_PENDING`: three words or more, of which the first is a prefix of Microsoft's.
  private static func isConstant(_ word: String) -> Bool {
    let parts = word.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count > 2, prefixes.contains(String(parts[0])) else { return false }
    return parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isUppercase) && isPart($0.lowercased()) }
  }

  private static func isPart(_ word: String) -> Bool { MessageWords.contains(word) || parts.contains(word) }

  private static let prefixes: Set<String> = [
    "WSUS", "SMS", "ERROR", "SEC", "CERT", "WU", "HTTP", "INTERNET", "CRYPT",
  ]

  /// `Get-TlsCipherSuite`, `-WsusServer`, `Import-Module`.
  private static func isCommand(_ word: String) -> Bool {
    let parts = word.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return false }
    return (parts[0].isEmpty || verbs.contains(String(parts[0]))) && isCode(parts[1])
  }

  private static let programs: Set<String> = [
    "w3wp", "wsusservice", "wsussetup", "wsusutil", "mmc", "powershell",
  ]

  private static let verbs: Set<String> = [
    "Get", "Set", "Import", "Invoke", "New", "Write", "Format", "Select", "Test", "Add", "Start", "Stop",
    "Restart",
    "Out", "Where", "Remove", "Enable", "Disable", "Export",
  ]

  /// Names with digits, with capitals that part no words, or with marks.
  private static let exact: Set<String> = Set(
    """
    int16 int32 int64 uint32 uint64 win32 win32exception win32_operatingsystem apiremoting30
    cwsyncmgr::dosync cwsyncmgr sms_wsus_sync_manager sms_wsus_configuration_manager
    sms_wsus_control_manager sms_executive sms_site_component_manager mssql mscorlib activex w3svc w3wp
    wsusservice wsuspool http_status x509 x509certificate2 sslstate sec_e_algorithm_mismatch
    sec_e_illegal_message sec_e_untrusted_root cert_e_untrustedroot wsaeconnreset wsaetimedout
    wsaeconnrefused wsaeconnaborted wsahost_not_found muurl redirectorchangenumber psparentpath pspath
    pschildname psdrive psprovider pscomputername oobe sus_sync wu_e_pt_http_status_denied net45 aspnet
    asp.net
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  /// Parts of names in code that are no words.
  private static let parts: Set<String> = Set(
    """
    max hmt sus uss mgr mu sp cw sms psp dss wsus soap io proc async impl utils util ctx init config conf
    cfg crypt auth reg req res svc srv cert certs sig param params arg args str num len ptr ref val src dst
    dest tmp temp cmd info ext obj inst gpo ad ou dc cn ui ix db sql xml html http https tls ssl url uri id
    guid ip tcp udp dns os ps sch ms dotnet app api ex ctor cctor lambda win nt wu au mui lcid redir evt
    evts cb fn sz dw bo wcf asmx strong begin end try on is has to by notification reporter rollup thread
    entry ntlm negotiate
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
