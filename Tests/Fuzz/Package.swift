// swift-tools-version: 6.2
import PackageDescription

// Fuzz targets for libFuzzer with AddressSanitizer; `run` builds and starts them. The modules are compiled here as
// targets of this package (`Sources` is a link to the project's), because what they offer each other is `package`.
// `run` instruments all of them, and what they depend on.

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
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")
let heap: Target.Dependency = .product(name: "HeapModule", package: "swift-collections")
let orderedCollections: Target.Dependency = .product(name: "OrderedCollections", package: "swift-collections")

let package = Package(
  name: "wsuscap-fuzzing",
  platforms: [.macOS("26.0")],
  dependencies: [
    .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.21.1"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
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
      ["Bytes", "CaptureFiles", "Packets", "Streams", "Protocols", "Diagnosis", orderedCollections]),
    .target(
      name: "Reports",
      dependencies: [
        "Files", "Protocols", "Packets", "Diagnosis", "PolicyFiles", "CaptureFiles", "Analysis", crypto,
        mustache,
      ], path: "Sources/Reports", resources: [.embedInCode("Resources")], swiftSettings: settings),
    module(
      "Redaction",
      ["Protocols", "Packets", "Diagnosis", "CaptureFiles", "ServerFiles", "Analysis", crypto]),
    module("Anonymization", ["Bytes", "CaptureFiles", "Packets", "Protocols", "Diagnosis", "Redaction"]),
    .executableTarget(
      name: "Fuzzing",
      dependencies: [
        "Bytes", "CaptureFiles", "Packets", "Streams", "Protocols", "Diagnosis", "ServerFiles", "PolicyFiles",
        "Analysis", "Reports", "Redaction", "Anonymization",
      ], path: "Fuzzing", swiftSettings: settings + [.enableExperimentalFeature("Extern")]),
  ],
  swiftLanguageModes: [.v6]
)
