import { existsSync, readFileSync } from "node:fs"
import { availableParallelism, totalmem } from "node:os"
import { bytesText } from "../text/bytes.ts"
import { answerOf, ok, warn, type Check } from "./check.ts"

/** Node, processors, memory, graphics processors, and what the system lets us see of processes. */
export async function machine(): Promise<readonly Check[]> {
  return [node(), ok("processors", `${availableParallelism()} for this process`), memory(), tree(), await devices()]
}

function node(): Check {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)
  const text = `Node ${process.versions.node} on ${process.platform} ${process.arch}`
  if (major > 20 || (major === 20 && minor >= 12)) return ok("node", text)
  return warn("node", text, "Diapason is tested on Node 20.12 and later")
}

function memory(): Check {
  const limit = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]
    .filter((file) => existsSync(file))
    .map((file) => Number(readFileSync(file, "utf8")))
    .find((bytes) => Number.isFinite(bytes) && bytes < totalmem())
  return ok("memory", limit === undefined ? bytesText(totalmem()) : `${bytesText(limit)} of ${bytesText(totalmem())}, by its control group`)
}

/** Without /proc the processes that a script leaves behind cannot all be found. */
const tree = (): Check =>
  existsSync("/proc/self/stat")
    ? ok("processes", "what a trial starts can be found and ended, all of it")
    : warn("processes", "there is no /proc", "scripts that start processes of their own should end them")

async function devices(): Promise<Check> {
  const nvidia = await answerOf("nvidia-smi", "-L")
  const amd = nvidia === undefined ? await answerOf("rocm-smi", "--showid") : undefined
  const found = (nvidia ?? amd ?? "").split("\n").filter((line) => /^GPU/.test(line))
  if (found.length === 0) return ok("gpus", "none seen: trials share the processors")
  const shown = process.env["CUDA_VISIBLE_DEVICES"]
  return ok(
    "gpus",
    `${found.length}${shown === undefined ? "" : `, of which ${shown} may be used (CUDA_VISIBLE_DEVICES)`}: --gpus-per-trial shares them out`,
  )
}
