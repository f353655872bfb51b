import ArgumentParser
import Catalog
import Diagnosis
import Glibc
import PolicyFiles

/// Which endpoint policy holds, and of which day.
struct PolicyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Another endpoint policy (YAML), which replaces or extends the built-in one.", valueName: "file"))
  var endpoints: String?

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp(
      "The day whose endpoint policy holds. Default: the capture's.", valueName: "YYYY-MM-DD"))
  var asOf: CalendarDate?

  /// The policy that the options name.
  /// - Throws: ``CommandFailure`` for a file that cannot be read (66) or has a fault (65); its faults are told by then.
  func choice() throws(CommandFailure) -> PolicyChoice {
    guard let endpoints else {
      return PolicyChoice(.builtIn, source: .builtIn, asOf: asOf, today: Self.today)
    }
    let policy = try Self.policy(ofFile: endpoints)
    return PolicyChoice(policy, source: .file(endpoints), asOf: asOf, today: Self.today)
  }

  /// Stands for a choice wherever results are kept: the terms, with all their dates, and the day that was named.
  func digest(of choice: PolicyChoice) throws -> String {
    let day = choice.asOf.map { $0.description } ?? ""
    return ContentDigest.text(try PolicyFile.text(of: choice.policy) + day)
  }

  /// Reads a policy file and tells every fault that it has.
  static func policy(ofFile path: String) throws(CommandFailure) -> DatedEndpointPolicy {
    let bytes = try SmallFile.read(path, limit: PolicyFile.byteLimit)
    do throws(PolicyFaults) {
      return try PolicyFile.read(bytes, extending: .builtIn)
    } catch {
      for fault in error.faults { Messages.write(path, fault) }
      if error.unkept > 0 {
        Messages.write(path, "\(error.unkept) more faults", advice: "mend these first")
      }
      throw CommandFailure(status: .data, message: nil)
    }
  }

  /// The day in UTC.
  private static var today: CalendarDate {
    CalendarDate(nanoseconds: Int64(time(nil)) &* 1_000_000_000)
  }
}

extension CalendarDate: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(argument)
  }
}
