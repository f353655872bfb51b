package import Bytes

/// One TLS message or record of a side.
///
/// `first` is the frame of the first byte, `completed` the frame that completed the record of the last byte:
/// where Wireshark shows the message.
package struct TLSEvent: Sendable {
  package enum Kind: Sendable, Equatable {
    /// A handshake message in the clear; the span is its whole body, header included.
    /// `isComplete` is false when the side ended, or a gap began, inside the message.
    case handshake(HandshakeType, recordVersion: ProtocolVersion, isComplete: Bool)
    /// A ClientHello in SSL 2.0 format; the span is the record with its two-byte header.
    case sslv2ClientHello(isComplete: Bool)
    /// A SERVER-HELLO of SSL 2.0; the span as above.
    case sslv2ServerHello(isComplete: Bool)
    case alert(AlertLevel, AlertDescription)
    case changeCipherSpec
    /// A handshake record whose body is encrypted: after ChangeCipherSpec, the Finished.
    case encryptedHandshake(length: Int)
    /// An alert record whose body is encrypted.
    case encryptedAlert(length: Int)
    /// A record of type application_data: in TLS 1.3 everything after the ServerHello.
    case applicationData(length: Int)
    /// What follows is not a TLS record; the reader has stopped.
    case notTLS
  }

  package var kind: Kind
  package var first: FrameStamp
  package var completed: FrameStamp

  package init(kind: Kind, first: FrameStamp, completed: FrameStamp) {
    self.kind = kind
    self.first = first
    self.completed = completed
  }
}
