import Foundation

/// What a Package.swift says of its targets and packages, as far as its text shows it.
struct Manifest {
  /// A target that is neither a program nor a test.
  struct Target: Equatable {
    /// Names of targets, and of the constants that stand for products.
    var dependencies: Set<String>
    /// Files and folders that are compiled in.
    var resources: Set<String>
    var pkgConfig: String?
  }

  /// By name.
  let targets: [String: Target]
  /// What each constant stands for that names a product.
  let products: [String: String]
  /// The least version of each package, by its address.
  let packages: [String: String]
  /// Upcoming features of the language.
  let features: Set<String>

  /// - Parameter folder: below the project's folder; empty for the project itself.
  init(folder: String) throws {
    let file = Self.project.appending(path: folder).appending(path: "Package.swift")
    let text = try String(contentsOf: file, encoding: .utf8)
    let begins = text.matches(of: /(?:\bmodule\(\s*|\.(?:target|systemLibrary)\(\s*name: )"(\w+)"/)
    targets = Dictionary(
      uniqueKeysWithValues: begins.map {
        (String($0.1), Target(Self.bracketed(text[$0.range.lowerBound...].drop { $0 != "(" })))
      })
    products = Self.pairs(text.matches(of: /let (\w+): Target\.Dependency = (.+)/).map(\.output))
    packages = Self.pairs(text.matches(of: /\.package\(url: "(.+?)", from: "(.+?)"/).map(\.output))
    features = Set(text.matches(of: /\.enableUpcomingFeature\("(\w+)"\)/).map { String($0.1) })
  }

  /// The folder with the project's Package.swift.
  static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func pairs(_ found: [(Substring, Substring, Substring)]) -> [String: String] {
    Dictionary(uniqueKeysWithValues: found.map { (String($0.1), String($0.2)) })
  }

  /// A text that begins with a bracket, up to the bracket that closes it.
  fileprivate static func bracketed(_ text: Substring) -> Substring {
    var depth = 0
    for index in text.indices {
      if "([".contains(text[index]) { depth += 1 }
      if ")]".contains(text[index]) { depth -= 1 }
      if depth == 0 { return text[...index] }
    }
    return text
  }
}

extension Manifest.Target {
  /// - Parameter call: `(…)`, what is handed to `module`, `.target` or `.systemLibrary`.
  fileprivate init(_ call: Substring) {
    let list = call.firstMatch(of: /(?:dependencies: |^\(\s*"\w+",\s*)\[/).map {
      Manifest.bracketed(call[call.index(before: $0.range.upperBound)...])
    }
    dependencies = Set((list ?? "").matches(of: /\w+/).map { String($0.0) })
    resources = Set(call.matches(of: /\.embedInCode\("(.+?)"\)/).map { String($0.1) })
    pkgConfig = call.firstMatch(of: /pkgConfig: "(.+?)"/).map { String($0.1) }
  }
}
