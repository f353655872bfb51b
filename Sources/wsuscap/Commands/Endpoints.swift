import ArgumentParser
import Diagnosis
import PolicyFiles
import Reports

struct Endpoints: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "endpoints",
    abstract: "Shows the endpoint policy as YAML, or checks a policy file.",
    discussion: """
      Without --as-of, the policy is shown with all its dates, ready to be edited and used with --endpoints.
      docs/endpoints.md describes the format.

      EXAMPLES:
        wsuscap endpoints > policy.yaml
        wsuscap endpoints --as-of 2020-08-15
        wsuscap endpoints --check policy.yaml

      EXIT STATUS:
        0 valid or shown, 64 wrong usage, 65 the file is invalid, 66 it cannot be read, 74 output cannot be written
      """)

  @OptionGroup var policy: PolicyOptions

  @Option(
    help: ArgumentHelp(
      "Check a policy file and show every error with its line and column.", valueName: "file"),
    completion: .policy)
  var check: String?

  func validate() throws {
    if check != nil, policy.endpoints != nil || policy.asOf != nil {
      throw ValidationError("--check cannot be combined with other options")
    }
  }

  func run() throws {
    if let check {
      let count = try PolicyOptions.policy(ofFile: check).endpoints.count
      return try StandardOutput.write(
        "\(SafeText.shown(Messages.name(check), limit: .max)): valid; the policy has \(count) endpoints\n")
    }
    let choice = try policy.choice()
    var shown = choice.policy
    if let date = choice.asOf {
      let policy = shown.policy(asOf: date)
      shown = DatedEndpointPolicy(
        endpoints: policy.endpoints.map { DatedEndpoint($0) },
        defaultMinimumVersion: policy.defaultMinimumVersion)
    }
    try StandardOutput.write(PolicyFile.text(of: shown))
  }
}
