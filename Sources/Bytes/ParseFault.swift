/// Why bytes could not be read as a structure.
///
/// `offset` is the first unusable byte, from the start of the outermost span; `field` is the specification's
/// name. Equality compares the reasons only.
public struct ParseFault: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Reason: Sendable, Equatable {
    /// A read of `needed` bytes found only `available` of them before the end of its region.
    case truncated(needed: Int, available: Int)
    /// A structure ended and left so many bytes of its region untouched.
    case leftover(Int)
    /// A value that the specification does not allow here.
    case invalid
  }

  public let reason: Reason
  public let offset: Int
  public let field: StaticString

  @inlinable
  public init(_ reason: Reason, offset: Int, field: StaticString) {
    self.reason = reason
    self.offset = offset
    self.field = field
  }

  public static func == (one: ParseFault, other: ParseFault) -> Bool {
    one.reason == other.reason
  }

  public var description: String {
    switch reason {
    case .truncated(let needed, let available):
      "\(field) at offset \(offset): needs \(needed) bytes, has \(available)"
    case .leftover(let count):
      "\(field) at offset \(offset): \(count) bytes too many"
    case .invalid:
      "\(field) at offset \(offset): not a valid value"
    }
  }
}
