/// What a pseudonym stands for: the word in front of its digits.
///
/// Equal texts of two kinds have pseudonyms that have nothing in common.
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
  /// A part of a certificate's names that is no host.
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

  /// The pseudonym with those digits. The domain `invalid` is nobody's (RFC 2606, section 2).
  func token(_ digits: some StringProtocol) -> String {
    self == .host ? "\(rawValue)-\(digits).invalid" : "\(rawValue)-\(digits)"
  }
}
