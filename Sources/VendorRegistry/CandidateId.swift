/// The ids of candidates, which stand where `userpilot@2` does.
public enum CandidateId {
  /// Whether a word may be a candidate's id, or the beginning of one: `c` and hex digits.
  public static func isOne(_ word: String) -> Bool {
    word.hasPrefix("c") && (4...65).contains(word.utf8.count)
      && word.utf8.dropFirst().allSatisfy {
        (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
      }
  }
}
