import ContentSecurityPolicy
public import Deployments
import Diagnostics
public import Impact

/// The edits that mend the policies of one file, and what must be done by hand.
public struct PolicyFix {
  /// Something that was not written, and why.
  public struct Refused: Sendable {
    /// Which policy of the file; `nil` when it is about all of it.
    public var policy: Int?
    /// Why, and what to paste.
    public var refusal: Refusal
  }

  /// One directive of one policy that gets sources.
  private struct Addition: Hashable {
    var policy: Int
    var directive: String
    var copied: String?
  }

  /// It, with the files that it includes.
  public let file: SourceFile
  /// What the file holds.
  public let content: DeployedFile
  /// The policies that may be edited.
  public let selection: [Int]
  /// What is to be written, once it is finished.
  public private(set) var edits: [FileEdit] = []
  /// What was not written, in the order in which it was met.
  public private(set) var refused: [Refused] = []
  private let read: (SourceFile) -> DeployedFile?
  private var added: [(addition: Addition, sources: [String])] = []

  /// Takes a file for editing.
  ///
  /// - Parameters:
  ///   - file: The file, with those that it includes.
  ///   - content: What it holds.
  ///   - repeated: Policies that were found before, in another file that includes the same one.
  ///   - policies: Numbers of policies to edit; empty means every enforced one that was not found
  ///     before, or all of those where none is enforced.
  ///   - read: How the edited file is read again.
  public init(
    _ file: SourceFile, _ content: DeployedFile, repeated: Set<Int> = [], policies: [Int] = [],
    read: @escaping (SourceFile) -> DeployedFile? = { Platforms.read($0) }
  ) {
    self.file = file
    self.content = content
    self.read = read
    let new = content.policies.indices.filter { !repeated.contains($0) }
    let enforced = new.filter { content.policies[$0].delivery != .reportOnly }
    selection =
      policies.isEmpty
      ? enforced.isEmpty ? new : enforced
      : policies.filter(content.policies.indices.contains)
    for number in policies where !content.policies.indices.contains(number) {
      refuse(number, Refusal(lack))
    }
    if policies.isEmpty, content.policies.isEmpty { refuse(nil, Refusal(lack)) }
  }

  /// Why there is nothing to edit.
  private var lack: String {
    if content.policies.isEmpty {
      return content.diagnostics.first { $0.level > .info }?.message ?? "no policy in it"
    }
    let count = content.policies.count
    return "it has \(count) \(count == 1 ? "policy" : "policies"), numbered from 0"
  }

  /// Adds sources to a directive of every selected policy that restricts it.
  public mutating func add(_ sources: [String], to directive: String, isChosen: Bool) {
    var free: [Int] = []
    for index in selection {
      guard let basis = content.policies[index].basis(of: directive) else {
        free.append(index)
        continue
      }
      var addition = Addition(policy: index, directive: directive)
      if case .copy(let governing) = basis { addition.copied = governing }
      note(sources, addition)
    }
    guard isChosen || free.count == selection.count else { return }
    for index in free {
      refuse(
        index,
        Refusal(
          "nothing in it restricts \(directive): all is allowed already, and a new directive "
            + "would restrict it"))
    }
  }

  /// Adds what a result says is missing.
  ///
  /// - Parameters:
  ///   - result: What the decision says of the page.
  ///   - page: The page.
  ///   - options: Which sources are left out.
  public mutating func add(_ result: ImpactResult, to page: DeployedPage, _ options: Options) {
    let origins = page.origins
    for missing in result.missing where missing.isNew || !options.isOnlyNew {
      for edit in missing.edits where origins.indices.contains(edit.policy) {
        let index = page.indices[origins[edit.policy]]
        guard selection.contains(index) else { continue }
        let isScheme = edit.sources.contains {
          if case .scheme = SourceExpression($0).kind { true } else { false }
        }
        if isScheme, !options.mayWriteSchemes {
          refuse(
            index,
            Refusal(
              "\(missing.source) allows every host; name the profile with --profile to have it "
                + "written", paste: "\(edit.addTo) ... \(edit.sources.joined(separator: " "))"))
          continue
        }
        note(
          edit.sources, Addition(policy: index, directive: edit.addTo, copied: edit.copyFrom))
      }
    }
    for undecided in result.undecided {
      guard let index = page.indices.first(where: selection.contains) else { continue }
      if undecided.reason == SourceCoverage.Reason.runTimePart.rawValue {
        // Listing it does no harm where the run-time part lists it too.
        add([undecided.source], to: undecided.directive, isChosen: false)
      } else {
        refuse(
          index,
          Refusal(
            "\(undecided.reason): the list alone does not decide",
            paste: "\(undecided.directive) ... \(undecided.source)"))
      }
    }
  }

