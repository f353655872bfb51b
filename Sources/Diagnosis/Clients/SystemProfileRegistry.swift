import Protocols

/// The book of systems, the oldest first.
enum SystemProfileRegistry {
  static let profiles: [SystemProfile] = [
    .server2008R2, .server2012, .server2012R2, .server2016, .server2019, .server2022, .server2025,
  ]

  /// The profile of a system.
  static func profile(of system: WindowsServer) -> SystemProfile? {
    profiles.first { $0.system == system }
  }

  // MARK: What any Schannel can send

  static func implements(_ suite: CipherSuite) -> Bool { profiles.contains { $0.implements(suite) } }

  static let groups = Set(profiles.flatMap(\.groups))
  static let schemes = Set(profiles.flatMap(\.schemes))
  static let extensionOrders = Array(Set(profiles.flatMap(\.extensionOrders)))
  static let extensions = Set(extensionOrders.joined()).union([.cookie])
}
