/// What a pseudonym replaces: the word before its digits. Equal texts of two kinds get unrelated pseudonyms.
enum PseudonymKind: String, CaseIterable, Hashable, Sendable {
  case host
  case user
  case interface
  case capture
  case policy
  /// A file of the server.
  case file
  /// A path inside of a quoted line.
  case path
  /// A part of a certificate's names that is not a host.
  case name
  case serial
  case fingerprint
  /// An object of Group Policy.
  case object
  /// The address of a network card.
  case card
  case addressV4 = "address4"
  case addressV6 = "address6"
  case process

  /// The pseudonym with those digits. The domain `invalid` is reserved (RFC 2606, section 2).
  func token(_ digits: some StringProtocol) -> String {
    self == .host ? "\(rawValue)-\(digits).invalid" : "\(rawValue)-\(digits)"
  }
}
