import Diagnosis
import Protocols

/// What many rows of a table share, worked out once: fingerprints and counts of hellos.
struct CSVShared {
  /// What the columns say of an offer.
  struct Offer {
    var maximum = ""
    var suites = 0
    var ja3 = ""
    var ja4 = ""
  }

  /// A hello, whether it named a server, and by which endpoint's list its suites are counted.
  private struct OfferKey: Hashable {
    var hello: UInt32
    var isNamed: Bool
  }

  private struct CommonKey: Hashable {
    var hello: UInt32
    var endpoint: String
  }

  private var offers: [OfferKey: Offer] = [:]
  private var common: [CommonKey: Int?] = [:]
  private var answers: [UInt32: String] = [:]

  /// How many of each are kept; more kinds than that are worked out anew.
  private static let limit = 4096

  mutating func offer(_ sighting: EvidenceStore.HelloReference, _ store: EvidenceStore) -> Offer {
    let key = OfferKey(hello: sighting.hello, isNamed: sighting.serverName != EvidenceStore.noName)
    if let known = offers[key] { return known }
    var hello = store.clientHellos[Int(sighting.hello)]
    // That a name was sent is a part of JA4, whatever it was.
    hello.serverName = key.isNamed ? "name" : nil
    let offer = Offer(
      maximum: hello.provenHighestVersion?.displayedName ?? "", suites: hello.cipherSuites.count,
      ja3: hello.ja3 ?? "", ja4: hello.ja4 ?? "")
    if offers.count >= Self.limit { offers.removeAll() }
    offers[key] = offer
    return offer
  }

  /// How many of the offered suites an endpoint takes; nil when either list is not known whole.
  mutating func commonSuites(
    _ sighting: EvidenceStore.HelloReference, _ endpoint: Endpoint?, _ store: EvidenceStore
  ) -> Int? {
    guard let endpoint, let taken = endpoint.cipherSuites else { return nil }
    let key = CommonKey(hello: sighting.hello, endpoint: endpoint.id)
    if let known = common[key] { return known }
    let hello = store.clientHellos[Int(sighting.hello)]
    let count = hello.hasAllCipherSuites ? hello.cipherSuites.count(where: taken.contains) : nil
    if common.count >= Self.limit { common.removeAll() }
    common[key] = .some(count)
    return count
  }

  mutating func ja3s(_ answer: UInt32, _ store: EvidenceStore) -> String {
    if let known = answers[answer] { return known }
    let ja3s = store.serverHellos[Int(answer)].ja3s ?? ""
    if answers.count >= Self.limit { answers.removeAll() }
    answers[answer] = ja3s
    return ja3s
  }
}