  /// What of a result is written.
  public struct Options: Sendable {
    /// Whether only what a change adds is written.
    public var isOnlyNew: Bool
    /// Whether sources that allow every host of a scheme are written.
    public var mayWriteSchemes: Bool

    /// Makes options.
    public init(isOnlyNew: Bool = false, mayWriteSchemes: Bool = false) {
      self.isOnlyNew = isOnlyNew
      self.mayWriteSchemes = mayWriteSchemes
    }
  }

  /// Works the edits out; the file is left alone when they would not read back as meant.
  public mutating func finish() {
    // What goes behind the last source of a policy must come before the directives behind it.
    let ordered =
      added.filter { $0.addition.copied == nil } + added.filter { $0.addition.copied != nil }
    var made: [(addition: Addition, sources: [String])] = []
    for (addition, sources) in ordered {
      let patch = PolicyPatch(content.policies[addition.policy], of: file)
      do throws(Refusal) {
        let own = try patch.edits(
          adding: sources, to: addition.directive, copying: addition.copied)
        edits += own
        if !own.isEmpty { made.append((addition, sources)) }
      } catch {
        refuse(addition.policy, error)
      }
    }
    guard !edits.isEmpty else { return }
    var seen: Set<FileEdit> = []
    edits = edits.filter { seen.insert($0).inserted }
    guard let edited = file.applying(edits), isRight(edited, made) else {
      edits = []
      refuse(nil, Refusal("the edited file would not read as meant; edit it by hand"))
      return
    }
  }

  /// Whether the edited file says what was asked for, and as many policies as before.
  private func isRight(
    _ edited: SourceFile, _ made: [(addition: Addition, sources: [String])]
  ) -> Bool {
    let after = read(edited)?.policies ?? []
    guard after.count == content.policies.count else { return false }
    let before = content.policies.map(Self.lists)
    let now = after.map(Self.lists)
    for index in before.indices {
      var expected = before[index]
      for (addition, sources) in made where addition.policy == index {
        let copied = addition.copied.flatMap { before[index][$0] }
        let old = before[index][addition.directive] ?? copied ?? []
        let kept = old.filter { $0.lowercased() != "'none'" }
        let list = now[index][addition.directive] ?? []
        // A nonce may be left out of the copy where it means nothing.
        let isCopied = kept.allSatisfy { list.contains($0) || $0.lowercased().hasPrefix("'nonce-") }
        guard isCopied, sources.allSatisfy(list.contains),
          // The platform merges lists of its own into a fragment.
          content.policies[index].isFragment
            || Set(list).subtracting(kept).subtracting(sources).isEmpty
        else { return false }
        expected[addition.directive] = list
      }
      guard now[index] == expected || grows(before[index], into: now[index], made) else {
        return false
      }
    }
    return true
  }

  /// Whether a policy that shares text with the edited ones gets what they get and nothing else.
  private func grows(
    _ before: [String: [String]], into now: [String: [String]],
    _ made: [(addition: Addition, sources: [String])]
  ) -> Bool {
    Set(before.keys).union(now.keys).allSatisfy { name in
      if before[name] == now[name] { return true }
      return made.contains { addition, sources in
        guard addition.directive == name, let list = now[name] else { return false }
        // What it merges from the edited one comes whole.
        guard let old = before[name] else { return true }
        let kept = old.filter { $0.lowercased() != "'none'" }
        return Set(kept).isSubset(of: list) && Set(list).isSubset(of: kept + sources)
      }
    }
  }

  /// What each directive lists, as browsers read it, without run-time parts: the edit may stand in one.
  private static func lists(_ policy: DeployedPolicy) -> [String: [String]] {
    let directives = policy.policies.policies.flatMap(\.directives)
      .filter { !$0.name.contains("{{") }
    return Dictionary(
      directives.map { directive in (directive.name, directive.tokens.filter { !$0.contains("{{") })
      }
    ) { first, _ in first }
  }

  private mutating func note(_ sources: [String], _ addition: Addition) {
    let index = added.firstIndex { $0.addition == addition }
    guard let index else { return added.append((addition, sources)) }
    for source in sources where !added[index].sources.contains(source) {
      added[index].sources.append(source)
    }
  }

  private mutating func refuse(_ policy: Int?, _ refusal: Refusal) {
    refused.append(Refused(policy: policy, refusal: refusal))
  }
}
