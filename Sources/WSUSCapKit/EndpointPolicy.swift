internal import Diagnosis
internal import Files
internal import PolicyFiles
internal import Reports

/// What the update endpoints accept, and since when. A capture is judged by the terms of its own day.
public struct EndpointPolicy: Sendable {
  let choice: PolicyChoice

  /// The policy of the update endpoints that this version knows.
  public static var builtIn: EndpointPolicy {
    EndpointPolicy(choice: PolicyChoice(.builtIn, source: .builtIn, today: today))
  }

  /// Reads a policy of one's own (docs/endpoints.md describes the format).
  ///
  /// - Parameters:
  ///   - yaml: the text of the policy. With `mode: extend` it adds to the built-in policy, else it replaces it.
  ///   - name: what reports call it.
  /// - Throws: ``PolicyError`` with everything that is wrong with it.
  public init(yaml: String, name: String = "policy") throws(PolicyError) {
    do throws(PolicyFaults) {
      let policy = try PolicyFile.read(Array(yaml.utf8), extending: .builtIn)
      choice = PolicyChoice(policy, source: .file(name), today: Self.today)
    } catch {
      throw PolicyError(error)
    }
  }

  private init(choice: PolicyChoice) {
    self.choice = choice
  }

  /// The same policy with the terms of one day, whatever the day of the capture.
  /// - Returns: nil for a day that does not exist.
  public func asOf(year: Int, month: Int, day: Int) -> EndpointPolicy? {
    guard let date = CalendarDate(year: year, month: month, day: day) else { return nil }
    var choice = choice
    choice.asOf = date
    return EndpointPolicy(choice: choice)
  }

  /// For captures without times.
  private static var today: CalendarDate { CalendarDate(nanoseconds: CurrentProcess.time) }
}

/// Everything that is wrong with an endpoint policy, in the order of the text.
public struct PolicyError: Error, CustomStringConvertible {
  public struct Fault: Hashable, Sendable {
    /// Counted from 1.
    public let line: Int
    /// Counted from 1, in Unicode scalars.
    public let column: Int
    /// What is wrong, and what to do about it.
    public let message: String
  }

  /// At most 100.
  public let faults: [Fault]

  /// A line for each fault: `LINE:COLUMN: what is wrong; what to do`.
  public var description: String {
    faults.map { "\($0.line):\($0.column): \($0.message)" }.joined(separator: "\n")
  }
}

extension PolicyError {
  init(_ error: PolicyFaults) {
    faults = error.faults.map {
      Fault(line: $0.position.line, column: $0.position.column, message: $0.message)
    }
  }
}
