// modules: Diagnostics ByteScanning ContentSecurityPolicy VendorRequirements DocumentTree Extraction
// libraries: libxml-2.0 libcmark-gfm libpsl
// dictionary: documents
// length: 8192

import DocumentTree
import Extraction
import VendorRequirements

/// First line: media type, and `select` where one is wanted; then the document.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let (lines, bytes) = Input(start, count).fields(1)
  let words = lines[0].split(separator: " ", maxSplits: 1)
  let type = words.first.flatMap { MediaType(String($0)) } ?? .html
  let select = words.count > 1 ? try? ElementSelector(String(words[1])) : nil

  let document = Document.parse(bytes: bytes, mediaType: type, select: select)
  let found = Extractor.extract(document)
  expect(found.isReadable || !found.diagnostics.isEmpty, "unreadable without a reason")
  expect(found.isReadable || found.profiles.isEmpty, "profiles of what was not read")
  expect(found.isReadable || !found.isCutOff, "cut off and not read")
  var sources = 0
  for profile in found.profiles.map(\.profile) {
    expect(!profile.name.isEmpty, "a profile without a name")
    for list in profile.directives {
      expect(!list.requirements.isEmpty, "an empty list of \(list.name)")
      for requirement in list.requirements {
        sources += 1
        let isClean = requirement.source.utf8.allSatisfy {
          $0 > 32 && $0 < 127 && $0 != 59 && $0 != 44
        }
        expect(isClean && !requirement.source.isEmpty, "'\(requirement.source)' left")
        expect((requirement.line ?? 1) >= 1, "line \(requirement.line ?? 0)")
      }
    }
  }
  expect(sources <= 100_000, "\(sources) sources")
  let again = Extractor.extract(Document.parse(bytes: bytes, mediaType: type, select: select))
  expect(again.profiles == found.profiles && again.rejected == found.rejected, "twice, not equal")
  return 0
}
