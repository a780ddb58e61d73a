import ArgumentParser
import CommandOptions
import Diagnostics
import ProjectConfiguration
import VendorRegistry
import VendorRequirements

/// `cspreg upgrade`.
struct UpgradeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "upgrade",
    abstract: "Moves pins of cspreg.json and cspreg.lock to newer versions, unless policies break.",
    discussion: """
      The impact on the policies that use the vendor is shown first. A vendor whose step breaks one
      of them stays where it is.

      Examples:
        cspreg upgrade userpilot
        cspreg upgrade userpilot@2 --accept-breaks
        cspreg upgrade --all --dry-run
      """)

  @Argument(help: ArgumentHelp("Vendors or versions.", valueName: "V[@n]"))
  var vendors: [String] = []

  @Flag(help: "Every vendor that a policy uses, to its latest version.")
  var all = false

  @Flag(help: "Move also where policies break.")
  var acceptBreaks = false

  @Flag(help: "Show the impact, write nothing.")
  var dryRun = false

  @OptionGroup var fetching: FetchOptions
  @OptionGroup var registry: RegistryOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if vendors.isEmpty != all {
      throw ValidationError("Name the vendors, or say --all.")
    }
  }

  func run() throws {
    let project = try registry.search.requireProject()
    try LockCheck.require(project, registry.search)
    let inventory = try Inventory(project, allowsPrivate: fetching.allowsPrivate())
    let registries = try registry.search.open()
    var run = try InventoryRun(inventory, registries)
    let isComplete = inventory.exit == .done
    var moves = try moves(in: &run)
    for index in moves.indices {
      moves[index].isMoved =
        !moves[index].isDone
        && (acceptBreaks || (moves[index].breaks == 0 && isComplete))
    }
    let written = dryRun ? [] : try write(moves, inventory, registries)
    try output.print(
      UpgradeReport(moves: moves, written: written, isDry: dryRun, isComplete: isComplete))
    let isRefused = moves.contains { !$0.isDone && !$0.isMoved && $0.breaks > 0 }
    try Finished.with(inventory.exit.worst(isRefused ? .findings : .done))
  }

  // MARK: Impact

  private func moves(in run: inout InventoryRun) throws -> [UpgradeMove] {
    var uses: [String: [(page: Inventory.Page, version: Int?)]] = [:]
    for page in run.inventory.pages {
      for (id, version) in run.inventory.vendors(of: page, run.domains) {
        uses[id, default: []].append((page, version))
      }
    }
    var moves: [UpgradeMove] = []
    for target in try targets(Array(uses.keys)) {
      guard let users = uses[target.vendor] else {
        _ = try run.registries.vendor(target.vendor)
        throw CommandError(
          target.vendor, "no policy of \(run.inventory.project.file) uses it.", exitCode: .usage)
      }
      let to = try run.registries.version(target).number
      var move = UpgradeMove(vendor: target.vendor, to: to)
      for (page, version) in users {
        guard let version else {
          move.isUnlocked = true
          continue
        }
        move.from.insert(version)
        if version == to { continue }
        let question = InventoryRun.Question(
          old: try run.record(.init(vendor: target.vendor, version: .number(version))),
          new: try run.record(.init(vendor: target.vendor, version: .number(to))))
        move.results.append(try run.result(of: question, page, checking: false))
      }
      moves.append(move)
    }
    return moves
  }

  private func targets(_ used: [String]) throws -> [VendorReference] {
    if all { return used.sorted().map { VendorReference(vendor: $0) } }
    var targets: [VendorReference] = []
    for text in vendors {
      let target = try VendorReference(parsing: text)
      if let other = targets.first(where: { $0.vendor == target.vendor }) {
        throw CommandError(
          "\(other) \(target)", "these are two targets for one vendor.", exitCode: .usage)
      }
      targets.append(target)
    }
    return targets
  }

  // MARK: Writing

  /// Writes what changed and names the files.
  private func write(
    _ moves: [UpgradeMove], _ inventory: Inventory, _ registries: Registries
  ) throws -> [String] {
    let project = inventory.project
    var written: [String] = []
    var bytes = project.bytes
    for move in moves where move.isMoved {
      bytes = try PinEdit.moving(move.vendor, to: move.to, in: bytes, file: project.file)
    }
    if bytes != project.bytes {
      try replaceFile(bytes, at: project.file)
      written.append(project.file)
    }
    let lock = LockFile.bytes(try newLock(bytes, moves, inventory, registries))
    if try !isFile(project.lockFile) || Input.read(project.lockFile) != lock {
      try replaceFile(lock, at: project.lockFile)
      written.append(project.lockFile)
    }
    return written
  }

  /// The lock of what the edited configuration uses, and of the registries as they are.
  private func newLock(
    _ bytes: [UInt8], _ moves: [UpgradeMove], _ inventory: Inventory, _ registries: Registries
  ) throws -> Lock {
    let project = inventory.project
    var builder = try LockBuilder(folder: project.folder, registry.search.found())
    let edited = try ConfigurationReader.read(bytes, file: project.file)
    for entry in edited.policies {
      guard case .pinned(let versions) = edited.uses(of: entry) else { continue }
      for (vendor, number) in versions { try builder.bind(vendor, number, isAuto: false) }
    }
    var domains: [String: [String]] = [:]
    for id in registries.vendors() { domains[id] = try registries.vendor(id).domains }
    for page in inventory.pages where page.uses == .auto {
      for (vendor, version) in inventory.vendors(of: page, domains) {
        let moved = moves.first { $0.vendor == vendor && $0.isMoved }?.to
        let number = try moved ?? version ?? registries.version(.init(vendor: vendor)).number
        try builder.bind(vendor, number, isAuto: true)
      }
    }
    return try builder.lock()
  }
}
