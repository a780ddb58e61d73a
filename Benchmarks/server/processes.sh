# What the scripts of this folder do with servers; none of it waits for ever.

# Waits until something listens on a port.
await() {
  local port=$1
  for _ in $(seq 300); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && return
    sleep 0.1
  done
  echo "nothing listens on port $port after 30 s" >&2
  return 1
}

# Ends processes; one that has not gone after ten seconds is killed, which is an error.
end() {
  kill "$@" 2>/dev/null || return 0
  for _ in $(seq 100); do
    kill -0 "$@" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -9 "$@" 2>/dev/null || true
  echo "killed after 10 s: $*" >&2
  return 1
}
