import JSONText
import Testing
import VendorRequirements

@testable import VendorRegistry

/// The bundled records hold what somebody read by hand in the documents, where `../shared` has them.
@Suite struct BundledFactsTests {
  static let documents = RegistryDirectory(
    path: BundledRegistryTests.path + "/../../shared/corpus/documents")

  /// Folders whose company has another id.
  static let companies = [
    "braintree-md": "braintree", "ckeditor5": "ckeditor", "dynatrace-replay": "dynatrace",
    "gainsight-px": "gainsight", "google-tag-manager": "google", "maplibre-html": "maplibre",
    "paypal-fraudnet": "paypal", "rs-hotjar": "rudderstack", "twilio-video": "twilio",
  ]

  /// What a page has by rule and not in writing: the European hosts of Cookiebot.
  static let implied: [String: Set<String>] = [
    "cookiebot": [
      "frame-src https://consentcdn.cookiebot.eu", "img-src http://imgsct.cookiebot.eu/",
    ]
  ]

  /// The documents of a folder: whether each is whole, and for each of its profiles the directives
  /// with their sources.
  static func truths(_ folder: String) throws -> [(isWhole: Bool, profiles: Set<Set<String>>)] {
    try documents.list(folder).filter { $0.hasSuffix(".truth.json") && $0 != "ap.truth.json" }
      .map { name in
        let path = "\(folder)/\(name)"
        let bytes = try #require(try documents.read(path))
        let members = try JSONNode(parsing: bytes, file: path).members()
        var profiles: Set<Set<String>> = []
        for profile in try members.array("profiles") {
          var pairs: Set<String> = []
          for directive in try profile.members().value("directives").object() {
            for source in try directive.value.strings() {
              let spelled = source.split(separator: " ").joined()
              pairs.insert("\(directive.key) \(spelled)")
            }
          }
          profiles.insert(pairs)
        }
        return (try members.bool("complete"), profiles)
      }
  }

  static func pairs(_ record: VersionRecord) -> Set<String> {
    Set(
      record.profiles.flatMap { profile in
        profile.directives.flatMap { directive in
          directive.requirements.map { "\(directive.name) \($0.source)" }
        }
      })
  }

  static let folders = ((try? documents.list("")) ?? []).filter { $0.hasSuffix("/") }
    .map { String($0.dropLast()) }

  @Test(.enabled(if: !folders.isEmpty, "../shared is not there"))
  func everyWholeDocumentIsAVersionAndEveryVersionADocument() throws {
    let registry = try VendorRegistry(directory: BundledRegistryTests.path)
    var wanted: [String: Set<Set<Set<String>>>] = [:]
    for folder in Self.folders {
      let vendor = Self.companies[folder] ?? folder
      for truth in try Self.truths(folder) where truth.isWhole {
        wanted[vendor, default: []].insert(truth.profiles)
      }
    }
    #expect(Set(registry.vendors()) == Set(wanted.keys))
    for (vendor, documents) in wanted where registry.vendors().contains(vendor) {
      let records = try registry.versions(of: vendor).map { version in
        try registry.record(VendorReference(vendor: vendor, version: .number(version.number)))
      }
      let implied = Self.implied[vendor] ?? []
      // A choice that a page writes out in part is whole in the record, so profiles are joined.
      let read = Set(documents.map { $0.reduce(into: Set<String>()) { $0.formUnion($1) } })
      #expect(Set(records.map { Self.pairs($0).subtracting(implied) }) == read, "\(vendor)")
      #expect(records.count == documents.count, "\(vendor): equal documents are one version")
      for record in records where record.accepted?.reason != "first registry" {
        #expect(record.documents.allSatisfy { $0.origin == .transcribed && $0.kept == nil })
      }
    }
  }

  /// Other people's sentences are theirs: of a condition at most five words in a row stand in a document.
  @Test(.enabled(if: !folders.isEmpty, "../shared is not there"))
  func conditionsAreInWordsOfOurOwn() throws {
    let registry = try VendorRegistry(directory: BundledRegistryTests.path)
    var compared = 0
    for folder in Self.folders {
      let vendor = Self.companies[folder] ?? folder
      guard registry.vendors().contains(vendor) else { continue }
      let texts = try Self.documents.list(folder).filter { !$0.hasSuffix(".json") }.map { name in
        Self.words(of: try #require(try Self.documents.read("\(folder)/\(name)")))
          .joined(separator: " ")
      }
      let records = try registry.versions(of: vendor).map { version in
        try registry.record(VendorReference(vendor: vendor, version: .number(version.number)))
      }
      for condition in Set(records.flatMap(\.profiles).compactMap(\.condition)) {
        let words = Self.words(of: Array(condition.utf8))
        for start in words.indices.dropLast(5) {
          let run = words[start..<(start + 6)].joined(separator: " ")
          #expect(!texts.contains { $0.contains(run) }, "\(vendor): \(condition)")
          compared += 1
        }
      }
    }
    #expect(compared > 0)
  }

  /// The words of a text in lower case, without tags.
  private static func words(of bytes: [UInt8]) -> [String] {
    var isTag = false
    let text = String(decoding: bytes, as: UTF8.self).lowercased().map { character -> Character in
      if character == "<" { isTag = true }
      defer { if character == ">" { isTag = false } }
      let isInWord = character.isLetter || character.isNumber || character == "-"
      return !isTag && isInWord ? character : " "
    }
    return String(text).split(separator: " ").map(String.init)
  }
}
