// swift-tools-version: 6.1
import PackageDescription

// The modules are compiled here as targets of this package (`Sources` is a link to the project's),
// because what they offer each other is `package` and not public. A manifest of its own keeps the
// benchmark library out of every ordinary build.

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

func module(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, path: "Sources/\(name)", swiftSettings: settings)
}

let x509: Target.Dependency = .product(name: "X509", package: "swift-certificates")
let swiftASN1: Target.Dependency = .product(name: "SwiftASN1", package: "swift-asn1")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let sqlite: Target.Dependency = .product(name: "GRDBSQLite", package: "GRDB.swift")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let heap: Target.Dependency = .product(name: "HeapModule", package: "swift-collections")
let orderedCollections: Target.Dependency = .product(name: "OrderedCollections", package: "swift-collections")

let package = Package(
  name: "wsuscap-benchmarks",
  platforms: [.macOS("26.0")],
  dependencies: [
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    .systemLibrary(name: "CPcap", path: "Sources/CPcap", pkgConfig: "libpcap"),
    .systemLibrary(name: "CZlib", path: "Sources/CZlib", pkgConfig: "zlib"),
    .systemLibrary(name: "CZstd", path: "Sources/CZstd", pkgConfig: "libzstd"),
    .systemLibrary(name: "CLz4", path: "Sources/CLz4", pkgConfig: "liblz4"),
    module("Bytes", []),
    module("Files", [system]),
    module("CaptureFiles", ["Bytes", "Files", "CPcap", "CZlib", "CZstd", "CLz4", heap]),
    module("Packets", ["Bytes"]),
    module("Streams", ["Bytes", "Packets"]),
    .target(
      name: "Protocols", dependencies: ["Bytes", x509, swiftASN1, crypto], path: "Sources/Protocols",
      resources: [.embedInCode("Resources/cipher_suites.csv")], swiftSettings: settings),
    module("Diagnosis", ["Bytes", "Protocols", "Packets", orderedCollections]),
    module("ServerFiles", ["Files", "Diagnosis"]),
    .target(
      name: "PolicyFiles", dependencies: ["Protocols", "Packets", "Diagnosis", yams],
      path: "Sources/PolicyFiles", resources: [.embedInCode("Resources/endpoints.yaml")],
      swiftSettings: settings),
    module(
      "Analysis",
      [
        "Bytes", "CaptureFiles", "Packets", "Streams", "Protocols", "Diagnosis", orderedCollections,
      ]),
    .target(
      name: "Reports",
      dependencies: [
        "Files", "Protocols", "Packets", "Diagnosis", "PolicyFiles", "CaptureFiles", "Analysis", crypto,
        mustache,
      ],
      path: "Sources/Reports", resources: [.embedInCode("Resources")], swiftSettings: settings),
    module(
      "Redaction",
      ["Protocols", "Packets", "Diagnosis", "CaptureFiles", "ServerFiles", "Analysis", crypto]),
    module(
      "Anonymization", ["Bytes", "CaptureFiles", "Packets", "Protocols", "Diagnosis", "Redaction"]),
    module(
      "Catalog", ["Files", "Diagnosis", "CaptureFiles", "Analysis", "Reports", crypto, grdb, sqlite]),
    module(
      "Scan",
      ["Files", "CaptureFiles", "Diagnosis", "ServerFiles", "Analysis", "Reports", "Redaction", "Catalog"]),
    module(
      "WSUSCapKit",
      [
        "Files", "CaptureFiles", "Packets", "Protocols", "Diagnosis", "PolicyFiles", "ServerFiles",
        "Analysis",
        "Reports", "Redaction",
      ]),
    .target(name: "CaptureBuilding", path: "CaptureBuilding", swiftSettings: settings),
    .target(name: "ServerFileBuilding", path: "ServerFileBuilding", swiftSettings: settings),
    .target(
      name: "ModuleWork",
      dependencies: [
        "Bytes", "CaptureFiles", "Packets", "Streams", "Protocols", "Diagnosis",
        "PolicyFiles", "ServerFiles", "Analysis", "Reports", "Redaction", "Anonymization", "Catalog", "Scan",
        "WSUSCapKit", "CaptureBuilding", "ServerFileBuilding",
      ],
      path: "ModuleWork", swiftSettings: settings),
    .executableTarget(
      name: "ModuleBenchmarks",
      dependencies: [.product(name: "Benchmark", package: "benchmark"), "ModuleWork"],
      path: "Benchmarks/ModuleBenchmarks",
      swiftSettings: settings,
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ],
  swiftLanguageModes: [.v6]
)
