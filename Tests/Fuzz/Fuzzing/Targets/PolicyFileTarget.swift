import Diagnosis
import PolicyFiles

extension FuzzTarget {
  static let policyFile = FuzzTarget(
    name: "policy",
    about: "an endpoint policy (YAML); one that is valid says the same when it is written and read"
  ) { bytes in
    do throws(PolicyFaults) {
      let policy = try PolicyFile.read(bytes, extending: .builtIn)
      check(policy)
    } catch {
      require(!error.faults.isEmpty, "a fault without a reason")
    }
  }

  private static func check(_ policy: DatedEndpointPolicy) {
    do {
      let text = try PolicyFile.text(of: policy)
      _ = try PolicyFile.read(Array(text.utf8), extending: nil)
    } catch {
      fatalError("what was written cannot be read: \(error)")
    }
  }
}
