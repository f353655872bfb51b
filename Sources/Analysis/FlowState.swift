import Diagnosis

/// What a flow keeps beside its connection and its events until it is judged: 20 bytes.
struct FlowState: Sendable {
  /// The place of its last event in the capture's ``FlowEvents``.
  var lastEvent = FlowEvents.none
  var eventCount: UInt8 = 0
  /// Index of the flow's reading while its bytes are read; ``noReading`` otherwise.
  var reading = FlowState.noReading
  /// Index in the store's names of what DNS called the receiver of the first segment when the flow began.
  var dnsName = EvidenceStore.noName
  /// The process that the capture names; -1 when it does not.
  var processID: Int32 = -1
  /// What said who the client is, when no SYN did.
  var clientBasis: FlowEvidence.ClientBasis?
  /// The client's side by what it said; meaningful with ``clientBasis``.
  var clientIsOther = false
  var hasMoreEvents = false
  /// One end is a DNS server: its messages name addresses.
  var isDNS = false
  /// Nothing more is read of this flow.
  var isDecided = false

  static let noReading = Int32.min
  /// The port of DNS servers (RFC 1035, section 4.2).
  static let dnsPort: UInt16 = 53
}
