package import Diagnosis
package import Protocols

/// A position in a policy file, as editors count: from 1, columns in Unicode scalars.
package struct FilePosition: Hashable, Comparable, Sendable {
  package var line: Int
  package var column: Int

  static let start = FilePosition(line: 1, column: 1)

  package static func < (left: FilePosition, right: FilePosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// One thing that is wrong with a policy file. What it quotes of the file is as long as it is there, and not made safe to
/// show.
package struct PolicyFault: Hashable, Sendable {
  package enum Reason: Hashable, Sendable {
    // The bytes and their YAML
    case fileTooLong(limit: Int)
    case notUTF8
    case forbiddenCharacter(Unicode.Scalar)
    /// The words of the YAML reader.
    case notYAML(String?, isTab: Bool)
    case repeatedKey(String)
    case keyIsCollection
    case bareWildcard(String)
    case alias(String)
    case keyAfterQuestionMark

    // What has to be there
    case noPolicy
    case missingVersion, missingEndpoints, missingID, missingHosts, missingRole
    case periodWithoutDates
    case dateWithoutList(PolicyKey, of: PolicyKey)

    // Shapes
    case unknownKey(String, in: PolicyElement, valid: [PolicyKey])
    case wrongShape(PolicyElement, is: PolicyShape, shouldBe: PolicyShape.Kind)
    case emptyList(PolicyElement)
    case emptyText(PolicyElement)
    case tooLong(PolicyElement, limit: Int)

    // Values
    case unknownFormatVersion(String)
    case unknownMode(String)
    case unknownRole(String)
    case unknownVersion(String)
    /// Perhaps another name without its last part is a suite.
    case unknownCipherSuite(String, stem: String?)
    case unknownGroup(String)
    case unknownSignatureAlgorithm(String)
    case unknownKeyKind(String)
    case notYesOrNo(PolicyKey, String)
    case invalidID(String)
    case invalidDate(String)
    case invalidMonth(String)
    case invalidAddress(String)
    case invalidHost(String, PolicyHostFault)

    // What does not fit together
    case usedID(String, line: Int)
    case usedHost(String, line: Int)
    case usedAddress(String, line: Int)
    case repeatedItem(PolicyElement)
    case tooManyPeriods(limit: Int)
    case overlappingPeriod(DateSpan)
    case reversedDates(PolicyKey, CalendarDate, PolicyKey, CalendarDate)
    case reversedVersions(minimum: ProtocolVersion, maximum: ProtocolVersion)
  }

  package var position: FilePosition
  package var reason: Reason
}

/// What a value of a policy file is about.
package enum PolicyElement: Hashable, Sendable {
  case file, endpoint, period
  case host, address, cipherSuite, group, signatureAlgorithm, issuer
  case value(of: PolicyKey)
}

package enum PolicyShape: Hashable, Sendable {
  case text(String)
  case list
  case mapping

  package enum Kind: Hashable, Sendable { case text, list, mapping }
}

package enum PolicyHostFault: Hashable, Sendable {
  /// A `*` that is not the whole first label.
  case wildcardInside
  case isAddress
  /// It has a scheme, a port or a path.
  case notPlain
  case notASCII
  case notAName
}

/// Everything that is wrong with a policy file, in file order.
package struct PolicyFaults: Error, Sendable {
  package private(set) var faults: [PolicyFault] = []
  /// Faults that were counted and not kept.
  package private(set) var unkept = 0

  /// More would not be read: the file is not a policy, or has one mistake in every line.
  package static let limit = 100

  var isEmpty: Bool { faults.isEmpty }

  mutating func add(_ position: FilePosition, _ reason: PolicyFault.Reason) {
    guard faults.count < Self.limit else {
      unkept += 1
      return
    }
    faults.append(PolicyFault(position: position, reason: reason))
  }

  /// The same in the order of the file; at one position in the order in which they were found.
  func sorted() -> PolicyFaults {
    var sorted = self
    sorted.faults = faults.enumerated()
      .sorted { ($0.element.position, $0.offset) < ($1.element.position, $1.offset) }.map(\.element)
    return sorted
  }
}
