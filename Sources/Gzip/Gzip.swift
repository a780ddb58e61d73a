import CZlib

/// Compression of whole files in the gzip format, RFC 1952, by zlib.
public enum Gzip {
  /// What a compressed file turned out not to be.
  public enum Failure: Error, Sendable, Hashable {
    /// It is no gzip file, was damaged or cut off, or something follows it.
    case damaged
    /// It holds more bytes than were allowed.
    case tooLarge
  }

  /// Compresses bytes; equal bytes give equal results: no name, no time, no system is noted.
  ///
  /// - Throws: ``Failure`` only when memory runs out.
  public static func compressed(_ bytes: [UInt8]) throws(Failure) -> [UInt8] {
    var stream = z_stream()
    guard cspreg_deflate_init(&stream) == Z_OK else { throw .damaged }
    defer { deflateEnd(&stream) }
    var header = gz_header()
    header.os = 255
    guard deflateSetHeader(&stream, &header) == Z_OK else { throw .damaged }
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
    let status = run(&stream, from: bytes, into: &output) { deflate(&$0, Z_FINISH) }
    guard status == Z_STREAM_END else { throw .damaged }
    output.removeSubrange(Int(stream.total_out)...)
    return output
  }

  /// The bytes that a compressed file holds, all of it and nothing after it.
  ///
  /// - Parameters:
  ///   - file: The compressed file.
  ///   - limit: The most bytes that it may hold.
  /// - Returns: The bytes that were compressed.
  /// - Throws: ``Failure``.
  public static func expanded(_ file: [UInt8], limit: Int) throws(Failure) -> [UInt8] {
    var stream = z_stream()
    guard cspreg_inflate_init(&stream) == Z_OK else { throw .damaged }
    defer { inflateEnd(&stream) }
    // The last four bytes hold the size, which a damaged file may lie about.
    let stated = file.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard stated <= limit else { throw .tooLarge }
    var output = [UInt8](repeating: 0, count: stated + 1)
    let status = run(&stream, from: file, into: &output) { inflate(&$0, Z_FINISH) }
    guard status == Z_STREAM_END, stream.avail_in == 0 else { throw .damaged }
    output.removeSubrange(Int(stream.total_out)...)
    return output
  }

  private static func run(
    _ stream: inout z_stream, from input: [UInt8], into output: inout [UInt8],
    _ step: (inout z_stream) -> Int32
  ) -> Int32 {
    input.withUnsafeBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = uInt(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = uInt(output.count)
        return step(&stream)
      }
    }
  }
}
