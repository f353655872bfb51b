internal import Diagnosis
internal import Protocols

/// What the TLS handshake of a flow offers and chooses, by the names of the IANA registries. Code points without a name
/// are in hexadecimal.
public struct Handshake: Hashable, Sendable {
  /// The highest version that the client surely offers; nil without a ClientHello, or where it is truncated before that.
  public let offeredVersion: String?
  /// In the client's order, GREASE (RFC 8701) included; as many as were captured.
  public let offeredCipherSuites: [String]
  /// The host that the client asks for (RFC 6066, section 3), as it came.
  public let serverNameIndication: String?
  /// Nil without a ServerHello.
  public let version: String?
  public let cipherSuite: String?
}

extension Handshake {
  init(_ summary: FlowSummary, _ store: EvidenceStore) {
    let sighting = summary.clientHello?.helloReference.map { store.sightings[Int($0)] }
    let offer = sighting.map { store.clientHellos[Int($0.hello)] }
    offeredVersion = offer?.provenHighestVersion.map(Self.name)
    offeredCipherSuites = offer?.cipherSuites.map(Self.name) ?? []
    serverNameIndication = sighting.flatMap { store.name($0.serverName) }
    version = summary.negotiatedVersion(store).map(Self.name)
    let answer = summary.serverHello?.serverHelloIndex.map { store.serverHellos[Int($0)] }
    cipherSuite = answer?.cipherSuite.map(Self.name)
  }

  private static func name(_ code: some CodePoint) -> String { code.name ?? code.hexadecimal }
}
