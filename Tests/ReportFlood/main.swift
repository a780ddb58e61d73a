import Glibc
import ReportReceiving
import Synchronization
import ViolationReports

// Sends reports into a receiver until the process is killed or enough are counted:
//   report-flood FILE TASKS REPORTS [ORIGINS]
// and prints, a line each time, how many are acknowledged; at the end also reports a second and latencies.

func monotonic() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

func say(_ text: String) {
  let line = Array((text + "\n").utf8)
  _ = line.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
}

func body(_ origin: Int) -> [UInt8] {
  Array(
    """
    {"csp-report":{"document-uri":"https://shop.example/cart?user=\(origin)","referrer":"",\
    "violated-directive":"connect-src","effective-directive":"connect-src","original-policy":\
    "default-src 'self'; connect-src 'self' https://api.example; img-src *; report-uri /r",\
    "disposition":"enforce","blocked-uri":"https://h\(origin).vendor.example/v1/x?key=\(origin)",\
    "line-number":1,"column-number":77,"source-file":"https://shop.example/app.js",\
    "status-code":200,"script-sample":""}}
    """.utf8)
}

let arguments = CommandLine.arguments
guard arguments.count >= 4, let tasks = Int(arguments[2]), let reports = Int(arguments[3]) else {
  say("usage: report-flood FILE TASKS REPORTS [ORIGINS]")
  exit(2)
}
let origins = arguments.count > 4 ? Int(arguments[4]) ?? 100 : 100

let store = try SQLiteReportStore(path: arguments[1])
let token = try store.addToken(for: "shop.example", now: time(nil)).text
var settings = ReceiverSettings()
settings.rate = 0
let receiver = ReportReceiver(
  store: store, settings: settings, now: { time(nil) }, seconds: monotonic)
let acknowledged = Atomic(0)
let next = Atomic(0)
let start = monotonic()
let bodies = (0..<origins).map(body)

let latencies = await withTaskGroup(of: [Double].self) { group in
  for _ in 0..<tasks {
    group.addTask {
      var latencies: [Double] = []
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        if index >= reports { return latencies }
        let begin = monotonic()
        let answer = await receiver.receive(
          ReportRequest(
            token: token, mediaType: "application/csp-report", body: bodies[index % origins]))
        latencies.append(monotonic() - begin)
        guard answer.status == 204 else { continue }
        let count = acknowledged.add(1, ordering: .relaxed).newValue
        if count % 50 == 0 { say("\(count)") }
      }
    }
  }
  var all: [Double] = []
  for await part in group { all += part }
  return all
}

let sorted = latencies.sorted()
func percentile(_ part: Double) -> String {
  "\(Int(sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))] * 1e6)) us"
}
let seconds = monotonic() - start
say(
  "done \(acknowledged.load(ordering: .relaxed)) at \(Int(Double(reports) / seconds)) reports/s, "
    + "p50 \(percentile(0.5)), p99 \(percentile(0.99)), p99.9 \(percentile(0.999))")
