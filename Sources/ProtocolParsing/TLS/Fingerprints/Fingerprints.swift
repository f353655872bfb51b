/// Short names for the way a program says hello: equal for equal programs, whatever they talk about.
///
/// Each is computed when it is asked for. GREASE is left out of all of them. A hello whose end was not captured
/// has none: the result is empty. So has one in SSL 2.0 format, for which none is defined.
package enum Fingerprints {
  static func isDefined(for hello: ClientHello) -> Bool {
    !hello.isSSLv2Format && (hello.isComplete || !hello.faults.isEmpty)
  }
}
