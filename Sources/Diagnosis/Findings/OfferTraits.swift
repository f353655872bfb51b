import Protocols

/// What findings need of an offer; each of a capture's offers is examined once.
struct OfferTraits: Sendable {
  let hello: ClientHello
  private let stack: TLSStack
  let system: ClientSystem?
  /// No system before Windows Server 2016 sends it.
  let isOfNewerSystem: Bool

  init(_ hello: ClientHello) {
    self.hello = hello
    stack = hello.stack
    system = hello.clientSystem
    isOfNewerSystem = hello.comesFromNewerSystem
  }

  /// Whether two hellos, of different versions, can come from one system and its TLS stack.
  /// 1. One that is incomplete shows nothing.
  /// 2. Schannel is not another stack, and one release of Windows is not another.
  /// 3. A stack keeps the order of its suites, groups and extensions; an older version only leaves some out.
  ///    So does a flag of .NET, on the other side.
  func isOfSameStack(as other: OfferTraits) -> Bool {
    guard hello.isComplete, other.hello.isComplete, hello.isSSLv2Format == other.hello.isSSLv2Format,
      !contradicts(other)
    else { return false }
    let version = min(hello.versionOfSuites, other.hello.versionOfSuites)
    return Self.agree(suites(upTo: version), other.suites(upTo: version))
      && Self.agree(groups, other.groups)
      && Self.areInOneOrder(hello.extensions.map(\.type), other.hello.extensions.map(\.type))
  }

  private func contradicts(_ other: OfferTraits) -> Bool {
    let stacks = [stack, other.stack]
    if stacks.contains(.schannel), stacks.contains(where: \.isForeign) { return true }
    // What sends GREASE sends it in every hello.
    if stacks.contains(.foreign(.grease)), stack != other.stack { return true }
    guard let system, let otherSystem = other.system else { return false }
    return !system.systems.isEmpty && !otherSystem.systems.isEmpty
      && !system.systems.contains(where: otherSystem.systems.contains)
  }

  private func suites(upTo version: ProtocolVersion) -> [CipherSuite] {
    hello.plainSuites.filter { !$0.isGREASE && $0.lowestVersion <= max(version, .tls10) }
  }

  private var groups: [NamedGroup] { hello.supportedGroups.filter { !$0.isGREASE } }

  /// Whether one list is the other, or what is left of it.
  private static func agree<T: Hashable>(_ one: [T], _ other: [T]) -> Bool {
    if one.isEmpty || other.isEmpty { return one.isEmpty == other.isEmpty }
    let common = one.count { other.contains($0) }
    return common == min(one.count, other.count) && areInOneOrder(one, other)
  }

  private static func areInOneOrder<T: Hashable>(_ one: [T], _ other: [T]) -> Bool {
    one.filter(other.contains) == other.filter(one.contains)
  }
}

extension TLSStack {
  package var isForeign: Bool {
    if case .foreign = self { return true }
    return false
  }
}

/// The latest success of an offer over TLS 1.2 or later.
struct ModernSuccess: Sendable {
  let offer: UInt32
  var flow: Int
  var start: Int64

  /// How long before the first failure a success may start and still be of the same time: settings that would
  /// explain both take a restart.
  static let window: Int64 = 300_000_000_000
  /// How many programs of one client are compared.
  static let limit = 16
}
