import CommandOptions
import Deployments

/// Which of the files below some paths are read with the ones that include them.
struct Inclusions: Sendable {
  /// Files that are read with those that include them, without links.
  private var included: Set<String> = []
  /// Files that include others, as they are named on the way to them.
  private var including: Set<String> = []

  /// A file and those that it includes, without links.
  private struct Link {
    var path: String
    var shown: String
    var included: [String]
  }

  /// Looks through files and folders.
  init(in paths: [String], jobs: Int) throws(CommandError) {
    var links: [Link] = []
    try FileTree.walk(
      paths.filter { $0 != "-" }, jobs: jobs, isWanted: Platforms.mayInclude,
      work: { Self.link($0) }, take: { if let link = $0 { links.append(link) } })
    self.init(links)
  }

  /// Takes the roots first, so that what only an included file seems to include is not lost.
  private init(_ links: [Link]) {
    let closures = Dictionary(links.map { ($0.path, Set($0.included)) }) { first, _ in first }
    let below = links.reduce(into: Set<String>()) { below, link in
      // Of files that include each other the first counts.
      below.formUnion(link.included.filter { closures[$0]?.contains(link.path) != true })
    }
    let roots = links.filter { !below.contains($0.path) } + links.filter { below.contains($0.path) }
    for root in roots where !included.contains(root.path) {
      including.insert(root.shown)
      included.formUnion(root.included)
    }
  }

  private static func link(_ step: FileTree.Step) -> Link? {
    guard case .file(let visit) = step,
      let bytes = try? Input.read(
        visit.path, limit: visit.isNamed ? Input.limit : PolicyFinder.limit)
    else { return nil }
    let file = SourceFile(
      path: visit.path, bytes: bytes, includable: FilesBelow(top: visit.top))
    guard Platforms.hasInclusionMark(file),
      let parts = Platforms.read(file, isNamed: visit.isNamed)?.source?.parts,
      let path = absolutePath(visit.path)
    else { return nil }
    let included = parts.dropFirst().compactMap { absolutePath($0.path) }.filter { $0 != path }
    return Link(path: path, shown: visit.path, included: included)
  }

  /// Whether a file is read with the one that includes it.
  func isIncluded(_ path: String) -> Bool {
    !included.isEmpty && absolutePath(path).map(included.contains) == true
  }

  /// Whether a file includes others, so that it is read whatever stands in itself.
  func isIncluding(_ path: String) -> Bool { including.contains(path) }
}
