import ArgumentParser
import Catalog
import Diagnosis
import Files
import PolicyFiles

struct PolicyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "An endpoint policy (YAML) that replaces or extends the built-in one.", valueName: "file"),
    completion: .policy)
  var endpoints: String?

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp(
      "Use the endpoint policy of this date. Default: the date of each capture; for endpoints, all dates.",
      valueName: "YYYY-MM-DD"))
  var asOf: CalendarDate?

  func choice() throws -> PolicyChoice {
    guard let endpoints else {
      return PolicyChoice(.builtIn, source: .builtIn, asOf: asOf, today: Self.today)
    }
    let policy = try Self.policy(ofFile: endpoints)
    return PolicyChoice(policy, source: .file(endpoints), asOf: asOf, today: Self.today)
  }

  func digest(of choice: PolicyChoice) throws -> String {
    let day = choice.asOf.map { $0.description } ?? ""
    return ContentDigest.text(try PolicyFile.text(of: choice.policy) + day)
  }

  static func policy(ofFile path: String) throws -> DatedEndpointPolicy {
    let bytes = try InputFile.open(argument: path).readAll(limit: PolicyFile.byteLimit) {
      Interruption.isRequested
    }
    do throws(PolicyFaults) {
      return try PolicyFile.read(bytes, extending: .builtIn)
    } catch {
      for fault in error.faults { Messages.write(path, fault) }
      if error.unkept > 0 {
        Messages.write(path, "\(error.unkept) more errors", advice: "correct these first")
      }
      throw CommandFailure(.data)
    }
  }

  private static var today: CalendarDate {
    CalendarDate(nanoseconds: CurrentProcess.time)
  }
}

extension CalendarDate: ExpressibleByArgument {
  public init?(argument: String) {
    self.init(argument)
  }
}
