// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "FailingFlows",
  platforms: [.macOS(.v26)],
  dependencies: [.package(name: "wsuscap", path: "../../..")],
  targets: [
    .executableTarget(
      name: "FailingFlows", dependencies: [.product(name: "WSUSCapKit", package: "wsuscap")], path: "Sources")
  ]
)
