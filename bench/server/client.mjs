import { Socket } from "node:net"

/**
 * A client that costs little: one keep-alive connection, requests written by hand, answers cut by their length. One request at a time.
 */
export function client(url, headers = {}) {
  const { hostname, port, username } = new URL(url)
  const socket = new Socket()
  socket.setNoDelay(true)
  socket.connect(Number(port), hostname)
  const more = Object.entries(username === "" ? headers : { authorization: `Bearer ${username}`, ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("")
  let [heard, waiting] = ["", undefined]
  const fail = (error) => {
    waiting?.reject(error ?? new Error("the server hung up"))
    waiting = undefined
  }
  socket.setEncoding("latin1")
  socket.on("error", fail)
  socket.on("close", () => fail())
  socket.on("data", (data) => {
    heard += data
    const head = heard.indexOf("\r\n\r\n")
    if (head < 0) return
    const length = Number(/content-length: (\d+)/i.exec(heard)?.[1] ?? 0)
    if (heard.length < head + 4 + length) return
    const [status, body] = [Number(heard.slice(9, 12)), heard.slice(head + 4, head + 4 + length)]
    heard = heard.slice(head + 4 + length)
    const { resolve } = waiting
    waiting = undefined
    resolve({ status, body })
  })
  return {
    post(path, body) {
      const text = JSON.stringify(body)
      socket.write(
        `POST ${path} HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-type: application/json\r\n${more}content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
      )
      return new Promise((resolve, reject) => (waiting = { resolve, reject }))
    },
    close: () => socket.destroy(),
  }
}
