import Foundation
import Testing

/// The manifests of the benchmarks and of fuzzing name the project's targets again: all say the same.
@Suite struct ManifestTests {
  private let own: Manifest
  private let benchmarks: Manifest
  private let fuzzing: Manifest

  init() throws {
    own = try Manifest(folder: "")
    benchmarks = try Manifest(folder: "Benchmarks")
    fuzzing = try Manifest(folder: "Tests/Fuzz")
  }

  @Test func everyTargetIsInBothWithWhatItNeeds() {
    #expect(measured.count >= 14)
    #expect(measured == Set(benchmarks.targets.keys))
    for name in measured {
      #expect(benchmarks.targets[name] == own.targets[name], "\(name)")
    }
  }

  /// Every target but what only tests need: what is in `Tests` and serves no benchmark.
  private var measured: Set<String> {
    let support = own.targets.keys.filter { name in
      let folder = Manifest.project.appending(path: "Tests/\(name)")
      return FileManager.default.fileExists(atPath: folder.path())
    }
    let work = own.targets["ModuleWork"]?.dependencies ?? []
    return Set(own.targets.keys).subtracting(support).union(work.intersection(own.targets.keys))
  }

  /// What both use is the same product in the same version; packages of the command line and the documentation are not needed.
  @Test func packagesAreTheSame() {
    #expect(benchmarks.products.count >= 4)
    for (name, product) in benchmarks.products {
      #expect(own.products[name] == product, "\(name)")
    }
    let unneeded = ["swift-argument-parser", "swift-docc-plugin"]
    for (address, version) in own.packages where !unneeded.contains(where: address.hasSuffix) {
      #expect(benchmarks.packages[address] == version, "\(address)")
    }
    #expect(own.features == benchmarks.features)
  }

  /// What is fuzzed is what is shipped.
  @Test func fuzzedTargetsAreTheSame() {
    #expect(fuzzing.targets.count >= 6)
    for (name, target) in fuzzing.targets where name != "CaptureFuzzing" {
      #expect(own.targets[name] == target, "\(name)")
    }
    for (name, product) in fuzzing.products { #expect(own.products[name] == product, "\(name)") }
    for (address, version) in fuzzing.packages { #expect(own.packages[address] == version, "\(address)") }
    #expect(own.features == fuzzing.features)
  }

  /// A manifest is read as it stands, also where formatting breaks a target into lines.
  @Test func targetsAreReadWhole() {
    #expect(own.targets["Bytes"]?.dependencies == [])
    #expect(own.targets["Streams"]?.dependencies == ["Bytes", "Packets"])
    #expect(own.targets["PolicyFiles"]?.dependencies.contains("yams") == true)
    #expect(own.targets["Reports"]?.resources == ["Resources"])
    #expect(own.targets["CPcap"]?.pkgConfig == "libpcap")
  }

  /// A module whose work is not in the registry would never be measured.
  @Test func everyModuleIsMeasured() throws {
    let folder = Manifest.project.appending(path: "Benchmarks/ModuleWork")
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    let imported = try Set(
      files.flatMap { file in
        try String(contentsOf: file, encoding: .utf8).matches(of: /(?m)^(?:package )?import (\w+)$/)
          .map { String($0.1) }
      })
    let modules = measured.filter { own.targets[$0]?.pkgConfig == nil }.subtracting(["ModuleWork", "Files"])
    #expect(modules.subtracting(imported) == [])
  }
}
