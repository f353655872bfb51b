import OrderedCollections
package import Protocols

/// What many flows of a capture share, stored once: hellos, certificates, names.
package struct EvidenceStore: Sendable {
  /// One ClientHello of one flow: a shared offer and its server name.
  package struct HelloReference: Hashable, Sendable {
    /// Index in ``EvidenceStore/clientHellos``.
    package var hello: UInt32
    /// Index in ``EvidenceStore/names``; ``noName`` without server_name.
    package var serverName: UInt32

    package init(hello: UInt32, serverName: UInt32) {
      self.hello = hello
      self.serverName = serverName
    }
  }

  package static let noName = UInt32.max

  /// Offers without their server name and session id.
  package var clientHellos: [ClientHello] { offers.elements }
  package private(set) var sightings: [HelloReference] = []
  package var serverHellos: [ServerHello] { choices.elements }
  package var chains: [CertificateChain] { chainSet.elements }
  package private(set) var certificates: [CertificateSummary] = []
  package private(set) var names = NameTable()
  /// Names of programs that the capture tells, by process id: `w3wp.exe`.
  package var processNames: [Int32: String] = [:]

  /// How often others took the place of the parts: then numbers are others.
  package private(set) var generation = 0
  /// Bytes of memory that it takes. Stored, because it is asked for with every segment.
  package private(set) var size = NameTable().size

  private var modernOffers: [Bool] = []
  /// The version of each of ``serverHellos``, without a copy of the hello.
  private var chosenVersions: [ProtocolVersion?] = []
  private var offers = OrderedSet<ClientHello>()
  private var choices = OrderedSet<ServerHello>()
  private var chainSet = OrderedSet<CertificateChain>()
  private var quotes = OrderedSet<String>()
  private var shownQuote: (@Sendable (String) -> String?)?

  package init() {}

  /// An empty store with what does not grow with the flows: lines in clear text and processes.
  init(replacing old: EvidenceStore) {
    (processNames, quotes, shownQuote) = (old.processNames, old.quotes, old.shownQuote)
    generation = old.generation + 1
  }

  package mutating func add(_ hello: ClientHello) -> UInt32 {
    var offer = hello
    offer.serverName = nil
    offer.sessionID = []
    offer.layout = HelloLayout()
    let name = hello.serverName.map { add(name: $0) } ?? Self.noName
    return add(HelloReference(hello: add(offer: offer), serverName: name))
  }

  /// - Returns: the index of an offer, which has neither a name nor what differs between connections.
  mutating func add(offer: ClientHello) -> UInt32 {
    let (isNew, index) = offers.append(offer)
    if isNew {
      modernOffers.append(offer.highestVersion.map { $0 >= .tls13 } ?? false)
      size += offer.keptBytes
    }
    return UInt32(index)
  }

  package mutating func add(_ hello: ServerHello) -> UInt32 {
    var choice = hello
    choice.sessionID = []
    choice.layout = HelloLayout()
    let (isNew, index) = choices.append(choice)
    if isNew {
      chosenVersions.append(choice.version)
      size += choice.keptBytes
    }
    return UInt32(index)
  }

  package mutating func add(_ certificate: CertificateSummary) -> UInt32 {
    certificates.append(certificate)
    size += certificate.keptBytes
    return UInt32(certificates.count - 1)
  }

  package mutating func add(chain: CertificateChain) -> UInt32 {
    let (isNew, index) = chainSet.append(chain)
    if isNew { size += chain.keptBytes }
    return UInt32(index)
  }

  /// Keeps the first line of what a side said in clear text.
  /// - Returns: A number for ``quote(_:)``; 0 when it is not text, or when ``quoteLimit`` are kept.
  package mutating func add(quote bytes: Span<UInt8>) -> UInt16 {
    var line: [UInt8] = []
    for index in 0..<min(bytes.count, Self.quoteLength) {
      guard (0x20...0x7e).contains(bytes[index]) else { break }
      line.append(bytes[index])
    }
    let isText = line.count == bytes.count || line.count == Self.quoteLength || isLineEnd(bytes[line.count])
    guard isText, line.count >= Self.shortestQuote, quotes.count < Self.quoteLimit else { return 0 }
    return UInt16(quotes.append(String(decoding: line, as: UTF8.self)).index + 1)
  }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0d || byte == 0x0a }

  package func quote(_ number: UInt16) -> String? {
    guard number > 0, Int(number) <= quotes.count else { return nil }
    let quote = quotes[Int(number) - 1]
    return shownQuote.map { $0(quote) } ?? quote
  }

  /// Characters of a quoted line.
  private static let quoteLength = 80
  private static let shortestQuote = 3
  /// A capture has a few error pages and banners; of a scan of thousands these are enough.
  private static let quoteLimit = 4096

  /// The payload of a Finished record of TLS 1.3: a header of four bytes, the hash, the content type and the tag
  /// (RFC 8446, sections 4.4.4, 5.2 and appendix B.4); 0 for a suite of another version.
  package func finishedLength(_ choice: UInt32) -> UInt32 {
    switch serverHellos[Int(choice)].cipherSuite?.rawValue {
    case 0x1301, 0x1303, 0x1304: 4 + 32 + 1 + 16
    case 0x1302: 4 + 48 + 1 + 16
    case 0x1305: 4 + 32 + 1 + 8
    default: 0
    }
  }

  package mutating func add(name: String) -> UInt32 {
    addingName { $0.add(name) }
  }

  package mutating func add(name: Span<UInt8>) -> UInt32 {
    addingName { $0.add(name) }
  }

  private mutating func addingName(_ add: (inout NameTable) -> UInt32) -> UInt32 {
    let before = names.size
    let index = add(&names)
    size += names.size - before
    return index
  }

  /// Stores a hello that offers what an earlier one did; returns its index in ``sightings``.
  package mutating func add(_ sighting: HelloReference) -> UInt32 {
    sightings.append(sighting)
    size += MemoryLayout<HelloReference>.stride
    return UInt32(sightings.count - 1)
  }

  package func clientHello(_ sighting: UInt32) -> ClientHello {
    let seen = sightings[Int(sighting)]
    var hello = clientHellos[Int(seen.hello)]
    hello.serverName = name(seen.serverName)
    return hello
  }

  /// The index of a reference's offer in ``clientHellos``; nil when the store does not have it.
  package func offer(of sighting: UInt32) -> UInt32? {
    guard Int(sighting) < sightings.count else { return nil }
    let hello = sightings[Int(sighting)].hello
    return Int(hello) < clientHellos.count ? hello : nil
  }

  /// Answered here, because a hello that crosses to another module is copied.
  package func isHelloRetryRequest(_ choice: UInt32) -> Bool { serverHellos[Int(choice)].isHelloRetryRequest }

  package func asksForTLS13(_ offer: UInt32) -> Bool { modernOffers[Int(offer)] }

  /// The version that a stored ServerHello selects; nil when it is truncated before it.
  package func chosenVersion(_ choice: UInt32) -> ProtocolVersion? { chosenVersions[Int(choice)] }

  package func choosesTLS13(_ choice: UInt32) -> Bool {
    chosenVersion(choice).map { $0 >= .tls13 } ?? false
  }

  package func certificates(ofChain chain: UInt32) -> [CertificateSummary] {
    chains[Int(chain)].certificates.map { certificates[Int($0)] }
  }

  package func name(_ index: UInt32) -> String? {
    index == Self.noName ? nil : names[Int(index)]
  }

  /// The same evidence under other names; indices stay valid.
  /// - Parameters:
  ///   - protocols: changes a name of ALPN; different ones stay different.
  ///   - quotes: what may be shown of a line in clear text, which may be anything; nil for nothing.
  package func replacing(
    names change: (String) -> String, protocols changeProtocol: (String) -> String,
    quotes: @escaping @Sendable (String) -> String?,
    certificates changeCertificate: (CertificateSummary) -> CertificateSummary
  ) -> EvidenceStore {
    var store = self
    store.names = names.replacing(change)
    store.size += store.names.size - names.size
    store.shownQuote = quotes
    store.certificates = certificates.map(changeCertificate)
    store.replaceProtocols(changeProtocol)
    return store
  }

  /// What clients and servers call the protocol inside of TLS (ALPN) can be any text.
  private mutating func replaceProtocols(_ change: (String) -> String) {
    offers = OrderedSet(
      offers.map { offer in
        var offer = offer
        offer.alpn = offer.alpn.map(change)
        return offer
      })
    choices = OrderedSet(
      choices.map { choice in
        var choice = choice
        choice.alpn = choice.alpn.map(change)
        return choice
      })
  }
}
