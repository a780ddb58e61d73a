import ArgumentParser
import CommandOptions
import Diagnostics
import DocumentTree
import Extraction
import MessageDigest
import VendorRegistry
import VendorRequirements

/// What is known about a document besides its bytes.
struct DocumentOptions: ParsableArguments {
  @Option(help: "Where the document is published.")
  var url: String?

  @Option(help: "The vendor whose document it is.")
  var vendor: String?

  @Option(help: ArgumentHelp("Media type, such as text/html.", valueName: "type"))
  var mediaType: String?

  /// The media type that the user named.
  func parsedMediaType() throws(CommandError) -> MediaType? {
    guard let mediaType else { return nil }
    guard let known = MediaType(mediaType) else {
      throw CommandError(
        "--media-type \(mediaType)", "give text/html, text/markdown or text/plain.",
        exitCode: .usage)
    }
    return known
  }
}

/// The part of a document that a CSS-like selector names; `nil` reads it all.
func elementSelector(
  _ text: String?, from place: String = "--select"
) throws(CommandError) -> ElementSelector? {
  guard let text else { return nil }
  do {
    return try ElementSelector(text)
  } catch {
    throw CommandError("\(place) \(text)", error.message, exitCode: .usage)
  }
}

/// A document that was read.
struct ReadDocument {
  let bytes: [UInt8]
  let extracted: ExtractedDocument
  /// Why the document seems to stop before its end.
  let openEnd: Document.OpenEnd?

  var sha256: String { SHA256.hex(of: bytes) }

  init(
    path: String, mediaType: MediaType?, charset: String? = nil, context: ExtractionContext,
    select: ElementSelector? = nil
  ) throws(CommandError) {
    self.init(
      bytes: try Input.read(path), path: path, mediaType: mediaType, charset: charset,
      context: context, select: select)
  }

  init(
    bytes: [UInt8], path: String, mediaType: MediaType?, charset: String? = nil,
    context: ExtractionContext, select: ElementSelector? = nil
  ) {
    self.bytes = bytes
    let document = Document.parse(
      bytes: bytes, mediaType: mediaType, charset: charset, path: path, select: select)
    extracted = Extractor.extract(document, context: context)
    openEnd = document.openEnd
  }

  /// The record that the document would become.
  func candidate(
    vendor: String, url: String, origin: VersionRecord.Document.Origin = .file, retrieved: String?
  ) -> VersionRecord {
    VersionRecord(
      vendor: vendor, version: nil, recorded: String(now().prefix(10)),
      documents: [
        VersionRecord.Document(
          url: url, origin: origin, retrieved: retrieved, mediaType: extracted.mediaType.rawValue,
          sha256: sha256)
      ],
      profiles: AlternativeCompletion.complete(extracted.profiles.map(\.profile)))
  }

  /// Whether nothing can be read out of it.
  var isEmpty: Bool {
    !extracted.isReadable || extracted.profiles.allSatisfy { $0.profile.directives.isEmpty }
  }

  /// Refuses a document from which nothing may be concluded.
  func requireComplete(_ path: String) throws(CommandError) {
    if !extracted.isReadable {
      let why = extracted.diagnostics.first { $0.level == .break }?.message ?? "no text was found."
      throw CommandError(path, "the document is not readable: \(why)", exitCode: .unfinished)
    }
    if let place = extracted.cutAfter {
      let end =
        switch openEnd {
        case .unclosedMarkup: " If it is whole, add </html> at its end."
        case .unclosedFence: " If it is whole, close the fence of its last sample."
        case .noLineEnd, nil: ""
        }
      throw CommandError(
        path, "the document is cut off after \(place); fetch or save it again, whole.\(end)",
        exitCode: .unfinished)
    }
    if isEmpty {
      throw CommandError(
        path,
        "no requirement was found in the document. Run extract on it to see what was "
          + "rejected and why.", exitCode: .unfinished)
    }
  }
}
