import { spawn } from "node:child_process"
import { existsSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { atMost, figure } from "../frame/figures.mjs"
import { inScratch } from "../frame/scratch.mjs"

const bin = fileURLToPath(new URL("../../packages/diapason/bin/diapason.js", import.meta.url))
const runs = 15

/** Each thing in turn, again and again, so that what else the machine does falls on all of them. */
export const startUp = ({ peer }) =>
  inScratch(async (folder) => {
    writeFileSync(join(folder, "train.sh"), "echo val_loss=0.5\n")
    const script = ["sh", [join(folder, "train.sh")]]
    const tune = (n) => [
      bin,
      "tune",
      "-p",
      "lr=1e-5..1e-1:log",
      "--minimize",
      "val_loss",
      "--trials",
      "1",
      "--name",
      `s${n}`,
      "--",
      "sh",
      "train.sh",
    ]
    const peers =
      peer === undefined ? [] : ["optuna", "guild"].map((name) => [name, join(dirname(peer), name)]).filter(([, path]) => existsSync(path))
    const times = { node: [], help: [], script: [], tune: [], ...Object.fromEntries(peers.map(([name]) => [name, []])) }
    for (let n = 0; n < runs; n++) {
      times.node.push(await timed(process.execPath, ["-e", "0"], folder))
      times.help.push(await timed(process.execPath, [bin, "--help"], folder))
      times.script.push(await timed(...script, folder))
      times.tune.push(await timed(process.execPath, tune(n), folder, "Canary"))
      for (const [name, path] of peers) times[name].push(await timed(path, ["--help"], folder))
    }
    const own = times.tune.map((time, n) => time - times.node[n] - times.script[n])
    const help = figure("diapason --help", "diapason", "ms", times.help)
    const first = figure("to the first report, less Node and the script", "diapason", "ms", own)
    return {
      figures: [
        figure("node -e 0", "bare", "ms", times.node),
        help,
        ...peers.map(([name]) => figure(`${name} --help`, "peer", "ms", times[name])),
        figure("the script alone", "bare", "ms", times.script),
        figure("tune, to the first report", "diapason", "ms", times.tune),
        first,
      ],
      aims: [atMost("help", help.median, 250, "ms"), atMost("own time to the first report", first.median, 400, "ms")],
    }
  })

/** Milliseconds until a command has ended, or until it has said the word. */
async function timed(command, words, cwd, word) {
  const begun = performance.now()
  let said
  const child = spawn(command, words, { cwd, stdio: ["ignore", "pipe", "pipe"] })
  for (const stream of [child.stdout, child.stderr])
    stream.on(
      "data",
      (text) => word !== undefined && said === undefined && String(text).includes(word) && (said = performance.now() - begun),
    )
  const code = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve))
  if (code !== 0 || (word !== undefined && said === undefined)) throw new Error(`${command} ${words.join(" ")} ended with ${code}`)
  return said ?? performance.now() - begun
}
