/// Short names for the way a program says hello: equal for equal programs, whatever they talk about.
///
/// Each is computed when it is asked for. GREASE is left out of all of them. A hello that was not read to its
/// end has none: the result is empty. So it is for one in SSL 2.0 format, for which none is defined.
package enum Fingerprints {
  static func isDefined(for hello: ClientHello) -> Bool { !hello.isSSLv2Format && hello.isComplete }
}
