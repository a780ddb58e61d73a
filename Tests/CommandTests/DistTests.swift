import Foundation
import Testing

/// The tarball of `bin/dist` runs where no Swift toolchain is.
///
/// Building it takes minutes, so it is tried only with `CSPREG_DIST_TESTS=1`.
@Suite struct DistTests {
  static let isWanted = ProcessInfo.processInfo.environment["CSPREG_DIST_TESTS"] == "1"

  @Test(.enabled(if: isWanted, "set CSPREG_DIST_TESTS=1 to build and try the tarball"))
  func tarballRunsWithoutSwift() throws {
    let built = try ProcessRun("bin/dist", in: Program.root, seconds: 3000)
    try #require(built.exit == 0, "\(built.errorText)")
    let tarball = try #require(built.outputText.split(separator: "\n").last.map(String.init))

    let scratch = try TemporaryFolder()
    let unpacked = try ProcessRun(
      "tar -xzf \(Program.root.path)/\(tarball) --strip-components=1", in: scratch.url)
    try #require(unpacked.exit == 0, "\(unpacked.errorText)")
    let page = Program.root.appendingPathComponent("Tests/CommandTests/Documents/lumen-2.html").path

    // A folder with links to what bash and the checks need; swift is not among it.
    let tools = try ProcessRun(
      "mkdir tools && for tool in bash cat ls ldd env timeout; do "
        + "ln -s \"$(command -v $tool)\" tools/; done",
      in: scratch.url)
    try #require(tools.exit == 0, "\(tools.errorText)")
    func bare(_ command: String) throws -> ProcessRun {
      try ProcessRun(
        "export PATH=$PWD/tools; unset CSPREG_REGISTRY LD_LIBRARY_PATH; "
          + "hash -r; command -v swift && exit 99; \(command)", in: scratch.url)
    }

    let libraries = try bare("ldd bin/*")
    #expect(!libraries.outputText.contains("not found"), "\(libraries.outputText)")
    #expect(!libraries.outputText.contains("libswift"), "\(libraries.outputText)")
    #expect(!libraries.outputText.contains("libFoundation"), "\(libraries.outputText)")

    for page in ["cspreg.1", "cspreg-diff.1", "cspreg-import.1", "cspreg-policy-allows.1"] {
      let file = scratch.url.appendingPathComponent("share/man/man1/\(page)")
      #expect(FileManager.default.fileExists(atPath: file.path), "\(page)")
    }
    let version = try bare("bin/cspreg --version").outputText
    #expect(version.contains(" (release, ") && version.hasSuffix(")\n"), "\(version)")
    let pairs = [
      ("diff userpilot@1 userpilot@2", "diff userpilot@1 userpilot@2"),
      ("extract \(page) --vendor lumen -f json", "extract \(page) --vendor lumen -f json"),
      (
        "diff userpilot@2 \(page) --vendor userpilot", "diff userpilot@2 \(page) --vendor userpilot"
      ),
      ("verify", "verify"), ("list", "list"), ("explain bypass-host", "explain bypass-host"),
    ]
    for (packaged, debug) in pairs {
      let there = try bare("bin/cspreg \(packaged)")
      let here = try ProcessRun(
        "cspreg \(debug)", in: scratch.url,
        environment: ["CSPREG_REGISTRY": Program.bundledRegistry.path])
      #expect(there.exit == 0, "cspreg \(packaged): \(there.errorText)")
      #expect(there.outputText == here.outputText, "cspreg \(packaged)")
      #expect(!there.output.isEmpty, "cspreg \(packaged)")
    }
  }
}
