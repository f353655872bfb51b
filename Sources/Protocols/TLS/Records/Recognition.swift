/// Whether bytes are the start of something; three answers, because "not yet" is no "no".
package enum Recognition: Sendable {
  case yes
  case no
  /// The bytes so far agree, but they are too few to say.
  case needsMore
}
