import Deployments
import Impact

extension ImpactResult {
  /// It with what its size means where the policies are sent.
  func held(against limit: HeaderLimit?, _ policies: [DeployedPolicy]) -> ImpactResult {
    guard let limit, verdict != .notUsed else { return self }
    let before = limit.size(of: policies)
    let after = before + sizeAfter - sizeBefore
    guard let warning = limit.warning(size: after, before: before) else { return self }
    var result = self
    result.sizeLimit = limit.bytes
    result.note = [note, warning].compactMap { $0 }.joined(separator: "; ")
    return result
  }
}
