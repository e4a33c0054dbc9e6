import { execFileSync } from "node:child_process"
import { createConnection, createServer } from "node:net"

/**
 * A network of its own on this machine (Linux, as root): what runs in it reaches the rest by one cable alone, which can be cut, and whose
 * words can be held back. Gives undefined where that is not allowed.
 */
export function namespace() {
  const name = `crowd-${process.pid}`
  const [outer, inner] = [`co${process.pid % 100_000}`, `ci${process.pid % 100_000}`]
  const net = `10.${200 + (process.pid % 50)}.${process.pid % 250}`
  const ip = (...words) => execFileSync("ip", words, { stdio: "pipe" })
  try {
    ip("netns", "add", name)
    ip("link", "add", outer, "type", "veth", "peer", "name", inner, "netns", name)
    ip("addr", "add", `${net}.1/24`, "dev", outer)
    ip("link", "set", outer, "up")
    ip("-n", name, "addr", "add", `${net}.2/24`, "dev", inner)
    ip("-n", name, "link", "set", inner, "up")
    ip("-n", name, "link", "set", "lo", "up")
  } catch {
    return undefined
  }
  return {
    /** This machine, as it is seen from inside. */
    address: `${net}.1`,
    /** Words before a command that is to run inside. */
    enter: ["ip", "netns", "exec", name],
    cut: () => ip("link", "set", outer, "down"),
    heal: () => {
      ip("link", "set", outer, "up")
      // An address may go with its link.
      try {
        ip("addr", "add", `${net}.1/24`, "dev", outer)
      } catch {
        // It stayed.
      }
    },
    close: () => ip("netns", "delete", name),
  }
}

/** Passes connections on to `port` of this machine, each word `delay()` milliseconds late. */
export function slowWay(host, port, delay) {
  const pass = (from, to) => {
    let last = Promise.resolve()
    from.on("data", (bytes) => {
      const due = new Promise((resolve) => setTimeout(resolve, delay()))
      last = last.then(() => due).then(() => void (to.destroyed || to.write(bytes)))
    })
    from.on("close", () => void last.then(() => to.destroy()))
    from.on("error", () => undefined)
  }
  const server = createServer((near) => {
    const far = createConnection({ host: "127.0.0.1", port })
    pass(near, far)
    pass(far, near)
  })
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(0, host, () => resolve({ port: server.address().port, close: () => server.close() }))
  })
}
