import { spawnSync } from "node:child_process"
import { expect, test } from "vitest"
import { entrypoint } from "../../src/ray/entrypoint.ts"

const awkward = ["", "two words", 'it\'s "said"', "$HOME `id` \\ *", "a=b", "-n", "~", "line\nline\n", "naïve €😀", "#x", "!y"]

/** What a shell makes of an entrypoint, with the variables as Ray would set them. */
function run(job: Parameters<typeof entrypoint>[0]) {
  const { text, variables } = entrypoint(job)
  return spawnSync("sh", ["-c", text.replace("sleep 0.3; ", "")], { env: { PATH: process.env["PATH"], ...variables }, encoding: "utf8" })
}

test("words and variables arrive as they are", () => {
  const env = Object.fromEntries(awkward.map((value, i) => [`LAW_${i}`, value]))
  const script = `process.stdout.write(JSON.stringify([process.argv.slice(1), ${JSON.stringify(Object.keys(env))}.map((name) => process.env[name])]))`
  const { stdout } = run({ command: [process.execPath, "-e", script, "--", ...awkward], env, resources: {} })
  expect(JSON.parse(stdout)).toEqual([awkward, awkward])
})

test("what Ray would fill in is not left to it, nor is anything else put into the words that people see", () => {
  const { text, variables } = entrypoint({
    command: ["true"],
    env: { TOKEN: "secret", COST: "5$USD", "odd.name": "$x" },
    resources: { gpus: 1 },
  })
  expect(variables).toEqual({ TOKEN: "secret", "odd.name": "$x" })
  expect(text).toBe("sleep 0.3; export COST='5$USD'; exec true")
})

test("GPUs are hidden from a job that asked for none, unless its settings say which", () => {
  const shown = (env: Readonly<Record<string, string>>, gpus?: number): string =>
    run({ command: ["sh", "-c", "echo ${CUDA_VISIBLE_DEVICES-unset}"], env, resources: gpus === undefined ? {} : { gpus } }).stdout.trim()
  expect(shown({})).toBe("")
  expect(shown({ CUDA_VISIBLE_DEVICES: "2" })).toBe("2")
  expect(shown({}, 1)).toBe("unset")
})

test("a folder that the node has not is told, with what helps", () => {
  const { status, stderr } = run({ command: ["true"], env: {}, cwd: "/no such folder", resources: {} })
  expect(status).toBe(1)
  expect(stderr).toContain("this node of Ray has no folder /no such folder: put it where every node has it")
})

test("the program takes the place of the shell", () => {
  expect(run({ command: ["sh", "-c", "kill -KILL $$"], env: {}, cwd: "/", resources: {} }).signal).toBe("SIGKILL")
})
