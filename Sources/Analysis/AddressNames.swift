import Diagnosis
import Packets

/// The names of each address in the capture's DNS answers, by the client that asked: an address of a content
/// network answers to many names, and each client means its own.
struct AddressNames: Sendable {
  private struct Answer {
    let client: IPAddress
    var name: String
    var hasSeveralNames = false

    /// Bytes that it takes, with those of its text.
    var size: Int { MemoryLayout<Answer>.stride + 32 + name.utf8.count }
  }

  /// The answers about one address, the newest last: it names the flows of other clients.
  private struct Answers {
    private(set) var all: [Answer] = []

    /// - Returns: how many bytes more it takes, which may be fewer than none.
    mutating func add(_ name: String, for client: IPAddress) -> Int {
      // Programs ask for the same name again and again.
      if let last = all.last, last.client == client, last.name == name { return 0 }
      guard let index = all.firstIndex(where: { $0.client == client }) else {
        let removed = all.count == AddressNames.clientLimit ? all.removeFirst().size : 0
        all.append(Answer(client: client, name: name))
        return all[all.count - 1].size - removed
      }
      var answer = all.remove(at: index)
      let old = answer.size
      answer.hasSeveralNames = answer.hasSeveralNames || answer.name != name
      answer.name = name
      all.append(answer)
      return answer.size - old
    }
  }

  private var answers: [IPAddress: Answers] = [:]
  private var size = 0
  private let byteLimit: Int
  var origins: NameOrigins?

  /// How many addresses are kept. A busy resolver answers for some ten thousand; a capture that
  /// names more is a scan, and its later names are let go.
  static let addressLimit = 65_536

  /// Clients per address. A capture of one server has one or two; of a later one only its answer's name is lost.
  private static let clientLimit = 16

  /// - Parameter byteLimit: bytes of all names. Later ones are let go.
  init(byteLimit: Int = 48 << 20) {
    self.byteLimit = byteLimit
  }

  mutating func add(_ address: IPAddress, name: String, for client: IPAddress) {
    guard answers.count < Self.addressLimit || answers[address] != nil, size < byteLimit else { return }
    size += answers[address, default: Answers()].add(name, for: client)
    origins?.note(address, client, name: name)
  }

  /// The name of an address for a client: its own latest answer, else the latest of another client.
  func name(of address: IPAddress, for client: IPAddress) -> DNSName? {
    guard let known = answers[address]?.all else { return nil }
    if let own = known.last(where: { $0.client == client }) {
      return DNSName(own.name, own.hasSeveralNames ? .severalNames : nil)
    }
    return known.last.map { DNSName($0.name, .otherClient) }
  }
}

/// Where a name that DNS gives an address was learnt.
enum NameOrigin: Hashable, Sendable {
  /// In one datagram; several frames when it came in fragments.
  case frames([UInt32])
  /// On a connection, by its id, up to that frame.
  case connection(Int, through: UInt32)

  var frames: [UInt32] {
    if case .frames(let frames) = self { frames } else { [] }
  }
}

/// The origins of each address's names in DNS answers: the latest of every name that a client learnt, and the latest
/// of any client.
struct NameOrigins: Sendable {
  private struct Question: Hashable {
    let address: IPAddress
    let client: IPAddress
  }

  /// The frames of the answers that are being read.
  var current = NameOrigin.frames([])
  private var own: [Question: [(name: String, origin: NameOrigin)]] = [:]
  private var latest: [IPAddress: NameOrigin] = [:]

  /// Names per address and client: more show nothing new.
  private static let limit = 16
  /// Clients and addresses; a busy resolver's are some ten thousand.
  private static let questionLimit = 131_072

  mutating func note(_ address: IPAddress, _ client: IPAddress, name: String) {
    latest[address] = current
    let question = Question(address: address, client: client)
    guard own.count < Self.questionLimit || own[question] != nil else { return }
    var known = own[question] ?? []
    known.removeAll { $0.name == name }
    known.append((name, current))
    own[question] = known.suffix(Self.limit)
  }

  /// What the client itself learnt; empty when it learnt nothing.
  func ownOrigins(of address: IPAddress, for client: IPAddress) -> [NameOrigin] {
    own[Question(address: address, client: client)]?.map(\.origin) ?? []
  }

  /// The same, or else the latest answer to any client.
  func origins(of address: IPAddress, for client: IPAddress) -> [NameOrigin] {
    let known = ownOrigins(of: address, for: client)
    return known.isEmpty ? latest[address].map { [$0] } ?? [] : known
  }
}
